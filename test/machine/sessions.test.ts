import { goldenRoot } from '@runbook/lab/box/golden.ts'
import { faults } from '@runbook/lab/faults/faults.ts'
import { canIsolate } from '@runbook/lab/faults/why-not.ts'
import { type Case, casesOf, nameOf, whyNotCase } from '@runbook/lab/run/cases.ts'
import { runCase } from '@runbook/lab/run/run-case.ts'
import { beforeAll, describe, it } from 'vitest'
import { retried } from '../helpers/retry.ts'

const cases = await Promise.all(casesOf(faults).map(async one => ({ one, reason: await whyNotCase(one) })))
const possible = cases.filter(({ reason }) => reason === undefined).map(({ one }) => one)
const [alone, together] = [possible.filter(({ fault }) => fault.alone), possible.filter(({ fault }) => !fault.alone)]

// The first run builds the machines' root folder.
beforeAll(() => {
  if (possible.some(({ fault }) => fault.needs.includes('systemd-machine'))) goldenRoot()
}, 300_000)

describe('a session that nobody attends', { ...retried, timeout: 180_000 }, () => {
  describe('beside others', { concurrent: canIsolate() }, () => prove(together))
  describe('alone', () => prove(alone))

  for (const { one, reason } of cases) {
    if (reason) it.skip(`${nameOf(one)} (${reason})`, () => {})
  }
})

/** The fault shows itself, the session is right, its fix works and its undo is exact, and nothing is left behind. */
function prove(cases: readonly Case[]): void {
  for (const one of cases) {
    const { fault, noise } = one
    const title = fault.cause === 'healthy' ? 'finds nothing in' : 'names the cause of'
    it(`${title} ${nameOf(one)}`, async ({ expect, signal }) => {
      const { problems, walk, ...result } = await runCase(one, { mends: noise === undefined }, signal)
      expect(problems, walk).toEqual([])
      expect(result).toMatchObject({
        named: fault.cause === 'healthy' ? null : fault.cause,
        right: true,
        fix: fault.fix && !noise ? 'worked' : 'none',
      })
    })
  }
}
