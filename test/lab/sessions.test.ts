import { beforeAll, describe, it } from 'vitest'
import { until } from '../../packages/tui/src/demo/loopback.ts'
import { type Box, openBox } from './box/box.ts'
import { goldenRoot } from './box/golden.ts'
import { type Diagnosed, diagnose, run, runbook, runbooks, type Surroundings, walkOf } from './command.ts'
import { type Fault, type SetUp, setUp } from './fault.ts'
import { faults } from './faults.ts'
import { fileTree } from './file-tree.ts'
import { probe } from './probe.ts'
import { isShown, sample } from './showing.ts'
import { canIsolate, whyNot } from './system.ts'

const possible = faults.filter(fault => whyNot(fault) === undefined)
const sick = possible.filter(({ cause }) => cause !== 'healthy')
const healthy = possible.filter(({ cause }) => cause === 'healthy')

// The first run builds the machines' root folder.
beforeAll(() => {
  if (possible.some(({ needs }) => needs.includes('systemd-machine'))) goldenRoot()
}, 300_000)

describe('a session that nobody attends', { concurrent: canIsolate(), timeout: 120_000 }, () => {
  it.for(sick)('names the cause of $id', async (fault, { expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const up = await setUp(fault, box)
    const inside = surroundings(box, fault, up)

    const session = await diagnose(up, inside)
    const { report, code } = session
    expect(report.cause?.id, walkOf(report)).toBe(fault.cause)
    expect([report.outcome, code]).toEqual(['diagnosed', 3])
    expect(report.chain.at(-1)).toBe(fault.cause)
    expect(report.cause?.evidence.length).toBeGreaterThan(0)
    expect(report.ruled_out.map(({ id }) => id)).not.toContain(fault.cause)
    if (fault.fix) {
      const before = await fileTree(foldersOf(fault, box), inside)
      expect(await mendAndUndo(session, fault.fix, inside)).toEqual(['undone', 'whole'])
      expect(await fileTree(foldersOf(fault, box), inside)).toEqual(before)
      await untilShown(fault, up)

      const fixed = await fix(session, fault.fix, inside)
      expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0)
      const kept = JSON.parse((await runbook(['report', report.session, '--format', 'json'], inside)).stdout)
      expect([kept.outcome, kept.cause.id]).toEqual(['fixed', fault.cause])
      expect(await probe(up.url, up)).toBe(200)
      if (up.losses) expect(await up.losses()).toBe(0)
    }
  })

  it.for(healthy)('finds nothing in $id', async (fault, { expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const up = await setUp(fault, box)
    const { report, code } = await diagnose(up, surroundings(box, fault, up))
    expect([report.outcome, code], walkOf(report)).toEqual(['healthy', 0])
    expect([report.cause, report.chain, report.fixes]).toEqual([null, [], []])
  })

  for (const fault of faults) {
    const reason = whyNot(fault)
    if (reason) it.skip(`${fault.id} (${reason})`, () => {})
  }
})

function surroundings({ folder }: Box, { needs }: Fault, { wrap }: SetUp): Surroundings {
  const home = needs.includes('systemd-machine') ? '/root' : folder
  return { wrap, env: { HOME: home, XDG_STATE_HOME: `${home}/state`, RUNBOOK_LAB: folder } }
}

function foldersOf({ config }: Fault, { folder }: Box): readonly string[] {
  return config ?? [folder]
}

/** The last states that a session came through which applied the fix, saw that it works, and took it back. */
async function mendAndUndo({ report }: Diagnosed, id: string, inside: Surroundings): Promise<string[]> {
  const script = `${import.meta.dirname}/mend-process.ts`
  const state = `${inside.env?.XDG_STATE_HOME}/runbook`
  const ended = await run(
    [process.execPath, '--conditions=source', script, runbooks, state, report.session, id, approvalOf(report, id)],
    inside,
  )
  if (ended.code !== 0) throw new Error(`${ended.stdout}${ended.stderr}`)
  return ended.stdout.trim().split('\n').slice(-2)
}

function fix({ report }: Diagnosed, id: string, inside: Surroundings) {
  return runbook(['fix', report.session, id, '--approve', approvalOf(report, id)], inside)
}

function approvalOf({ fixes }: Diagnosed['report'], id: string): string {
  const offered = fixes.find(one => one.id === id)
  if (!offered?.approval) throw new Error(`the report offers no "${id}": ${JSON.stringify(fixes)}`)
  return offered.approval
}

/** nginx takes its configuration over in the background; what it forgot by that, traffic provokes anew. */
async function untilShown(fault: Fault, up: SetUp): Promise<void> {
  await until(`${fault.id} shows again`, async () => {
    const losses = up.losses ? await up.losses() : undefined
    await up.traffic?.()
    return losses !== 0 && isShown(fault, await sample(fault, up))
  })
}
