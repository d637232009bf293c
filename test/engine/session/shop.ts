import { createHash } from 'node:crypto'
import type { Command, Ending, FileState, Output, Ports } from '../../../packages/engine/src/ports.ts'
import type { Value } from '../../../packages/engine/src/read/reader.ts'
import type { Bundle } from '../../../packages/engine/src/runbook/bundle.ts'
import { parseRunbook } from '../../../packages/engine/src/runbook/parse.ts'
import { effectOf } from '../../../packages/engine/src/session/effect.ts'
import type { JournalRecord, Opening } from '../../../packages/engine/src/session/journal.ts'
import { type Session, startSession } from '../../../packages/engine/src/session/session.ts'
import type { SessionOptions } from '../../../packages/engine/src/session/types.ts'
import { output } from '../../helpers/output.ts'
import { BACK, FRONT } from './shop-runbooks.ts'

/** Two small runbooks about a shop that may be stopped, or listen on a wrong port. */
const bundle = bundleOf(FRONT, BACK)

/** Runbooks from their texts. */
export function bundleOf(...texts: string[]): Bundle {
  return new Map(
    texts.map(text => {
      const result = parseRunbook(text, 'test.yaml')
      if (!result.ok) throw new Error(JSON.stringify(result.problems))
      return [result.parsed.runbook.id, result.parsed.runbook]
    }),
  )
}

/** What the programs of the world print and do, by command line; they may look at and change the world. */
export type Programs = Record<string, (world: World) => Partial<Output>>

/** A world of its own for one session: files, a shop, and a clock that moves only when something waits. */
export interface World {
  isUp: boolean
  files: Map<string, string>
  now: number
  lines: string[]
  saved: Map<string, string>
  /** The command lines that were run, in order. */
  runs: string[]
  programs: Programs
}

const PROGRAMS: Programs = {
  'curl -sS http://shop/': world => ({ stdout: `status=${world.isUp ? 200 : 502}` }),
  'ss -H -ltn': () => ({ stdout: 'LISTEN 127.0.0.1:8080' }),
  'pgrep -x shop': () => ({ ending: { kind: 'exited', code: 1 } }),
  'check-shop': world => ({
    ending: { kind: 'exited', code: world.files.get('/etc/shop.env')?.includes('PORT=8080') ? 0 : 1 },
    stderr: 'the port is wrong',
  }),
  'start-shop': world => {
    world.isUp = true
    return {}
  },
  'stop-shop': world => {
    world.isUp = false
    return {}
  },
  'reset-shop': () => ({}),
}

export function createWorld(programs: Programs = {}): World {
  return {
    isUp: false,
    files: new Map([['/etc/shop.env', 'NAME=shop\nPORT=3000\n']]),
    now: 1_700_000_000_000,
    lines: [],
    saved: new Map(),
    runs: [],
    programs: { ...PROGRAMS, ...programs },
  }
}

function portsOf(world: World): Ports {
  return {
    clock: {
      now: () => world.now,
      async pause(ms) {
        world.now += ms
      },
    },
    exec: { run: async (command, signal) => runIn(world, command, signal) },
    files: {
      read: async path => stateOf(world.files.get(path)),
      async write(path, { base64 }) {
        if (base64 === null) world.files.delete(path)
        else world.files.set(path, Buffer.from(base64, 'base64').toString())
      },
    },
    store: {
      folder: '/sessions/test',
      append: line => void world.lines.push(line),
      save(name, text) {
        world.saved.set(name, text)
        return name
      },
      load: name => world.saved.get(name),
    },
    digest,
    redact: text => text.replaceAll('hunter2', '[secret]'),
  }
}

export const digest = (text: string) => createHash('sha256').update(text).digest('hex')

export const ASKING: SessionOptions = { answers: 'ask', checks: 'run' }
export const UNATTENDED: SessionOptions = { answers: 'none', checks: 'run' }
export const MANUAL: SessionOptions = { answers: 'ask', checks: 'manual' }

const url = { href: 'http://shop/', scheme: 'http', host: 'shop', port: 80, path: '/' }

/** What the machine of a test session starts with. */
export function inputOf(options: SessionOptions, inputs: Record<string, Value> = { url }) {
  return { bundle, runbook: 'front', inputs, options, target: 'local' }
}

/** Opens a session in a world, or goes on with the records of one. */
export function open(
  world: World,
  options: SessionOptions = ASKING,
  { past, inputs, of }: { past?: JournalRecord[]; inputs?: Record<string, Value>; of?: Bundle } = {},
): Session {
  const opening: Opening = {
    type: 'session.opened',
    session: 'test',
    version: 1,
    runbook: 'front',
    inputs: { url: 'http://shop/' },
    options,
    target: 'local',
    runbooks: '',
  }
  const input = { ...inputOf(options, inputs), ...(of ? { bundle: of } : {}) }
  return startSession({ opening, input, ports: portsOf(world), ...(past ? { past } : {}) })
}

/** Resolves when the session asks for nothing that could be done without a person. */
export async function settled(session: Session): Promise<Session> {
  const isIdle = () => effectOf(session.view().state, session.view().context) === undefined
  if (isIdle()) return session
  await new Promise<void>(resolve => {
    const stop = session.subscribe(() => {
      if (!isIdle()) return
      stop()
      resolve()
    })
  })
  return session
}

/** Steps of a session as `runbook/step: outcome`. */
export function trailOf(session: Session): string[] {
  return session.view().context.trail.map(({ at, judgement }) => {
    const result = judgement.kind === 'outcome' ? judgement.outcome : `unknown (${judgement.reason})`
    return `${at.runbook}/${at.step}: ${result}`
  })
}

/** How a program ended badly. */
export function ended(ending: Ending): () => Partial<Output> {
  return () => ({ ending })
}

function runIn(world: World, { argv }: Command, signal?: AbortSignal): Output {
  const line = argv.join(' ')
  world.runs.push(line)
  if (signal?.aborted) return output({ startedAt: world.now, ending: { kind: 'aborted' } })
  const program = world.programs[line]
  if (!program) throw new Error(`the world has no program "${line}"`)
  return output({ startedAt: world.now, ...program(world) })
}

function stateOf(text: string | undefined): FileState {
  if (text === undefined) return { base64: null, mode: '', owner: '' }
  return { base64: Buffer.from(text).toString('base64'), mode: '640', owner: '0:0' }
}
