import { readFileSync } from 'node:fs'
import {
  type Bundle,
  buildReport,
  type Command,
  createRedact,
  type Exec,
  factsOf,
  localExec,
  type Output,
  type Ports,
  type Position,
  parseInputs,
  plainText,
  type Runbook,
  resolveCommand,
  type SessionOptions,
  sha256,
  startSession,
  stepAt,
  stepOf,
  systemClock,
} from '@runbook/engine'
import type { RecordedOutput, RecordedStep } from '@runbook/evidence'
import { processesOf } from '../box/processes.ts'
import { shownIn } from './shown.ts'

/**
 * Holds a session that nobody attends inside of a box or machine and prints it as JSON, with what each check printed.
 * `process.ts <runbooks as JSON> <runbook> <inputs as JSON>`; RUNBOOK_LAB is the box's folder.
 */
const [file = '', runbook = '502', given = '{}'] = process.argv.slice(2)
const bundle: Bundle = new Map((JSON.parse(readFileSync(file, 'utf8')) as Runbook[]).map(one => [one.id, one]))
const inputs = JSON.parse(given) as Record<string, string>
const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']))
const options: SessionOptions = { answers: 'none', checks: 'run' }
/** A line of `ps -eo pid=,ppid=,user:32=,etimes=,stat=,pcpu=,args=`, as runbooks list processes. */
const processLine = /^\s*(\d+)\s+\d+\s+\S+\s+\d+\s+[A-Z]\S*\s+[\d.]+\s/
const redact = createRedact(text => sha256(`recorded:${text}`))

const { exec, outputsOf } = recordingExec(localExec({ env }))
const ports: Ports = {
  clock: systemClock,
  exec,
  files: { read: async () => ({ base64: null, mode: '', owner: '' }), write: async () => {} },
  store: { append: () => {}, save: name => name, load: () => undefined, folder: '' },
  digest: sha256,
  redact,
}
const session = startSession({
  opening: {
    type: 'session.opened',
    session: 'recorded',
    version: 1,
    runbook,
    inputs,
    options,
    target: 'local',
    runbooks: '',
  },
  input: { bundle, runbook, inputs: parseInputs(bundle, inputs), options, target: 'local' },
  ports,
})
const taken: { at: Position; command: string | undefined }[] = []
session.onRecord(({ event }) => {
  if (event.type !== 'check.started') return
  const { context } = session.view()
  const step = stepOf(bundle, event.at, 'check')
  const resolved = resolveCommand(step, factsOf(context))
  taken.push({ at: event.at, command: resolved.ok ? keyOf(resolved.command) : undefined })
})
// What a step prints is looked up once it has ended, before the next one may run the same command afresh.
const printed: (Output[] | undefined)[] = []
session.onRecord(({ event }) => {
  if (event.type === 'check.finished') printed.push(outputsOf(taken.at(-1)?.command, event.result.evidence?.runs ?? 0))
})
await session.finished
const report = buildReport({ ...session.view(), records: session.records() })
const { outcome, cause, chain } = report
console.log(JSON.stringify({ outcome, cause: cause?.id ?? null, chain, shown: shownIn(report), steps: stepsOf() }))
process.exit(0)

function stepsOf(): RecordedStep[] {
  const { trail } = session.view().context
  let next = 0
  const steps: RecordedStep[] = []
  for (const { at, judgement } of trail) {
    const { kind } = stepAt(bundle, at)
    const isTold = kind === 'check' || judgement.kind === 'unknown'
    if (!isTold || kind === 'handoff') continue
    const isRun = taken[next]?.at.runbook === at.runbook && taken[next]?.at.step === at.step
    const outputs = isRun ? printed[next] : undefined
    if (isRun) next += 1
    const first = outputs?.[0]
    steps.push({
      ...at,
      outcome: judgement.kind === 'outcome' ? judgement.outcome : null,
      ...(judgement.kind === 'unknown' ? { unknown: judgement.reason } : {}),
      ...(first ? { at: first.startedAt } : {}),
      ...(outputs ? { outputs: outputs.map(asRecorded) } : {}),
    })
  }
  return steps
}

function asRecorded({ ending, stdout, stderr }: Output): RecordedOutput {
  const said = redact(plainText(stderr))
  return {
    stdout: redact(plainText(stdout)),
    ...(said === '' ? {} : { stderr: said }),
    code: ending.kind === 'exited' ? ending.code : null,
  }
}

/** Keeps what each command printed, in order; of a process list only what belongs to the box, as a machine of its own has. */
function recordingExec(inner: Exec): {
  exec: Exec
  outputsOf: (key: string | undefined, runs: number) => Output[] | undefined
} {
  const outputs = new Map<string, Output[]>()
  return {
    exec: {
      async run(command, signal) {
        const output = await inner.run(command, signal)
        const kept = { ...output, stdout: ownProcesses(output.stdout) }
        const key = keyOf(command)
        outputs.set(key, [...(outputs.get(key) ?? []), kept])
        return kept
      },
    },
    outputsOf: (key, runs) => (key === undefined || runs === 0 ? undefined : outputs.get(key)?.slice(-runs)),
  }
}

function keyOf({ argv, env, place }: Command): string {
  return JSON.stringify([argv, env, place])
}

/** In a machine of its own every process is the fault's. */
function ownProcesses(text: string): string {
  const folder = process.env.RUNBOOK_LAB
  if (!folder || !processLine.test(text)) return text
  const own = new Set(processesOf(folder).map(String))
  return text
    .split('\n')
    .filter(line => own.has(processLine.exec(line)?.[1] ?? '') || !processLine.test(line))
    .join('\n')
}
