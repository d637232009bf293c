import type { Fault, SetUp } from '../faults/fault.ts'
import { type Answer, probe } from './probe.ts'

/** What a client gets: two answers; of an intermittent fault as many as it takes until it shows, for 10 s at most. */
export async function sample({ shows }: Fault, { url, wrap }: SetUp): Promise<Answer[]> {
  const answers: Answer[] = []
  const deadline = Date.now() + 10_000
  const isEnough = shows.isIntermittent
    ? () => answers.some(answer => isExpected(shows, answer)) || Date.now() > deadline
    : () => answers.length === 2
  while (!isEnough()) answers.push(await probe(url, { wrap }))
  return answers
}

/** Whether the answers are those of the fault. */
export function isShown({ shows }: Fault, answers: readonly Answer[]): boolean {
  return shows.isIntermittent
    ? answers.some(answer => isExpected(shows, answer))
    : answers.every(answer => isExpected(shows, answer))
}

function isExpected({ status }: Fault['shows'], answer: Answer): boolean {
  return typeof status === 'string' ? answer === status : status.includes(Number(answer))
}
