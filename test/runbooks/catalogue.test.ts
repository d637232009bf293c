import { describe, expect, it } from 'vitest'
import { loadBundle } from '../../packages/engine/src/index.ts'
import { catalogueIds } from '../lab/catalogue.ts'
import { faults } from '../lab/faults.ts'
import { notProven } from '../lab/not-proven.ts'

const findings = new Set(
  [...loadBundle('runbooks').values()].flatMap(({ steps }) =>
    Object.values(steps).flatMap(step => ('finding' in step ? [step.finding] : [])),
  ),
)
const proven = new Set(faults.map(({ cause }) => cause))

describe('the catalogue of self-hosted causes', () => {
  it('holds each id once', () => {
    expect(new Set(catalogueIds).size).toBe(catalogueIds.length)
  })

  it.for(catalogueIds)('has a finding for %s', id => {
    expect([...findings]).toContain(id)
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
    expect([...proven].filter(id => id !== 'healthy' && !findings.has(id))).toEqual([])
  })
})
