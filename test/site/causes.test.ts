import { outcomesOf } from '@runbook/engine'
import { describe, expect, it } from 'vitest'
import { proofOf } from '../../packages/site/src/data/lab/scores.ts'
import { bundle } from '../../packages/site/src/data/runbooks/bundle.ts'
import { causes } from '../../packages/site/src/data/runbooks/causes.ts'
import { chain, handoffsFrom, handoffsTo, seenBefore } from '../../packages/site/src/data/runbooks/handoffs.ts'
import { exitsOf } from '../../packages/site/src/data/runbooks/places.ts'

const steps = [...bundle.values()].flatMap(runbook =>
  Object.entries(runbook.steps).map(([id, step]) => ({ runbook, id, step })),
)

it('gives every finding of every runbook a place on the page of its cause', () => {
  const ended = steps.flatMap(({ runbook, id, step }) =>
    step.kind === 'finding' ? [`${step.finding} ${runbook.id}/${id}`] : [],
  )
  const told = [...causes.values()].flatMap(cause =>
    cause.endings.map(ending => `${cause.id} ${ending.runbook}/${ending.step}`),
  )
  expect(told.sort()).toEqual(ended.sort())
})

it('has a page for every cause that an outcome shows, adds or rules out', () => {
  const named = steps.flatMap(({ step }) =>
    Object.values(outcomesOf(step)).flatMap(one => [one.cause, one.contributes, ...(one.rules_out ?? [])]),
  )
  expect(named.filter(id => id !== undefined && !causes.has(id))).toEqual([])
})

describe('the way to a cause', () => {
  const endings = [...causes.values()].flatMap(cause => cause.endings.map(ending => ({ cause: cause.id, ...ending })))

  it('begins at the start of its runbook and goes from step to step until the finding', () => {
    const broken = endings.filter(({ runbook, step, way }) => {
      const { start, steps = {} } = bundle.get(runbook) ?? {}
      const stops = [...way.map(one => one.step), step]
      const leads = way.every(({ step: from, outcome, label }, at) => {
        const spec = steps[from]
        return (
          spec !== undefined &&
          exitsOf(spec).some(exit => exit.outcome === outcome && exit.label === label && exit.to === stops[at + 1])
        )
      })
      return stops[0] !== start || !leads
    })
    expect(broken.map(({ runbook, step }) => `${runbook}/${step}`)).toEqual([])
  })

  it('takes no outcome that excludes the cause', () => {
    const contradicting = endings.flatMap(({ cause, runbook, way }) =>
      way.filter(({ step, outcome }) => {
        const spec = bundle.get(runbook)?.steps[step]
        return (
          spec !== undefined && exitsOf(spec).some(exit => exit.outcome === outcome && exit.excludes.includes(cause))
        )
      }),
    )
    expect(contradicting).toEqual([])
  })
})

it('tells a look-alike apart by another label of the same step', () => {
  const alike = [...causes.values()].flatMap(cause => cause.neighbours.map(one => ({ ...one, of: cause.id })))
  expect(alike.length).toBeGreaterThan(100)
  expect(alike.filter(one => one.cause === one.of || one.label === one.here)).toEqual([])
})

it('follows handoffs both ways, and finds a chain from 502 to every runbook', () => {
  expect(handoffsFrom('502').map(one => one.to)).toContain('web-server')
  expect(handoffsTo('web-server').map(one => one.runbook)).toContain('502')
  expect(chain('502', 'nginx')).toEqual(['502', 'web-server', 'nginx'])
  expect([...bundle.keys()].filter(id => chain('502', id).length === 0)).toEqual([])
})

it('tells what was seen before of a cause, and leaves out what leads to others of the same runbook', () => {
  const before = seenBefore({ runbook: 'nginx-response', step: 'header-too-big' }).map(({ label }) => label)
  expect(before).toContain('upstream sent too big header')
  expect(before).not.toContain('the upstream does not read the request')
})

it('tells how often the lab named a cause, and when last', () => {
  const one = { fault: 'f', noise: 'none', expected: 'a-cause', named: 'a-cause', right: true }
  const kept = [
    { date: '2026-01-02T00:00:00Z', cases: [one, { ...one, noise: 'old', named: null, right: false }] },
    { date: '2026-01-01T00:00:00Z', cases: [{ ...one, fault: 'g', run: '2026-03-01T00:00:00Z' }] },
  ]
  expect(proofOf('a-cause', kept)).toEqual({ total: 3, right: 2, faults: ['f', 'g'], last: '2026-03-01T00:00:00Z' })
  expect(proofOf('another', kept)).toBeUndefined()
})
