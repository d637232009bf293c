import { spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import type { Report } from '@runbook/engine'

/** This checkout. */
export const repository = resolve(import.meta.dirname, '../../../..')

/** The built command; RUNBOOK_LAB_COMMAND names another build, such as an installed one. */
export const command = process.env.RUNBOOK_LAB_COMMAND ?? join(repository, 'packages/tui/dist/cli.js')

/** The folder of the runbooks that it uses. */
export const runbooks = join(dirname(command), 'runbooks')

/** How and where a command is run. */
export interface Surroundings {
  /** Turns it into one that runs inside. */
  wrap?: ((argv: readonly string[]) => string[]) | undefined
  env?: Record<string, string>
  cwd?: string
}

/** How a command ended; `code` is null after a signal. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a program to its end, with nothing on standard input. */
export function run(
  argv: readonly string[],
  { wrap = argv => [...argv], env, cwd }: Surroundings = {},
): Promise<Ended> {
  const [program = '', ...args] = wrap(argv)
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: process.env.TZ, ...env },
    })
    const texts = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        texts[name] += text
      })
    child.once('error', failed)
    child.once('close', code => done({ code, ...texts }))
  })
}

/** Runs the built command. */
export function runbook(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return run([process.execPath, command, ...args], surroundings)
}

/** A session that nobody attends, and its report, which is the last line that it prints. */
export interface Diagnosed extends Ended {
  report: Report
}

/** `runbook 502 <url> --no-input --json`, or another runbook. Throws with what it printed when there is no report. */
export async function diagnose(
  {
    url,
    inputs = {},
    runbook: id = '502',
  }: { url: string; inputs?: Record<string, string> | undefined; runbook?: string },
  surroundings: Surroundings = {},
): Promise<Diagnosed> {
  const set = Object.entries(inputs).flatMap(([name, value]) => ['--set', `${name}=${value}`])
  return withReport(await runbook([id, url, '--no-input', '--json', ...set], surroundings))
}

/** Reads the report off the last line. */
export function withReport(ended: Ended): Diagnosed {
  const last = ended.stdout.trimEnd().split('\n').at(-1) ?? ''
  const parsed = last.startsWith('{"type":"report"') ? (JSON.parse(last) as { report: Report }) : undefined
  if (!parsed) throw new Error(`no report; exit code ${ended.code}\n${ended.stdout.slice(-2000)}\n${ended.stderr}`)
  return { ...ended, report: parsed.report }
}

/** A walk in few lines, for the message of an assertion. */
export function walkOf({ outcome, says, steps }: Report): string {
  const lines = steps.map(({ runbook: id, step, outcome: to, label }) => `${id}/${step}: ${to}: ${label}`)
  return [`${outcome}: ${says}`, ...lines].join('\n')
}
