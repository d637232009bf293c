import type { Box } from '../box/box.ts'
import { openBox } from '../box/box.ts'
import { type Diagnosed, diagnose, type Surroundings, walkOf } from '../run/command.ts'
import type { CaseResult } from '../run/run-case.ts'
import { makeCa } from './ca.ts'
import { type Front, startFront } from './front.ts'
import { edgeAddress, startInternet } from './internet.ts'
import { isRead } from './is-read.ts'
import { leaksOf } from './leaks.ts'
import { lineOf, mendScenario } from './mend-scenario.ts'
import { startNames } from './names.ts'
import { type AwsCli, awsClis, ownCommands } from './own-commands.ts'
import type { Reply, Request, Scenario, State } from './scenario.ts'
import { surroundingsOf } from './surroundings.ts'

/** How a scenario is run. */
export interface RunOptions {
  signal?: AbortSignal
  /** The generation of the AWS CLI, where it is not the newest one. */
  aws?: AwsCli
  /** Takes the fix back and applies it again; it does unless said. */
  undoes?: boolean
}

/**
 * Sets a scenario up, holds a session that nobody attends, judges it, applies its fix, takes it back and applies it again.
 * Never throws: what goes wrong is told in `problems`. Nothing is left when it returns.
 */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<CaseResult> {
  const { signal, aws } = options
  const result: CaseResult = {
    fault: scenario.id,
    noise: aws?.name ?? 'none',
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
    await hold(box, scenario, result, options)
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
export async function startCloud(box: Box, scenario: Scenario, aws?: AwsCli): Promise<Cloud> {
  const state: State = { healed: false, log: [] }
  const unanswered: Request[] = []
  const note = (request: Request) => {
    state.log.push(request)
    if (state.healed) state.healed = !scenario.restores?.(request, state)
    else if (scenario.heals?.(request)) state.healed = true
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
  const path = ownCommands(box, aws ?? awsClis()[0])
  await scenario.up?.(box)
  const inside = surroundingsOf({ box, proxy: front.url, ca: ca.file, env: scenario.env, path, direct: hosts, wrap })
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

async function hold(
  box: Box,
  scenario: Scenario,
  result: CaseResult,
  { aws, undoes = true }: RunOptions,
): Promise<void> {
  const { state, front, inside, unanswered } = await startCloud(box, scenario, aws)
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
  if (result.problems.length > 0) result.walk = walkOf(session.report)
  if (scenario.fix && result.right) {
    const known = unanswered.length
    const { problems, ...mended } = await mendScenario({ scenario, session, inside, state, undoes })
    Object.assign(result, mended)
    result.problems.push(...problems, ...unanswered.slice(known).map(one => `the lab does not know ${lineOf(one)}`))
  }
  result.problems.push(...leaksOf(box, scenario, state.log, [session]))
}

type Judged = Pick<CaseResult, 'named' | 'outcome' | 'right' | 'problems'>

function judged({ cause, reason, says, contributing, chain }: Scenario, { report, code }: Diagnosed): Judged {
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
    right && says && !says.test(wordsOfEnd(report)) && `it does not say ${says}, but: ${wordsOfEnd(report)}`,
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

function wordsOfEnd({ says, cause }: Diagnosed['report']): string {
  return `${says}${cause?.means ?? ''}`.replace(/\s+/g, ' ')
}
