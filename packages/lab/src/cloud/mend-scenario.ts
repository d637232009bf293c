import { type Diagnosed, run, runbook, runbooks, type Surroundings } from '../run/command.ts'
import type { Mended } from '../run/mend.ts'
import { isRead } from './is-read.ts'
import type { Request, Scenario, State } from './scenario.ts'

interface Mending {
  scenario: Scenario
  session: Diagnosed
  inside: Surroundings
  state: State
  /** Whether the fix is taken back, too. */
  undoes: boolean
}

/** Applies a scenario's fix, takes it back where there is a way back, and applies it once more, for good. */
export async function mendScenario(mending: Mending): Promise<Mended> {
  const mended: Mended = { fix: 'none', undo: 'none', problems: [] }
  const { session, undoes } = mending
  const { fix } = mending.scenario
  if (!fix) return mended
  mended.fix = 'failed'
  try {
    const { approval, hasUndo } = offeredBy(session, fix)
    if (hasUndo && undoes) {
      mended.undo = 'inexact'
      mended.problems.push(...(await mendAndUndo(mending, approval)))
      if (mended.problems.length === 0) mended.undo = 'exact'
    }
    const failures = await mendForGood(fix, approval, mending)
    mended.problems.push(...failures)
    if (failures.length === 0) mended.fix = 'worked'
  } catch (error) {
    mended.problems.push(error instanceof Error ? error.message : String(error))
  }
  return mended
}

/**
 * Says what is not as before after a fix that worked was taken back: the last change must be the one that restores, which
 * bears the old value, and it must not be a change that the fix itself sends.
 */
async function mendAndUndo({ scenario, session, inside, state }: Mending, approval: string): Promise<string[]> {
  const { fix = '', restores, url } = scenario
  const before = await answerAt(url, inside)
  const from = state.log.length
  const script = `${import.meta.dirname}/../run/mend-process.ts`
  const kept = `${inside.env?.XDG_STATE_HOME}/runbook`
  const words = [script, runbooks, kept, session.report.session, fix, approval]
  const ended = await run([process.execPath, '--conditions=source', ...words], inside)
  const changes = state.log.slice(from).filter(one => !isRead(one))
  if (ended.code !== 0) return [`fix and undo of ${fix}: ${ended.stdout}${ended.stderr}`]
  if (!restores) return [`nothing tells how the undo of ${fix} is recognized; it sent ${lines(changes)}`]
  const end = ended.stdout.trim().split('\n').slice(-2).join(' ')
  const last = changes.at(-1)
  const mending = changes.find(one => scenario.heals?.(one))
  const after = await answerAt(url, inside)
  const flaws = [
    end !== 'undone whole' && `the undo ended "${end}"`,
    mending && restores(mending, { ...state, log: [mending] }) && 'the change of the fix counts as its way back',
    (state.healed || !last || !restores(last, state)) && `the undo does not restore: ${lines(changes)}`,
    after !== before && `a client got ${before} before the fix, and gets ${after} after the undo`,
  ]
  return flaws.filter(flaw => typeof flaw === 'string')
}

/** As a script does it; returns what went wrong. */
async function mendForGood(id: string, approval: string, { session, inside, state }: Mending): Promise<string[]> {
  const { code, stdout, stderr } = await runbook(['fix', session.report.session, id, '--approve', approval], inside)
  if (code !== 0) return [`fix ${id} ended with ${code}: ${stdout}${stderr}`]
  const kept = JSON.parse((await runbook(['report', session.report.session, '--format', 'json'], inside)).stdout)
  if (kept.outcome !== 'fixed') return [`the kept outcome is ${kept.outcome}`]
  return state.healed ? [] : ['the request of the fix did not arrive']
}

function offeredBy({ report }: Diagnosed, id: string): { approval: string; hasUndo: boolean } {
  const offered = report.fixes.find(one => one.id === id)
  if (!offered?.approval) throw new Error(`the report offers no "${id}": ${JSON.stringify(report.fixes)}`)
  return { approval: offered.approval, hasUndo: !offered.plan?.undo.startsWith('There is no way back') }
}

/** The status that a client gets, 000 when there is none. */
async function answerAt(url: string, inside: Surroundings): Promise<string> {
  const words = ['-s', '-o', '/dev/null', '-m', '5', '-w', '%{http_code}', url]
  return (await run(['curl', ...words], inside)).stdout
}

function lines(requests: readonly Request[]): string {
  return requests.map(lineOf).join('; ') || 'nothing'
}

/** A request in one line. */
export function lineOf({ method, host, path, query, body }: Request): string {
  const words = new URLSearchParams(query).toString()
  return `${method} ${host}${path}${words && `?${words}`} ${body.slice(0, 300)}`.trimEnd()
}
