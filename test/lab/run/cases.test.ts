import { faults } from '@runbook/lab/faults/faults.ts'
import { noiseIds } from '@runbook/lab/noise/kinds.ts'
import { bearable, casesOf, nameOf } from '@runbook/lab/run/cases.ts'
import { describe, expect, it } from 'vitest'

const cases = casesOf(faults)

describe('the list of faults', () => {
  it('names each fault once', () => {
    const ids = faults.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('runs each fault as it is, and once more amid a noise that it can bear', () => {
    const names = cases.map(nameOf)
    expect(new Set(names).size).toBe(names.length)
    for (const fault of faults) {
      const noisy = cases.filter(one => one.fault === fault && one.noise)
      expect(noisy.length, fault.id).toBe(bearable(fault).length > 0 ? 1 : 0)
      expect(cases).toContainEqual({ fault })
    }
  })

  it.for(noiseIds)('has cases amid %s', noise => {
    expect(cases.filter(one => one.noise === noise).length).toBeGreaterThan(2)
  })
})
