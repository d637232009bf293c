import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { BugError, EngineError } from '../errors.ts'
import type { Store } from '../ports.ts'
import { noSuch } from '../suggest.ts'

/** A store in a folder, and the path of its journal. */
export type SessionStore = Store & { readonly journalPath: string }

interface Where {
  /** The folder of all state, such as `~/.local/state/runbook`. */
  stateDir: string
  /** The session; a plain file name. */
  id: string
}

/** A session that has a journal. */
export interface SessionEntry {
  id: string
  /** When its journal was last written, ms since the epoch. */
  modifiedMs: number
}

const journalName = 'journal.jsonl'
const plainName = /^(?!\.)[\w.-]{1,200}$/

/** Makes the private folder of a new session. Throws EngineError (`not-allowed`) when that cannot be done. */
export function createSessionStore({ stateDir, id }: Where): SessionStore {
  const folder = folderOf({ stateDir, id })
  try {
    mkdirSync(join(stateDir, 'sessions'), { recursive: true, mode: 0o700 })
    mkdirSync(folder, { mode: 0o700 })
    const store = storeIn(folder, openSync(join(folder, journalName), 'ax', 0o600))
    syncFolder(folder)
    syncFolder(join(stateDir, 'sessions'))
    return store
  } catch (cause) {
    throw new EngineError(`The session cannot be kept in "${folder}": ${reason(cause)}.`, {
      code: 'not-allowed',
      hint: 'Set XDG_STATE_HOME to a folder that you can write.',
      cause,
    })
  }
}

/** Opens the store of an earlier session to go on with it. Throws EngineError (`no-such-session`). */
export function openSessionStore({ stateDir, id }: Where): SessionStore {
  const folder = folderOf({ stateDir, id })
  const text = journalText({ stateDir, id })
  const journal = openSync(join(folder, journalName), 'a+')
  // A line cut short by a crash would otherwise grow together with the next one.
  const whole = text.lastIndexOf(0x0a) + 1
  if (whole < text.length) ftruncateSync(journal, whole)
  return storeIn(folder, journal)
}

/** The sessions that were kept, newest first. */
export function listSessions(stateDir: string): SessionEntry[] {
  return entriesOf(join(stateDir, 'sessions'))
    .flatMap(id => {
      const modifiedMs = statSync(join(stateDir, 'sessions', id, journalName), { throwIfNoEntry: false })?.mtimeMs
      return modifiedMs === undefined ? [] : [{ id, modifiedMs }]
    })
    .sort((a, b) => b.modifiedMs - a.modifiedMs || (a.id < b.id ? 1 : -1))
}

/** The lines of a session's journal, without one cut short by a crash. Throws EngineError (`no-such-session`). */
export function readJournal(stateDir: string, id: string): string[] {
  return journalText({ stateDir, id }).toString('utf8').split('\n').slice(0, -1)
}

function storeIn(folder: string, journal: number): SessionStore {
  return {
    folder,
    journalPath: join(folder, journalName),
    append(line) {
      writeAll(journal, `${line}\n`)
      fsyncSync(journal)
    },
    save(name, text) {
      if (!plainName.test(name)) throw new BugError(`"${name}" is no plain file name.`)
      const path = join(folder, name)
      const file = openSync(`${path}.tmp`, 'w', 0o600)
      try {
        writeAll(file, text)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(`${path}.tmp`, path)
      syncFolder(folder)
      return path
    },
    // Only the name counts: a journal cannot point outside, and the state folder may have moved.
    load: path => unlessMissing(() => readFileSync(join(folder, basename(path)), 'utf8')),
  }
}

function journalText({ stateDir, id }: Where): Buffer {
  const text = unlessMissing(() => readFileSync(join(folderOf({ stateDir, id }), journalName)))
  if (text !== undefined) return text
  const known = listSessions(stateDir).map(session => session.id)
  throw noSuch({
    what: 'session',
    name: id,
    known,
    code: 'no-such-session',
    otherwise: known[0] === undefined ? 'No session was kept.' : `The latest one is ${known[0]}.`,
  })
}

function folderOf({ stateDir, id }: Where): string {
  if (plainName.test(id)) return join(stateDir, 'sessions', id)
  throw new EngineError(`"${id}" is no session.`, { code: 'no-such-session', hint: 'Its id is a plain name.' })
}

function entriesOf(folder: string): string[] {
  return unlessMissing(() => readdirSync(folder)) ?? []
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

/** Makes a new name durable: fsync(2) of a file does not cover its entry in the folder. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
