import { type Around, actionsNode, goOnNode, stuckNodes } from './around.ts'
import { h } from './dom.ts'
import { endingNodes } from './ending.ts'
import type { Library } from './library.ts'
import { addressOf } from './link.ts'
import { keepWalk } from './memory.ts'
import { inputNodes, questionNodes } from './question.ts'
import { restoreWalk } from './restore.ts'
import { giveInput, goBack, openRunbooks, readAtHand, recordOf, skip, type Walk, type WalkRecord } from './session.ts'
import { trailNode } from './trail.ts'

interface PageParts {
  root: HTMLElement
  library: Library
  walk: Walk
  /** The path that the site stands at, ending in `/`. */
  base: string
  /** What must be said about how the walk began. */
  notes: readonly string[]
  /** An earlier walk of the same runbook to go on with. */
  kept: WalkRecord | undefined
}

/** Shows a walk and lets a person go through it: one question at a time, each kept in the address. */
export function createPage(parts: PageParts): void {
  const { root, library, base } = parts
  let { walk, notes, kept } = parts
  let shownAt = Date.now()
  const live = h('p', { className: 'sr-only', attributes: { role: 'status' } })
  const body = h('div', { className: 'walk-body' })
  root.replaceChildren(live, body)

  /** Does something to the walk, then shows where it stands, with the new heading in focus. */
  async function move(act: () => unknown, said = ''): Promise<void> {
    kept = undefined
    notes = []
    act()
    try {
      await library.ready(openRunbooks(walk.session.view().context))
    } catch (error) {
      notes = [`A runbook could not be loaded: ${messageOf(error)}`]
    }
    shownAt = Date.now()
    keepWalk(recordOf(walk))
    void addressOf(recordOf(walk)).then(address => history.replaceState(null, '', address))
    draw()
    const heading = body.querySelector<HTMLElement>('.walk-heading')
    live.textContent = `${said} ${heading?.textContent ?? ''}`.trim()
    heading?.focus()
  }

  async function open(record: WalkRecord): Promise<void> {
    stopWatching()
    walk = (await restoreWalk(library, record)).walk
    stopWatching = watch()
    await move(() => {})
  }

  /** The fixes that a finding offers come a moment after it. */
  function watch(): () => void {
    const { session } = walk
    return session.subscribe(() => {
      if (session.view().context.offers !== null) draw()
    })
  }

  const doing: Around = {
    answer: outcome => void move(() => walk.session.send({ type: 'answer.given', outcome })),
    send: event => void move(() => walk.session.send(event)),
    skip: () => void move(() => skip(walk)),
    back: () => void move(() => goBack(walk)),
    open: record => void open(record),
    give(name, text) {
      try {
        giveInput(walk, name, text)
      } catch (error) {
        return messageOf(error)
      }
      void move(() => {})
      return undefined
    },
    paste(text, exitCode) {
      const result = readAtHand(walk, text, { shownAt, exitCode })
      if (result.judgement.kind === 'unknown') return result.judgement.problem
      void move(() => walk.session.send({ type: 'output.pasted', result }), `Read as: ${result.judgement.label}.`)
      return undefined
    },
  }

  function currentNodes(): Node[] {
    const view = walk.session.view()
    if (view.state === 'asking') return inputNodes(view, doing)
    if (view.state === 'answering') return questionNodes(view, doing)
    return view.state === 'presenting' ? stuckNodes(view, doing) : endingNodes(walk, base)
  }

  function draw(): void {
    const { context } = walk.session.view()
    const hadFocus = body.contains(document.activeElement) && document.activeElement?.className === 'walk-heading'
    body.replaceChildren(
      ...notes.map(text => h('p', { className: 'walk-note' }, text)),
      ...(kept && kept.answers.length > 0 ? [goOnNode(kept, doing)] : []),
      ...(context.trail.length > 0 ? [trailNode(context, base)] : []),
      h('section', { className: 'walk-card', attributes: { 'aria-label': 'Present step' } }, ...currentNodes()),
      actionsNode(walk, doing),
    )
    if (hadFocus) body.querySelector<HTMLElement>('.walk-heading')?.focus()
  }

  let stopWatching = watch()
  draw()
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'hint' in error && typeof error.hint === 'string' ? `${error.message} ${error.hint}` : error.message
}
