import { loadBundle } from '@runbook/engine'
import { cloudCatalogueIds } from '@runbook/lab/cloud/catalogue.ts'
import { scenarios } from '@runbook/lab/cloud/scenarios.ts'
import { catalogueIds } from '@runbook/lab/faults/catalogue.ts'
import { faults } from '@runbook/lab/faults/faults.ts'
import { notProven } from '@runbook/lab/faults/not-proven.ts'
import { describe, expect, it } from 'vitest'

const findings = new Set(
  [...loadBundle('runbooks').values()].flatMap(({ steps }) =>
    Object.values(steps).flatMap(step => (step.kind === 'finding' ? [step.finding] : [])),
  ),
)
/** What a scenario must name: its cause, or a weakness beside it. */
const named = scenarios.flatMap(({ cause, contributing = [] }) => [cause, contributing].flat())
/** What only keeps a session from seeing more: no cause, but said as such by a scenario that bears its name. */
const unseen = cloudCatalogueIds.filter(id =>
  scenarios.some(({ cause, title }) => cause === 'unknown' && title.includes(`(${id})`)),
)
const proven = new Set([...faults.map(({ cause }) => cause), ...named])

describe('the catalogue of self-hosted causes', () => {
  it('holds each id once', () => {
    expect(new Set(catalogueIds).size).toBe(catalogueIds.length)
  })

  it.for(catalogueIds)('has a finding for %s', id => {
    expect([...findings]).toContain(id)
  })
})

describe('the catalogue of cloud causes', () => {
  it('holds each id once', () => {
    expect(new Set(cloudCatalogueIds).size).toBe(cloudCatalogueIds.length)
  })

  it.for(cloudCatalogueIds.filter(id => !unseen.includes(id)))('has a finding and a scenario for %s', id => {
    expect([...findings]).toContain(id)
    expect(named).toContain(id)
  })

  it('takes what could not be seen for no finding', () => {
    expect(unseen.filter(id => findings.has(id))).toEqual([])
  })
})

describe('a cause that a runbook names', () => {
  it.for([...findings].toSorted())('is proven in the lab, or it says why not: %s', id => {
    expect(proven.has(id) || id in notProven).toBe(true)
  })

  it('is not called unproven when the lab proves it', () => {
    expect(Object.keys(notProven).filter(id => proven.has(id))).toEqual([])
  })

  it('is the cause of no fault without being a finding', () => {
    expect([...proven].filter(id => id !== 'healthy' && id !== 'unknown' && !findings.has(id))).toEqual([])
  })
})
