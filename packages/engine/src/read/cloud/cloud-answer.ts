import type { Output } from '../../ports.ts'
import { parseJson } from '../common/json.ts'
import type { Reading } from '../reader.ts'
import { type CloudQuestion, cloudFailure } from './cloud-failure.ts'

/** A reading that says why there is nothing to read. */
export type Refusal = Extract<Reading, { ok: false }>

/** Why `aws` or `az` gave no answer, as a reading; undefined when it gave one. */
export function cloudRefusal(output: Output, question: CloudQuestion): Refusal | undefined {
  const failure = cloudFailure(output, question)
  return failure && { ok: false, problem: failure.problem, ...(failure.reason ? { reason: failure.reason } : {}) }
}

/** The JSON that a cloud printed, or why that is no answer. `code` is the HTTP status, where there is one. */
export function jsonAnswer(text: string, code = ''): { ok: true; root: unknown } | Refusal {
  const root = parseJson(text)
  if (root !== undefined) return { ok: true, root }
  const answer = code === '' ? 'an answer' : `an answer (${code})`
  return unreadable(
    /^\s*\uFEFF?\s*</.test(text)
      ? `A web page came instead of ${answer}; a proxy in between is likely to have written it.`
      : `${code === '' ? 'The output' : `The answer (${code})`} is not whole JSON; it was cut or garbled on its way.`,
  )
}

/** An answer that is there, but is not what was asked for. */
export function unreadable(problem: string): Refusal {
  return { ok: false, problem, reason: 'unreadable' }
}
