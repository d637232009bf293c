import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { recordedFolder } from './folders.ts'
import type { Recording } from './recorded-session.ts'

/** Every recorded session, in the order of their names. */
export function recordedSessions(): Recording[] {
  return recordedNames().map(recordedSession)
}

/** The names of the recorded sessions: the faults that they are of. */
export function recordedNames(): string[] {
  if (!existsSync(recordedFolder)) return []
  return readdirSync(recordedFolder)
    .filter(name => name.endsWith('.json'))
    .map(name => name.slice(0, -'.json'.length))
    .sort()
}

/** The recorded session of a fault. */
export function recordedSession(fault: string): Recording {
  return JSON.parse(readFileSync(path.join(recordedFolder, `${fault}.json`), 'utf8')) as Recording
}
