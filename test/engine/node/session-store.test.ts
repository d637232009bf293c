import { appendFileSync, mkdtempSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BugError, type EngineError } from '../../../packages/engine/src/errors.ts'
import {
  createSessionStore,
  listSessions,
  openSessionStore,
  readJournal,
} from '../../../packages/engine/src/node/session-store.ts'

function freshState(): string {
  return join(mkdtempSync(join(tmpdir(), 'state-')), 'runbook')
}

function permissions(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

function failureOf(act: () => unknown): EngineError {
  try {
    act()
  } catch (error) {
    return error as EngineError
  }
  throw new Error('it did not fail')
}

describe('the store of a session', () => {
  it('is private and holds the lines in order', () => {
    const stateDir = freshState()
    const store = createSessionStore({ stateDir, id: 'one' })
    store.append('{"a":1}')
    store.append('{"b":"ü"}')
    expect(readFileSync(store.journalPath, 'utf8')).toBe('{"a":1}\n{"b":"ü"}\n')
    expect(readJournal(stateDir, 'one')).toEqual(['{"a":1}', '{"b":"ü"}'])
    expect([store.folder, store.journalPath].map(permissions)).toEqual(['700', '600'])
    expect(permissions(join(stateDir, 'sessions'))).toBe('700')
  })

  it('keeps private files and reads them back by their path, and none from elsewhere', () => {
    const store = createSessionStore({ stateDir: freshState(), id: 'one' })
    store.save('snapshot.json', 'first')
    const path = store.save('snapshot.json', 'second')
    expect(path).toBe(join(store.folder, 'snapshot.json'))
    expect(permissions(path)).toBe('600')
    expect(store.load(path)).toBe('second')
    expect(store.load('/etc/passwd')).toBeUndefined()
  })

  it.each(['', '.', '..', '../x', 'a/b', '.hidden', 'a\nb', 'a\0b'])('refuses %j as the name of a file', name => {
    const store = createSessionStore({ stateDir: freshState(), id: 'one' })
    expect(failureOf(() => store.save(name, 'x'))).toBeInstanceOf(BugError)
  })

  it('goes on after its last whole line when it is opened again', () => {
    const stateDir = freshState()
    const { append, journalPath } = createSessionStore({ stateDir, id: 'one' })
    append('whole ü')
    appendFileSync(journalPath, '{"torn":')
    expect(readJournal(stateDir, 'one')).toEqual(['whole ü'])
    openSessionStore({ stateDir, id: 'one' }).append('next')
    expect(readJournal(stateDir, 'one')).toEqual(['whole ü', 'next'])
  })

  it('is not made twice', () => {
    const where = { stateDir: freshState(), id: 'one' }
    createSessionStore(where).append('kept')
    expect(failureOf(() => createSessionStore(where))).toMatchObject({ code: 'not-allowed' })
    expect(readJournal(where.stateDir, 'one')).toEqual(['kept'])
  })
})

it('sessions are listed newest first', () => {
  const stateDir = freshState()
  expect(listSessions(stateDir)).toEqual([])
  for (const [id, seconds] of [
    ['old', 100],
    ['new', 300],
    ['middle', 200],
  ] as const)
    utimesSync(createSessionStore({ stateDir, id }).journalPath, seconds, seconds)
  expect(listSessions(stateDir)).toEqual([
    { id: 'new', modifiedMs: 300_000 },
    { id: 'middle', modifiedMs: 200_000 },
    { id: 'old', modifiedMs: 100_000 },
  ])
})

it.each([
  ['2026-nginx-ab', 'There is no session "2026-nginx-ab".', 'Did you mean "2026-nginx-aa"?'],
  ['other', 'There is no session "other".', 'The latest one is 2026-nginx-aa.'],
  ['../../etc', '"../../etc" is no session.', 'Its id is a plain name.'],
])('opening %s says what is wrong and what there is', (id, message, hint) => {
  const stateDir = freshState()
  createSessionStore({ stateDir, id: '2026-nginx-aa' })
  for (const act of [() => openSessionStore({ stateDir, id }), () => readJournal(stateDir, id)])
    expect(failureOf(act)).toMatchObject({ code: 'no-such-session', message, hint })
})
