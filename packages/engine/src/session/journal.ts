import { EngineError } from '../errors.ts'
import type { Clock, Digest, Store } from '../ports.ts'
import { eventOfToday } from './past-events.ts'
import type { SessionEvent, SessionOptions } from './types.ts'

/** The first line of a journal: what the session was opened with. */
export interface Opening {
  type: 'session.opened'
  session: string
  version: 1
  runbook: string
  /** Inputs as texts, as they were given. */
  inputs: Record<string, string>
  options: SessionOptions
  target: string
  /** Digest of the runbooks, so that a replay with others is noticed. */
  runbooks: string
}

/** One line of a journal. `at` is ms since the epoch; `hash` chains it to the line before. */
export interface JournalRecord {
  seq: number
  at: number
  event: Opening | SessionEvent
  previous: string
  hash: string
}

/** Writes events, each chained to the one before it, and returns when the line is on disk. */
export function createJournal(ports: { store: Store; clock: Clock; digest: Digest }, last?: JournalRecord) {
  let seq = last ? last.seq + 1 : 0
  let previous = last?.hash ?? ''
  return {
    append(event: Opening | SessionEvent): JournalRecord {
      const base = { seq, at: ports.clock.now(), event, previous }
      const record = { ...base, hash: ports.digest(JSON.stringify(base)) }
      ports.store.append(JSON.stringify(record))
      seq += 1
      previous = record.hash
      return record
    },
  }
}

/**
 * Reads a journal back. Throws EngineError when a line was altered, is missing or does not parse; a line cut short by
 * a crash must be dropped before.
 */
export function readRecords(lines: readonly string[], digest: Digest): JournalRecord[] {
  const records: JournalRecord[] = []
  for (const [index, line] of lines.entries()) {
    const record = parseLine(line, index)
    const { hash, ...base } = record
    const previous = records.at(-1)?.hash ?? ''
    if (record.seq !== index || record.previous !== previous || digest(JSON.stringify(base)) !== hash)
      throw new EngineError(`Line ${index + 1} of the journal does not fit the lines before it.`, {
        code: 'no-such-session',
        hint: 'The file was altered or damaged; start a new session.',
      })
    records.push({ ...record, event: eventOfToday(record.event) })
  }
  return records
}

function parseLine(line: string, index: number): JournalRecord {
  try {
    return { ...(JSON.parse(line) as JournalRecord) }
  } catch (cause) {
    throw new EngineError(`Line ${index + 1} of the journal is not JSON.`, {
      code: 'no-such-session',
      hint: 'The file was damaged; start a new session.',
      cause,
    })
  }
}
