import type { AwsCli } from '@runbook/lab/cloud/own-commands.ts'
import { onePerCause, planOf } from '@runbook/lab/cloud/plan.ts'
import type { Scenario } from '@runbook/lab/cloud/scenario.ts'
import { describe, expect, it } from 'vitest'

const first: AwsCli = { name: 'aws v1', version: '1.45.11', path: '/one/aws' }
const second: AwsCli = { name: 'aws v2', version: '2.9.19', path: '/two/aws' }

const told = (id: string, cause: string, more: Partial<Scenario> = {}): Scenario => ({
  id,
  cause,
  title: id,
  needs: ['aws'],
  url: 'https://shop.example.com/',
  sites: {},
  apis: [],
  ...more,
})
const refused = told('refused', 'alb-target-refused-rst')
const again = told('refused-again', 'alb-target-refused-rst', { fix: 'register' })
const denied = told('denied', 'unknown')
const expired = told('expired', 'unknown')
const other = told('cf-521', 'cf-521-refused', { needs: ['curl'] })
const all = [refused, again, denied, expired, other]
const everything = () => undefined

describe('one scenario for each cause', () => {
  it('is rather one with a fix, and every refusal is there', () => {
    expect(onePerCause(all)).toEqual([again, denied, expired, other])
  })
})

describe('the plan of a score', () => {
  it('runs everything once, and what asks AWS once for each cause with the older generation', () => {
    const { cases, skipped } = planOf(all, [second, first], everything)
    expect(cases.map(({ scenario, aws }) => [scenario.id, aws?.name ?? 'newest'])).toEqual([
      ['refused', 'newest'],
      ['refused-again', 'newest'],
      ['denied', 'newest'],
      ['expired', 'newest'],
      ['cf-521', 'newest'],
      ['refused-again', 'aws v1'],
      ['denied', 'aws v1'],
      ['expired', 'aws v1'],
    ])
    expect(skipped).toEqual([])
  })

  it.each([
    [second, 'aws v1'],
    [first, 'aws v2'],
  ])('says that the other generation is missing beside %j', (only, noise) => {
    const { cases, skipped } = planOf(all, [only], everything)
    expect(cases).toHaveLength(all.length)
    expect(skipped).toEqual([
      { fault: '3 scenarios of AWS', noise, reason: 'no second generation of the AWS CLI on PATH' },
    ])
  })

  it('says what this machine cannot run', () => {
    const { cases, skipped } = planOf(all, [], ({ needs }) => (needs.includes('aws') ? 'no aws' : undefined))
    expect(cases).toEqual([{ scenario: other }])
    expect(skipped).toHaveLength(4)
    expect(skipped[0]).toEqual({ fault: 'refused', noise: 'none', reason: 'no aws' })
  })
})
