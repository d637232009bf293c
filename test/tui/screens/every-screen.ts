import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadBundle, openSession, resumeSession, type Session, type SessionEvent } from '@runbook/engine'
import type { Screen } from '../../../packages/tui/src/screens/screen.ts'
import { screenOf } from '../../../packages/tui/src/screens/screen-of.ts'
import { openShop, shopRunbooks } from '../../helpers/shop.ts'

/** A screen that a real session stood at, with the state that it is of. */
export interface Stood {
  state: string
  screen: Screen
}

const bundle = loadBundle(shopRunbooks)

/** One screen of each state and title, out of walks through a shop that is mended, undone, left broken and interrupted. */
export async function everyScreen(): Promise<Stood[]> {
  const seen = new Map<string, Stood>()
  for (const walk of [mendAndUndo, mendInVain, byHand, healthy, unreadable, interrupted]) {
    const shop = openShop({ status: walk === healthy ? '200' : '502' })
    try {
      await walk(shop, session => watch(session, seen))
    } finally {
      shop.remove()
    }
  }
  return [...seen.values()]
}

type Shop = ReturnType<typeof openShop>
type Watch = (session: Session) => void

async function mendAndUndo(shop: Shop, watched: Watch): Promise<void> {
  const session = open(shop, { isGiven: false })
  watched(session)
  await send(session, { type: 'input.given', name: 'folder', value: shop.folder }, 'found')
  await offered(session)
  await choose(session, 'set-port')
  await send(session, { type: 'undo.requested' }, 'undone')
  await send(session, { type: 'session.finished' }, 'finished')
}

async function mendInVain(shop: Shop, watched: Watch): Promise<void> {
  const session = open(shop)
  watched(session)
  await offered(session)
  await choose(session, 'does-not-help')
  await send(session, { type: 'session.aborted' }, 'finished')
}

async function byHand(shop: Shop, watched: Watch): Promise<void> {
  const session = open(shop, { checks: 'manual' })
  watched(session)
  await stands(session, 'answering')
  await send(session, { type: 'answer.given', outcome: 'failing' }, 'answering')
  await send(session, { type: 'step.back' }, 'presenting')
  await send(session, { type: 'session.aborted' }, 'finished')
}

async function healthy(shop: Shop, watched: Watch): Promise<void> {
  const session = open(shop)
  watched(session)
  await stands(session, 'ended')
  await send(session, { type: 'session.finished' }, 'finished')
}

/** A folder that is not there, so that the first check cannot be made. */
async function unreadable(shop: Shop, watched: Watch): Promise<void> {
  const session = open(shop, { folder: path.join(shop.folder, 'gone') })
  watched(session)
  await stands(session, 'presenting')
  await send(session, { type: 'session.aborted' }, 'finished')
}

/** A journal that ends in the middle of a change, as a kill leaves it. */
async function interrupted(shop: Shop, watched: Watch): Promise<void> {
  const session = open(shop)
  await offered(session)
  await choose(session, 'set-port')
  const cut = path.join(shop.folder, 'cut')
  cpSync(shop.stateHome, cut, { recursive: true })
  const journal = path.join(cut, path.relative(shop.stateHome, session.folder), 'journal.jsonl')
  const records = readFileSync(journal, 'utf8').split('\n')
  const half = records.findIndex(record => record.includes('"change.progressed"'))
  writeFileSync(journal, `${records.slice(0, half + 1).join('\n')}\n`)
  await send(session, { type: 'session.aborted' }, 'finished')

  const resumed = resumeSession({ bundle, stateDir: cut, env: { PATH: process.env.PATH ?? '' }, id: session.id })
  watched(resumed)
  await stands(resumed, 'interrupted')
  await send(resumed, { type: 'session.aborted' }, 'finished')
}

interface Start {
  isGiven?: boolean
  folder?: string
  checks?: 'run' | 'manual'
}

function open(shop: Shop, { isGiven = true, folder = shop.folder, checks = 'run' }: Start = {}): Session {
  return openSession({
    bundle,
    runbook: 'shop',
    inputs: isGiven ? { folder } : {},
    options: { answers: 'ask', checks },
    stateDir: shop.stateHome,
    env: { PATH: process.env.PATH ?? '' },
  })
}

function watch(session: Session, seen: Map<string, Stood>): void {
  const keep = (): void => {
    const { state } = session.view()
    const screen = screenOf(session)
    const key = `${state}: ${screen.title}${screen.choices.length > 0 ? ' with choices' : ''}`
    if (!seen.has(key)) seen.set(key, { state, screen })
  }
  session.subscribe(keep)
  keep()
}

/** Chooses a fix and consents to it; resolves once it is verified. */
async function choose(session: Session, fix: string): Promise<void> {
  await send(session, { type: 'fix.chosen', fix }, 'consenting')
  const token = session.view().context.plan?.token ?? ''
  await send(session, { type: 'consent.given', token, typed: '' }, 'mended', 'unmended')
}

async function offered(session: Session): Promise<void> {
  await until(session, () => session.view().state === 'found' && session.view().context.offers !== null)
}

async function send(session: Session, event: SessionEvent, ...states: string[]): Promise<void> {
  if (!session.send(event)) throw new Error(`${session.view().state} does not take ${event.type}`)
  await stands(session, ...states)
}

function stands(session: Session, ...states: string[]): Promise<void> {
  return until(session, () => states.includes(session.view().state))
}

function until(session: Session, isThere: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = (): void => {
      if (!isThere()) return
      stop()
      resolve()
    }
    const stop = session.subscribe(look)
    queueMicrotask(look)
  })
}
