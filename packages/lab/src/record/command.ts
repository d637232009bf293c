import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadBundle } from '@runbook/engine'
import { type Recording, recordedFolder } from '@runbook/evidence'
import { build } from 'esbuild'
import { openBox } from '../box/box.ts'
import { goldenRoot } from '../box/golden.ts'
import { startCloud } from '../cloud/run-scenario.ts'
import type { Scenario } from '../cloud/scenario.ts'
import { scenarios } from '../cloud/scenarios.ts'
import { whyNotScenario } from '../cloud/surroundings.ts'
import { type Fault, setUp } from '../faults/fault.ts'
import { faults } from '../faults/faults.ts'
import { whyNotCase } from '../run/cases.ts'
import { repository, run, type Surroundings } from '../run/command.ts'
import { compact, recordingText } from './text.ts'

/** Inside of the checkout, since a machine sees nothing else. */
const compiled = join(repository, '.lab/recorded-runbooks.json')
const program = join(repository, '.lab/record-process.mjs')
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** A session that is to be held, and what it must name. */
interface Planned extends Pick<Recording, 'runbook' | 'inputs'> {
  fault: { id: string; title: string; cause: string }
  inside: Surroundings
}

/** Something that can be set up and recorded. */
interface Recordable {
  id: string
  whyNot(): Promise<string | undefined>
  /** Sets it up, holds the session, and takes it down; returns what went wrong. */
  record(): Promise<string | undefined>
}

/**
 * `record [cloud] [words…]`: sets one fault, or one scenario of the cloud layers, for each cause up, plain, holds a session
 * that nobody attends, and keeps what its checks printed in `packages/evidence/recorded/<fault>.json`. Words choose by a part of the
 * id, `--missing` those that are not kept yet. Returns 1 when a session named another cause; that one is not kept.
 */
export async function record(words: readonly string[]): Promise<number> {
  const isCloud = words[0] === 'cloud'
  const wanted = words.slice(isCloud ? 1 : 0).filter(word => !word.startsWith('--'))
  const all = isCloud ? onePerCause(scenarios).map(ofScenario) : onePerCause(faults).map(ofFault)
  const chosen = all.filter(({ id }) => wanted.length === 0 || wanted.some(word => id.includes(word)))
  await prepare()
  let wrong = 0
  for (const one of chosen) {
    if (words.includes('--missing') && readdirSync(recordedFolder).includes(`${one.id}.json`)) continue
    const reason = await one.whyNot()
    const problem = reason === undefined ? await one.record().catch((error: unknown) => String(error)) : undefined
    if (problem) wrong += 1
    const [said, why] = reason ? ['skipped', reason] : problem ? ['not kept', problem] : ['kept', '']
    console.log(`${said.padEnd(9)} ${one.id}${why && `: ${why}`}`)
  }
  return wrong === 0 ? 0 : 1
}

async function prepare(): Promise<void> {
  mkdirSync(join(repository, '.lab'), { recursive: true })
  mkdirSync(recordedFolder, { recursive: true })
  writeFileSync(compiled, JSON.stringify([...loadBundle(join(repository, 'runbooks')).values()]))
  // What a person's shell adds to the path has no place in a recording.
  process.env.PATH = [dirname(process.execPath), join(repository, 'node_modules/.bin'), ...systemFolders].join(':')
  // One file, which starts at once and stays as it is while the sources change.
  await build({
    entryPoints: [join(import.meta.dirname, 'process.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  })
}

/** The first of each cause that a session can name, with the healthy one. */
function onePerCause<T extends { cause: string }>(all: readonly T[]): T[] {
  const named = all.filter(({ cause }) => cause !== 'unknown')
  return named.filter((one, index) => named.findIndex(other => other.cause === one.cause) === index)
}

function ofFault(fault: Fault): Recordable {
  return {
    id: fault.id,
    whyNot: () => whyNotCase({ fault }),
    async record() {
      if (fault.needs.includes('systemd-machine')) goldenRoot()
      const box = openBox()
      try {
        const up = await setUp(fault, box)
        const env: Record<string, string> = fault.needs.includes('systemd-machine')
          ? { HOME: '/root' }
          : { HOME: box.folder, RUNBOOK_LAB: box.folder }
        const inputs = { url: up.url, ...up.inputs }
        return await hold({ fault, runbook: '502', inputs, inside: { wrap: up.wrap, env } })
      } finally {
        await box.down()
      }
    },
  }
}

function ofScenario(scenario: Scenario): Recordable {
  return {
    id: scenario.id,
    whyNot: async () => whyNotScenario(scenario),
    async record() {
      const box = openBox()
      try {
        const { inside } = await startCloud(box, scenario)
        const inputs = { url: scenario.url, ...scenario.inputs }
        return await hold({ fault: scenario, runbook: scenario.runbook ?? '502', inputs, inside })
      } finally {
        await box.down()
      }
    },
  }
}

/** Holds the session and keeps it when it names what it must; returns what went wrong. */
async function hold({ fault, runbook, inputs, inside }: Planned): Promise<string | undefined> {
  const words = [program, compiled, runbook, JSON.stringify(inputs)]
  const { code, stdout, stderr } = await run([process.execPath, ...words], inside)
  if (code !== 0) return `exit code ${code}: ${stdout.slice(-500)}${stderr.slice(-500)}`
  const told = JSON.parse(stdout) as Pick<Recording, 'outcome' | 'cause' | 'chain' | 'shown' | 'steps'>
  const named = told.cause ?? told.outcome
  if (named !== fault.cause) return `named ${named}, not ${fault.cause}`
  const recording: Recording = { fault: fault.id, title: fault.title, runbook, inputs, ...told }
  recording.steps = compact(recording.steps)
  writeFileSync(join(recordedFolder, `${fault.id}.json`), recordingText(recording))
  return undefined
}
