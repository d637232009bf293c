import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, release } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { loadBundle } from '../../packages/engine/src/index.ts'
import { openBox } from './box/box.ts'
import { goldenRoot } from './box/golden.ts'
import { whyNotCase } from './cases.ts'
import { repository, run } from './command.ts'
import { type Fault, setUp } from './fault.ts'
import { faults } from './faults.ts'
import type { RecordedOutput, RecordedStep, Recording } from './record-form.ts'

const folder = join(repository, 'test/site/recorded')
/** Inside of the checkout, since a machine sees nothing else. */
const compiled = join(repository, '.lab/recorded-runbooks.json')
const program = join(repository, '.lab/record-process.mjs')
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
/** Characters kept of one output. */
const longest = 40_000

/**
 * `record [words…]`: sets one fault for each cause up, plain, holds a session that nobody attends, and keeps what its
 * checks printed in `test/site/recorded/<fault>.json`. Words choose faults by a part of their id, `--missing` those
 * that are not kept yet. Returns 1 when a session named another cause; that one is not kept.
 */
export async function record(words: readonly string[]): Promise<number> {
  const wanted = words.filter(word => !word.startsWith('--'))
  const chosen = onePerCause(faults).filter(({ id }) => wanted.length === 0 || wanted.some(word => id.includes(word)))
  mkdirSync(join(repository, '.lab'), { recursive: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(compiled, JSON.stringify([...loadBundle(join(repository, 'runbooks')).values()]))
  // What a person's shell adds to the path has no place in a recording.
  process.env.PATH = [dirname(process.execPath), join(repository, 'node_modules/.bin'), ...systemFolders].join(':')
  await bundleProgram()
  let wrong = 0
  for (const fault of chosen) {
    if (words.includes('--missing') && readdirSync(folder).includes(`${fault.id}.json`)) continue
    const reason = await whyNotCase({ fault })
    if (reason) {
      console.log(`skipped   ${fault.id}: ${reason}`)
      continue
    }
    const problem = await recordOne(fault).catch((error: unknown) => String(error))
    if (problem) wrong += 1
    console.log(`${problem ? 'not kept ' : 'kept     '} ${fault.id}${problem ? `: ${problem}` : ''}`)
  }
  return wrong === 0 ? 0 : 1
}

/** One file, which starts at once and stays as it is while the sources change. */
async function bundleProgram(): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'record-process.ts')],
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

/** The first fault of each cause, with the healthy layouts. */
function onePerCause(all: readonly Fault[]): Fault[] {
  return all.filter((fault, index) => all.findIndex(other => other.cause === fault.cause) === index)
}

async function recordOne(fault: Fault): Promise<string | undefined> {
  if (fault.needs.includes('systemd-machine')) goldenRoot()
  const box = openBox()
  try {
    const up = await setUp(fault, box)
    const isMachine = fault.needs.includes('systemd-machine')
    const home = isMachine ? '/root' : box.folder
    const inputs = { url: up.url, ...up.inputs }
    const words = [program, compiled, '502', JSON.stringify(inputs)]
    const { code, stdout, stderr } = await run([process.execPath, ...words], {
      wrap: up.wrap,
      env: { HOME: home, ...(isMachine ? {} : { RUNBOOK_LAB: box.folder }) },
    })
    if (code !== 0) return `exit code ${code}: ${stdout.slice(-500)}${stderr.slice(-500)}`
    const told = JSON.parse(stdout) as Pick<Recording, 'outcome' | 'cause' | 'chain' | 'steps'>
    const named = told.cause ?? told.outcome
    if (named !== fault.cause) return `named ${named}, not ${fault.cause}`
    const recording: Recording = { fault: fault.id, title: fault.title, runbook: '502', inputs, ...told }
    recording.steps = compact(recording.steps)
    writeFileSync(join(folder, `${fault.id}.json`), `${withoutMachine(recordingText(recording))}`)
    return undefined
  } finally {
    await box.down()
  }
}

/** One step a line, so that a change to one shows as such. */
function recordingText({ steps, ...head }: Recording): string {
  const lines = steps.map(step => JSON.stringify(step))
  return `${JSON.stringify(head).slice(0, -1)},"steps":[\n${lines.join(',\n')}\n]}\n`
}

/** Cuts what is very long, and says of outputs that were taken again only whose they are. */
function compact(steps: readonly RecordedStep[]): RecordedStep[] {
  const seen = new Map<string, number>()
  return steps.map(({ outputs, ...step }, index) => {
    if (!outputs) return step
    const cut = outputs.map(cutOutput)
    const key = JSON.stringify(cut)
    const like = key.length > 200 ? seen.get(key) : undefined
    if (like === undefined) seen.set(key, index)
    return like === undefined ? { ...step, outputs: cut } : { ...step, like }
  })
}

function cutOutput({ stdout, ...rest }: RecordedOutput): RecordedOutput {
  return { stdout: stdout.length > longest ? stdout.slice(0, longest) : stdout, ...rest }
}

/** The text without what only this machine has: where the checkout and its Node are, its name, kernel and control groups. */
function withoutMachine(text: string): string {
  const host = new RegExp(`(?<=nodename: )${hostname()}\\b|(?<= )${hostname()}(?= [^\\s\\[:]+\\[\\d+\\]:)`, 'g')
  const groups = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .map(line => line.split(':')[2] ?? '')
    .filter(path => path.length > 1)
  return groups
    .reduce((rest, group) => rest.replaceAll(group, '/'), text)
    .replaceAll(process.execPath, '/usr/bin/node')
    .replaceAll(repository, '/opt/runbook')
    .replaceAll(release(), '6.12.0')
    .replace(host, 'lab')
}
