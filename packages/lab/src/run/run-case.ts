import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Box, openBox } from '../box/box.ts'
import { processesOf } from '../box/processes.ts'
import type { Fault, SetUp } from '../faults/fault.ts'
import { setUp } from '../faults/fault.ts'
import { scriptDecides } from '../score/plain-script.ts'
import { boxNoise, type Case } from './cases.ts'
import { type Diagnosed, diagnose, run, type Surroundings, walkOf } from './command.ts'
import { type Mended, mend } from './mend.ts'
import { asNobody } from './obstacles.ts'
import { isShown, sample } from './showing.ts'

/** What came of a case; the names are those of the score's JSON. */
export interface CaseResult {
  fault: string
  noise: string
  expected: string
  /** The cause that the session named. */
  named: string | null
  /** The session's outcome, or `error` when there was none. */
  outcome: string
  right: boolean
  /** How long the session took. */
  seconds: number
  fix: Mended['fix']
  undo: Mended['undo']
  /** Whether a plain script printed what decides; only where it was asked to run. */
  script?: boolean
  /** What was not as it must be; empty when all was well. */
  problems: string[]
  /** What the session could not check, and why. */
  unknown?: string[]
  /** When the run that it was part of ended. */
  run?: string
  /** The way that a wrong session took. */
  walk?: string
}

export interface CaseOptions {
  /** Applies the fix, too. */
  mends?: boolean
  /** Runs the plain script, too. */
  compares?: boolean
}

/**
 * Sets a case up, proves that the fault is there, holds a session that nobody attends, and judges it. Never throws: what
 * goes wrong is told in `problems`. The box is down when it returns; ending its signal takes it down at once.
 */
export async function runCase(one: Case, options: CaseOptions = {}, signal?: AbortSignal): Promise<CaseResult> {
  const { fault, noise } = one
  const result: CaseResult = {
    fault: fault.id,
    noise: noise ?? 'none',
    expected: fault.cause,
    named: null,
    outcome: 'error',
    right: false,
    seconds: 0,
    fix: 'none',
    undo: 'none',
    problems: [],
  }
  let box: Box | undefined
  try {
    box = openBox({ noise: noise && boxNoise(fault, noise) })
    await Promise.race([hold(box, one, options, result), aborted(signal)])
  } catch (error) {
    result.problems.push(messageOf(error))
  }
  try {
    await box?.down()
    if (box && existsSync(box.folder)) result.problems.push(`${box.folder} is left`)
    if (box && processesOf(box.folder).length > 0) result.problems.push('processes are left')
  } catch (error) {
    result.problems.push(messageOf(error))
  }
  return result
}

/** Fills the result in, so that what is known stays when a later part fails. */
async function hold(box: Box, { fault, noise }: Case, options: CaseOptions, result: CaseResult): Promise<void> {
  const up = await setUp(fault, box)
  const missing = await whatIsMissing(fault, up)
  if (missing) throw new Error(`the fault does not show: ${missing}`)
  const inside = surroundings(box, fault, up)
  const begun = performance.now()
  const session = noise === 'non-root' ? await diagnoseAsNobody(box, up, inside) : await diagnose(up, inside)
  result.seconds = Math.round((performance.now() - begun) / 10) / 100
  Object.assign(result, judge(fault, session))
  if (options.compares) result.script = await scriptDecides(box, fault, up)
  if (!options.mends || !result.right) return
  const folders = fault.config ?? [box.folder]
  const { problems, ...mended } = await mend({ fault, up, session, inside, folders })
  Object.assign(result, mended)
  result.problems.push(...problems)
}

/** What does not show itself of the fault, or undefined. */
async function whatIsMissing(fault: Fault, up: SetUp): Promise<string | undefined> {
  const answers = await sample(fault, up)
  if (!isShown(fault, answers)) return `a client gets ${answers.join(', ')}`
  const { log, evidence } = fault.shows
  if (log) {
    const text = (await run(['cat', up.errorLog ?? ''], up)).stdout
    if (!log.test(text)) return `the log has no ${log}: ${text.slice(-1000)}`
  }
  if (evidence) {
    const text = (await up.evidence?.()) ?? ''
    if (!evidence.test(text)) return `there is no ${evidence}: ${text.slice(-1000)}`
  }
  return undefined
}

type Judged = Pick<CaseResult, 'named' | 'outcome' | 'right' | 'problems' | 'unknown' | 'walk'>

function judge({ cause }: Fault, { report, code }: Diagnosed): Judged {
  const named = report.cause?.id ?? null
  const isHealthy = cause === 'healthy'
  const right = isHealthy ? report.outcome === 'healthy' && named === null : named === cause
  const unknown = report.unknown.map(({ step, reason }) => `${step}: ${reason}`)
  const judged = { named, outcome: report.outcome, right, unknown }
  if (!right) return { ...judged, problems: [`named ${named ?? report.outcome}`], walk: walkOf(report) }
  const wanted = isHealthy
    ? { outcome: 'healthy', code: 0, chain: [], fixes: true }
    : { outcome: 'diagnosed', code: 3, chain: cause }
  const flaws = [
    report.outcome !== wanted.outcome && `the outcome is ${report.outcome}`,
    code !== wanted.code && `the exit code is ${code}`,
    isHealthy && report.chain.length + report.fixes.length > 0 && 'it has a chain or fixes',
    !isHealthy && report.chain.at(-1) !== cause && `the chain is ${report.chain.join(', ')}`,
    !isHealthy && report.cause?.evidence.length === 0 && 'the cause has no evidence',
    report.ruled_out.some(({ id }) => id === cause) && 'the cause is ruled out as well',
  ]
  return { ...judged, problems: flaws.filter(flaw => flaw !== false) }
}

function surroundings({ folder }: Box, { needs }: Fault, { wrap }: SetUp): Surroundings {
  const home = needs.includes('systemd-machine') ? '/root' : folder
  return { wrap, env: { HOME: home, XDG_STATE_HOME: `${home}/state`, RUNBOOK_LAB: folder } }
}

/** Told which nginx is meant: nobody sees those of other boxes, and cannot see which network each is in. */
function diagnoseAsNobody(box: Box, { url, inputs, wrap }: SetUp, { env }: Surroundings): Promise<Diagnosed> {
  const conf = join(box.folder, 'nginx/nginx.conf')
  const nobody = asNobody(box, wrap)
  return diagnose(
    { url, inputs: { ...(existsSync(conf) ? { nginx_conf: conf } : {}), ...inputs } },
    { wrap: nobody.wrap, env: { ...env, ...nobody.env } },
  )
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal?.reason)
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
  })
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return `${error.message}: ${error.errors.map(messageOf).join('; ')}`
  return error instanceof Error ? error.message : String(error)
}
