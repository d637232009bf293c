import { targetsOf } from '../runbook/kinds.ts'
import { reachable, waysOf } from './graph.ts'
import { each, type Rule, stepsOf } from './rule.ts'

export const noEnding: Rule = {
  name: 'no-ending',
  says: 'From every step a finding, a handoff or an end can be reached.',
  check: each(parsed => {
    const { steps } = parsed.runbook
    const ways = waysOf(parsed)
    const endings = stepsOf(parsed, 'finding', 'handoff', 'end').map(({ id }) => id)
    const broken = Object.keys(steps).filter(id =>
      targetsOf(steps[id] as never).some(({ to }) => !Object.hasOwn(steps, to)),
    )
    const safe = reachable(
      [...endings, ...broken],
      ways.map(({ from, to }) => ({ from: to, to: from })),
    )
    const stuck = Object.keys(steps).filter(id => !safe.has(id))
    const explained = new Set<string>()
    return stuck.flatMap(id => {
      const onward = reachable([id], ways)
      const isCause = [...onward].every(other => reachable([other], ways).has(id))
      if (!isCause || explained.has(id)) return []
      for (const other of onward) explained.add(other)
      return [
        {
          in: parsed,
          path: ['steps', id],
          message: `From step "${id}" no finding, handoff or end can be reached.`,
          hint: 'Let each outcome lead to one; "end: inconclusive" says honestly that nothing was found.',
        },
      ]
    })
  }),
}
