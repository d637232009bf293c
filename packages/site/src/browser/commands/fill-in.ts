import { EngineError, type Facts, fillForPlan, type Input, inputValue, type Value } from '@runbook/engine/core'
import { type Part, shownCommand, type Template } from './shown.ts'

const storeKey = 'runbook:values'
const form = document.querySelector<HTMLFormElement>('[data-values]')
if (form) begin(form)

/** Takes values from the address, then from this browser, and keeps the page, the address and the browser in step. */
function begin(form: HTMLFormElement): void {
  const address = new URLSearchParams(location.search)
  const stored = readStore()
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[name]')]
  for (const field of fields) field.value = address.get(field.name) ?? stored[field.name] ?? ''
  form.hidden = false
  const show = () => showFacts(factsOf(fields))
  form.addEventListener('submit', event => event.preventDefault())
  form.addEventListener('input', () => {
    show()
    keep(fields)
  })
  form.addEventListener('reset', () =>
    setTimeout(() => {
      show()
      keep(fields)
    }),
  )
  show()
}

function factsOf(fields: readonly HTMLInputElement[]): Facts {
  const facts: Record<string, Value> = {}
  for (const field of fields) {
    const text = field.value.trim() || (field.dataset.default ?? '')
    const hint = document.getElementById(`hint-${field.name}`)
    if (hint) hint.textContent = ''
    field.removeAttribute('aria-invalid')
    if (text === '') continue
    try {
      const type = field.dataset.type as Input['type'] | undefined
      facts[field.name] = type ? inputValue(field.name, { type, ask: '' }, text) : text
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      field.setAttribute('aria-invalid', 'true')
      if (hint) hint.textContent = `${error.message} ${error.hint ?? ''}`
    }
  }
  return facts
}

/** The commands and texts of the page with these values in them. */
function showFacts(facts: Facts): void {
  for (const command of document.querySelectorAll<HTMLElement>('[data-template]')) {
    const code = command.querySelector('code')
    const template = JSON.parse(command.dataset.template ?? '{}') as Template
    code?.replaceChildren(...shownCommand(template, facts).map(nodeOf))
  }
  for (const name of document.querySelectorAll<HTMLElement>('var[data-value]')) {
    const asked = name.dataset.value ?? ''
    const filled = fillForPlan(`{{${asked}}}`, facts)
    const isKnown = filled !== asked.toUpperCase().replaceAll('.', '_')
    name.textContent = isKnown ? filled : asked
    name.classList.toggle('known', isKnown)
  }
}

function nodeOf({ text, name }: Part): Node {
  if (name === undefined) return document.createTextNode(text)
  const element = document.createElement('var')
  element.title = name
  element.textContent = text
  return element
}

function keep(fields: readonly HTMLInputElement[]): void {
  const address = new URL(location.href)
  const stored = readStore()
  for (const { name, value } of fields) {
    const text = value.trim()
    if (text === '') {
      address.searchParams.delete(name)
      delete stored[name]
    } else {
      address.searchParams.set(name, text)
      stored[name] = text
    }
  }
  history.replaceState(history.state, '', address)
  try {
    localStorage.setItem(storeKey, JSON.stringify(stored))
  } catch {
    // A browser may refuse to store anything; the address still holds the values.
  }
}

function readStore(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(storeKey) ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}
