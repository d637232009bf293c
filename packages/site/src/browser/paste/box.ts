import type { Match } from './found.ts'
import type { PasteIndex } from './indexed.ts'

/** Starts a paste box: `[data-paste]` holds a form with a text field and a place for what was found. */
export function startPasteBox(box: HTMLElement): void {
  const base = box.dataset.base ?? '/'
  const form = box.querySelector('form')
  const field = box.querySelector('textarea')
  const found = box.querySelector<HTMLElement>('[data-paste-found]')
  if (!form || !field || !found) return
  box.hidden = false
  const read = async () => {
    try {
      const matches = await find(base, field.value)
      found.replaceChildren(...(field.value.trim() === '' ? [] : foundNodes(matches, base)))
    } catch (error) {
      found.replaceChildren(
        node('p', `This could not be looked up: ${error instanceof Error ? error.message : String(error)}.`),
      )
    }
  }
  form.addEventListener('submit', event => {
    event.preventDefault()
    void read()
  })
  field.addEventListener('paste', () => setTimeout(() => void read()))
}

let index: Promise<PasteIndex> | undefined

/** The readers and the index are only loaded when something is pasted. */
async function find(base: string, text: string): Promise<Match[]> {
  const [{ matchPaste }, known] = await Promise.all([import('./match.ts'), loadIndex(base)])
  return matchPaste(known, text)
}

function loadIndex(base: string): Promise<PasteIndex> {
  index ??= fetch(`${base}paste-index.json`).then(async response => {
    if (!response.ok) throw new Error(`the index answers ${response.status}`)
    return (await response.json()) as PasteIndex
  })
  index.catch(() => {
    index = undefined
  })
  return index
}

function foundNodes(matches: readonly Match[], base: string): Node[] {
  const [best] = matches
  if (!best)
    return [
      node(
        'p',
        'Nothing in the runbooks is like this. Start with the URL that fails, or search for a part of the text.',
      ),
    ]
  const list = document.createElement('ol')
  list.className = 'paste-found'
  list.append(...matches.map(match => matchNode(match, base)))
  return [node('p', `This looks like ${best.kind}.${best.note ? ` ${best.note}` : ''}`), list]
}

function matchNode({ runbook, step, question, label, causes, handoff, isCertain }: Match, base: string): HTMLElement {
  const item = document.createElement('li')
  const head = node('p', '')
  head.append(link(`${base}runbooks/${runbook}/#${step}`, label))
  item.append(head)
  const reason = node('p', '')
  reason.className = 'paste-reason'
  if (question !== '') reason.append(label === question ? `${runbook}/${step}` : `${question} (${runbook}/${step})`)
  if (!isCertain) reason.append(question === '' ? 'By its words alone.' : ' It depends on more than this text.')
  item.append(reason)
  const ways = node('p', '')
  ways.className = 'paste-reason'
  for (const cause of causes)
    ways.append(ways.hasChildNodes() ? ', ' : 'Cause: ', link(`${base}causes/${cause}/`, cause))
  if (handoff)
    ways.append(ways.hasChildNodes() ? '. Goes on in ' : 'Goes on in ', link(`${base}runbooks/${handoff}/`, handoff))
  if (ways.hasChildNodes()) item.append(ways)
  return item
}

function node(name: 'p', text: string): HTMLParagraphElement {
  const element = document.createElement(name)
  element.textContent = text
  return element
}

function link(href: string, text: string): HTMLAnchorElement {
  return Object.assign(document.createElement('a'), { href, textContent: text })
}
