import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { openBox } from '../box/box.ts'
import { type Diagnosed, diagnose, runbook, type Surroundings, walkOf } from '../command.ts'
import type { CaseResult } from '../run-case.ts'
import { makeCa } from './ca.ts'
import { type Front, startFront } from './front.ts'
import { edgeAddress, startInternet } from './internet.ts'
import { isRead } from './is-read.ts'
import { startNames } from './names.ts'
import type { Reply, Request, Scenario, State } from './scenario.ts'
import { surroundingsOf } from './surroundings.ts'

/**
 * Sets a scenario up, holds a session that nobody attends, judges it, and applies its fix. Never throws: what goes wrong is
 * told in `problems`. Nothing is left when it returns.
 */
export async function runScenario(scenario: Scenario, signal?: AbortSignal): Promise<CaseResult> {
  const result: CaseResult = {
    fault: scenario.id,
    noise: 'none',
    expected: scenario.cause,
    named: null,
    outcome: 'error',
    right: false,
    seconds: 0,
    fix: 'none',
    undo: 'none',
    problems: [],
  }
  const box = openBox()
  const stop = () => void box.down().catch(() => {})
  signal?.addEventListener('abort', stop, { once: true })
  try {
    await hold(box, scenario, result)
  } catch (error) {
    result.problems.push(error instanceof Error ? error.message : String(error))
  }
  signal?.removeEventListener('abort', stop)
  await box.down().catch(error => result.problems.push(String(error)))
  return result
}

/** A scenario that is up. */
interface Cloud {
  state: State
  front: Front
  inside: Surroundings
  /** API requests that nothing of the scenario knows. */
  unanswered: Request[]
}

/** Starts the front, the origins and the names of a scenario in a box. */
export async function startCloud(box: Box, scenario: Scenario): Promise<Cloud> {
  const state: State = { healed: false, log: [] }
  const unanswered: Request[] = []
  const note = (request: Request) => {
    state.log.push(request)
    if (scenario.heals?.(request)) state.healed = true
  }
  const atSite = (request: Request) => {
    note(request)
    return scenario.sites[request.host]?.(request, state) ?? { status: 404 }
  }
  const handle = (request: Request) => {
    note(request)
    const reply = replyOf(scenario, request, state)
    if (!reply) unanswered.push(request)
    return reply ?? { status: 404 }
  }
  const ca = makeCa(box)
  const hosts = Object.keys(scenario.sites)
  const context = ca.front(hosts)
  const at = await startInternet({
    box,
    ca,
    context,
    hasSites: hosts.length > 0,
    origins: scenario.origins ?? [],
    atSite,
    atOrigin(origin, request) {
      note(request)
      return origin.answer?.(request, state) ?? { hang: true }
    },
  })
  const front = await startFront({ box, at, context, hosts, handle })
  const edge = Object.fromEntries(hosts.map(host => [host, [edgeAddress]]))
  const wrap = await startNames(box, { ...edge, ...scenario.names })
  await scenario.up?.(box)
  const inside = surroundingsOf({ box, proxy: front.url, ca: ca.file, env: scenario.env, direct: hosts, wrap })
  return { state, front, inside, unanswered }
}

/** A site may be reached by the proxy, too; the providers' APIs only so. */
function replyOf({ sites, apis }: Scenario, request: Request, state: State): Reply | Promise<Reply> | undefined {
  const site = sites[request.host]
  if (site) return site(request, state)
  for (const api of apis) {
    const reply = api(request, state)
    if (reply) return reply
  }
  return undefined
}

