import { until } from '@runbook/stack'
import type { Fault, SetUp } from '../faults/fault.ts'
import { type Diagnosed, run, runbook, runbooks, type Surroundings } from './command.ts'
import { fileTree } from './file-tree.ts'
import { probe } from './probe.ts'
import { isShown, sample } from './showing.ts'

/** What came of a fix and of its way back, and what was not as it must be. */
export interface Mended {
  fix: 'worked' | 'failed' | 'none'
  undo: 'exact' | 'inexact' | 'none'
  problems: string[]
}

interface Mending {
  fault: Fault
  up: SetUp
  session: Diagnosed
  inside: Surroundings
  /** Whose files an undo must put back exactly. */
  folders: readonly string[]
}

/** Applies the fix of a fault, takes it back where there is a way back, and applies it once more, for good. */
export async function mend({ fault, up, session, inside, folders }: Mending): Promise<Mended> {
  const mended: Mended = { fix: 'none', undo: 'none', problems: [] }
  const { fix: id } = fault
  if (!id) return mended
  mended.fix = 'failed'
  try {
    if (hasUndo(session, id)) {
      mended.undo = 'inexact'
      const before = await fileTree(folders, inside)
      const end = await mendAndUndo(session, id, inside)
      if (end !== 'undone whole') mended.problems.push(`the undo ended "${end}"`)
      const changed = differences(before, await fileTree(folders, inside))
      if (changed.length > 0) mended.problems.push(`the undo left other files: ${changed.join(', ')}`)
      await untilShown(fault, up)
      if (mended.problems.length === 0) mended.undo = 'exact'
    }
    mended.problems.push(...(await mendForGood(id, { fault, up, session, inside })))
    if (mended.problems.length === 0) mended.fix = 'worked'
  } catch (error) {
    mended.problems.push(error instanceof Error ? error.message : String(error))
  }
  return mended
}

/** As a script does it; returns what is not as it must be. */
async function mendForGood(id: string, { fault, up, session, inside }: Omit<Mending, 'folders'>): Promise<string[]> {
  const { report } = session
  const fixed = await runbook(['fix', report.session, id, '--approve', approvalOf(report, id)], inside)
  if (fixed.code !== 0) return [`fix ${id} ended with ${fixed.code}: ${fixed.stdout}${fixed.stderr}`]
  const kept = JSON.parse((await runbook(['report', report.session, '--format', 'json'], inside)).stdout)
  const problems: string[] = []
  if (kept.outcome !== 'fixed') problems.push(`the kept outcome is ${kept.outcome}`)
  if (kept.cause?.id !== fault.cause) problems.push(`the kept cause is ${kept.cause?.id}`)
  const answer = await probe(up.url, up)
  // What a plain GET never showed, it does not show now.
  const isUnshown = Number(answer) < 500 && fault.shows.status !== 'refused' && up.losses !== undefined
  if (answer !== 200 && !(isUnshown && isShown(fault, [answer]))) problems.push(`a client gets ${answer} after the fix`)
  const losses = await up.losses?.()
  if (losses) problems.push(`${losses} requests fail after the fix`)
  return problems
}

/** The last states that a session came through which applied the fix, saw that it works, and took it back. */
async function mendAndUndo({ report }: Diagnosed, id: string, inside: Surroundings): Promise<string> {
  const script = `${import.meta.dirname}/mend-process.ts`
  const state = `${inside.env?.XDG_STATE_HOME}/runbook`
  const words = [script, runbooks, state, report.session, id, approvalOf(report, id)]
  const ended = await run([process.execPath, '--conditions=source', ...words], inside)
  if (ended.code !== 0) throw new Error(`${ended.stdout}${ended.stderr}`)
  return ended.stdout.trim().split('\n').slice(-2).join(' ')
}

function hasUndo({ report }: Diagnosed, id: string): boolean {
  return !report.fixes.find(one => one.id === id)?.plan?.undo.startsWith('There is no way back')
}

function approvalOf({ fixes }: Diagnosed['report'], id: string): string {
  const offered = fixes.find(one => one.id === id)
  if (!offered?.approval) throw new Error(`the report offers no "${id}": ${JSON.stringify(fixes)}`)
  return offered.approval
}

/** Paths that are in one tree only, or not the same in both. */
function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(path => before.get(path) !== after.get(path))
}

/** nginx takes its configuration over in the background; what it forgot by that, traffic provokes anew. */
async function untilShown(fault: Fault, up: SetUp): Promise<void> {
  await until(`${fault.id} shows again`, async () => {
    const losses = up.losses ? await up.losses() : undefined
    await up.traffic?.()
    return losses !== 0 && isShown(fault, await sample(fault, up))
  })
}
