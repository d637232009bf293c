import type { Runbook } from '@runbook/engine/core'
import { h } from './dom.ts'
import { createLibrary, type RunbookCard } from './library.ts'
import { unpackWalk } from './link.ts'
import { keptWalk } from './memory.ts'
import { createPage } from './page.ts'
import { restoreWalk } from './restore.ts'
import type { WalkRecord } from './session.ts'

/** Starts the walk page: `[data-walk]` holds the walk, `[data-walk-picker]` what stands there before one is chosen. */
export async function startWalk(root: HTMLElement): Promise<void> {
  const base = root.dataset.base ?? '/'
  const cards = JSON.parse(document.querySelector('#walk-cards')?.textContent ?? '[]') as RunbookCard[]
  const library = createLibrary(cards, id => fetchRunbook(`${base}runbooks/${id}.json`))
  const shared = await unpackWalk(location.hash.slice(1))
  const query = new URLSearchParams(location.search)
  const runbook = shared?.runbook ?? query.get('runbook')
  if (runbook === null || !library.bundle.has(runbook)) return
  // Another link put into the address bar of this page; the walk's own changes of it say nothing here.
  addEventListener('hashchange', () => location.reload())
  document.querySelector('[data-walk-picker]')?.setAttribute('hidden', '')
  root.hidden = false
  try {
    const fresh: WalkRecord = { runbook, inputs: inputsIn(query, cards), answers: [] }
    const { walk, isWhole } = await restoreOr(fresh, shared)
    const notes = [
      ...(shared && isWhole === false
        ? ['The runbooks have changed since this link was made: the walk goes as far as they agree.']
        : []),
      ...(shared && !isOwn(shared)
        ? ['These answers came with the link. Look at each command before you run it.']
        : []),
    ]
    createPage({ root, library, walk, base, notes, kept: shared ? undefined : keptWalk(runbook) })
  } catch (error) {
    root.replaceChildren(
      h(
        'p',
        { attributes: { role: 'alert' } },
        `The walk could not be opened: ${error instanceof Error ? error.message : String(error)}`,
      ),
    )
  }

  async function restoreOr(fresh: WalkRecord, record: WalkRecord | undefined) {
    try {
      return await restoreWalk(library, record ?? fresh)
    } catch (error) {
      // An input that is no good is asked for again.
      if (!(error instanceof Error) || !('code' in error)) throw error
      return { ...(await restoreWalk(library, { ...fresh, inputs: {} })), isWhole: record === undefined }
    }
  }
}

/** True when this is the walk that this browser kept itself, such as after a reload. */
function isOwn(record: WalkRecord): boolean {
  return (
    JSON.stringify(keptWalk(record.runbook)?.answers.map(({ at, outcome }) => [at, outcome])) ===
    JSON.stringify(record.answers.map(({ at, outcome }) => [at, outcome]))
  )
}

/** Values in the address that are inputs of a runbook: `?runbook=502&url=https://shop.example.com/`. */
function inputsIn(query: URLSearchParams, cards: readonly RunbookCard[]): Record<string, string> {
  const names = new Set(cards.flatMap(({ inputs }) => Object.keys(inputs ?? {})))
  return Object.fromEntries([...query].filter(([name, value]) => names.has(name) && value !== ''))
}

async function fetchRunbook(address: string): Promise<Runbook> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return (await response.json()) as Runbook
}