async function hold(box: Box, scenario: Scenario, result: CaseResult): Promise<void> {
  const { state, front, inside, unanswered } = await startCloud(box, scenario)
  const begun = performance.now()
  const session = await diagnose(scenario, inside)
  result.seconds = Math.round((performance.now() - begun) / 10) / 100
  Object.assign(result, judged(scenario, session))
  const written = state.log.filter(one => !isRead(one))
  result.problems.push(
    ...written.map(one => `a check sent ${lineOf(one)}`),
    ...unanswered.map(one => `the lab does not know ${lineOf(one)}`),
    ...front.strangers.map(host => `a check asked ${host}`),
  )
  result.problems.push(...leaksOf(box, scenario, session))
  if (result.problems.length > 0) result.walk = walkOf(session.report)
  if (!scenario.fix || !result.right) return
  result.fix = 'failed'
  const failure = await mend(scenario.fix, session, inside)
  if (failure === undefined && !state.healed) result.problems.push('the request of the fix did not arrive')
  else if (failure === undefined) result.fix = 'worked'
  else result.problems.push(failure)
}

/** Secrets of the environment that stand in what the session printed or kept. */
function leaksOf({ folder }: Box, { env = {} }: Scenario, { stdout, stderr }: Diagnosed): string[] {
  const state = join(folder, 'state')
  const found = existsSync(state) ? readdirSync(state, { recursive: true, withFileTypes: true }) : []
  const kept = found.filter(entry => entry.isFile())
  const texts = [stdout, stderr, ...kept.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))]
  const secrets = Object.entries(env).filter(([name, value]) => /TOKEN|SECRET|PASSWORD/.test(name) && value !== '')
  return secrets.filter(([, value]) => texts.some(text => text.includes(value))).map(([name]) => `${name} leaks`)
}

type Judged = Pick<CaseResult, 'named' | 'outcome' | 'right' | 'problems'>

function judged({ cause, reason, contributing, chain }: Scenario, { report, code }: Diagnosed): Judged {
  const named = report.cause?.id ?? null
  const outcomes: Record<string, string> = { healthy: 'healthy', unknown: 'inconclusive' }
  const outcome = outcomes[cause] ?? 'diagnosed'
  const codes: Record<string, number> = { healthy: 0, inconclusive: 4, diagnosed: 3 }
  // A session whose last check ran into its time limit ends with the code of a time-out.
  const isLate = outcome === 'inconclusive' && report.unknown.at(-1)?.reason === 'timeout'
  const ended = isLate ? 124 : codes[outcome]
  const said = report.unknown.map(one => `${one.step}: ${one.reason}: ${one.problem} ${one.needs}`)
  const isUnsaid = reason !== undefined && !said.some(text => reason.test(text))
  const right = named === (cause in outcomes ? null : cause) && report.outcome === outcome && !isUnsaid
  const flaws = [
    !right && `named ${named ?? report.outcome}`,
    isUnsaid && `it does not say ${reason}, but: ${said.join('; ')}`,
    right && code !== ended && `the exit code is ${code}`,
    right &&
      contributing &&
      !report.contributing.some(({ id }) => id === contributing) &&
      `${contributing} is not named`,
    right && chain && report.chain.join() !== chain.join() && `the chain is ${report.chain.join(', ')}`,
    right && named !== null && report.cause?.evidence.length === 0 && 'the cause has no evidence',
    report.ruled_out.some(({ id }) => id === cause) && 'the cause is ruled out as well',
  ]
  return { named, outcome: report.outcome, right, problems: flaws.filter(flaw => typeof flaw === 'string') }
}

/** Applies a fix as a script does it; returns what went wrong. */
async function mend(id: string, { report }: Diagnosed, inside: Surroundings): Promise<string | undefined> {
  const offered = report.fixes.find(one => one.id === id)
  if (!offered?.approval) return `the report offers no "${id}": ${JSON.stringify(report.fixes)}`
  const { code, stdout, stderr } = await runbook(['fix', report.session, id, '--approve', offered.approval], inside)
  if (code !== 0) return `fix ${id} ended with ${code}: ${stdout}${stderr}`
  const kept = JSON.parse((await runbook(['report', report.session, '--format', 'json'], inside)).stdout)
  return kept.outcome === 'fixed' ? undefined : `the kept outcome is ${kept.outcome}`
}

function lineOf({ method, host, path, query, body }: Request): string {
  return `${method} ${host}${path}?${new URLSearchParams(query)} ${body.slice(0, 200)}`
}
