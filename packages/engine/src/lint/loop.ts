import { circles, waysOf } from './graph.ts'
import { type Fault, type Rule, type RunbookSet, stepsOf } from './rule.ts'

export const loop: Rule = {
  name: 'loop',
  says: 'No step leads back to itself, and no handoff comes back to its own runbook.',
  check: set => [...set.all.flatMap(stepLoops), ...handoffLoops(set)],
}

function stepLoops(parsed: RunbookSet['all'][number]): Fault[] {
  return circles(waysOf(parsed)).map(({ way, circle }) => ({
    in: parsed,
    path: way.path,
    message: `This goes round for ever: ${circle.join(' → ')}.`,
    hint: 'Let it lead on; a check that must be repeated uses "sample".',
  }))
}

function handoffLoops({ all, byId }: RunbookSet): Fault[] {
  const ways = all.flatMap(parsed =>
    stepsOf(parsed, 'handoff')
      .filter(({ step }) => byId.has(step.handoff))
      .map(({ id, step }) => ({ from: parsed.runbook.id, to: step.handoff, parsed, id })),
  )
  return circles(ways).map(({ way, circle }) => ({
    in: way.parsed,
    path: ['steps', way.id, 'handoff'],
    message: `Runbooks hand off in a circle: ${circle.join(' → ')}.`,
    hint: 'Hand off in one direction, from the symptom towards the root.',
  }))
}
