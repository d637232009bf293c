import { type RecordedOutput, type RecordedStep, type Recording, recordedSessions } from '@runbook/evidence'
import type { Library } from '../../packages/site/src/browser/walk/library.ts'
import {
  openRunbooks,
  openWalk,
  readAtHand,
  skip,
  slack,
  type Walk,
} from '../../packages/site/src/browser/walk/session.ts'

/** Every session of the lab that is kept. */
export const recordings: readonly Recording[] = recordedSessions()

/** Walks as a person would who runs each command and pastes what it printed; tells where its way left the terminal's. */
export async function feed(library: Library, recording: Recording): Promise<{ walk: Walk; parted: string | null }> {
  await library.ready([recording.runbook])
  const walk = openWalk(library, recording)
  for (const step of recording.steps) {
    await library.ready(openRunbooks(walk.session.view().context))
    const { position } = walk.session.view().context
    if (position.runbook !== step.runbook || position.step !== step.step)
      return { walk, parted: `at ${position.runbook}/${position.step} instead of ${step.runbook}/${step.step}` }
    const outputs = outputsOf(recording, step)
    if (step.outcome === null) skip(walk)
    else {
      const exitCode = outputs.at(-1)?.code ?? undefined
      const result = readAtHand(walk, outputs.map(shown).join(''), { shownAt: (step.at ?? 0) + slack, exitCode })
      walk.session.send({ type: 'output.pasted', result })
    }
  }
  return { walk, parted: null }
}

/** What a step printed, whichever step's output it is. */
export function outputsOf(recording: Recording, step: RecordedStep): RecordedOutput[] {
  return step.outputs ?? recording.steps[step.like ?? -1]?.outputs ?? []
}

/** What a terminal shows of it. */
export function shown({ stdout, stderr }: RecordedOutput): string {
  return stderr ? `${stdout}${stdout === '' || stdout.endsWith('\n') ? '' : '\n'}${stderr}` : stdout
}
