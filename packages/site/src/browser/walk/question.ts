import {
  type AskStep,
  type CheckStep,
  type DecideStep,
  type Facts,
  factsOf,
  fillForReading,
  headlineOf,
  inputsOf,
  isOfKind,
  type SessionView,
  stepAt,
  whyOf,
} from '@runbook/engine/core'
import { commandText } from '../commands/shown.ts'
import { button, copyable, h } from './dom.ts'

/** What a person may do at a question. */
export interface Answering {
  answer(outcome: string): void
  /** Reads pasted output; gives why it could not be read, or undefined when it was taken. */
  paste(text: string, exitCode: number | undefined): string | undefined
  /** Gives an input; gives why it was refused, or undefined when it was taken. */
  give(name: string, text: string): string | undefined
  skip(): void
}

/** The question at hand, with its command, its answers and a field for pasted output. */
export function questionNodes({ context }: SessionView, doing: Answering): Node[] {
  const step = stepAt(context.bundle, context.position)
  const facts = factsOf(context)
  if (!isOfKind(step, 'check', 'decide', 'ask')) return []
  const why = whyOf(step)
  return [
    heading(fillForReading(headlineOf(step), facts)),
    ...(why ? [h('p', {}, fillForReading(why, facts))] : []),
    ...(step.kind === 'check' ? commandNodes(step, facts) : []),
    ...(step.kind === 'decide' ? [h('p', {}, 'What was answered so far leaves this open. What do you know?')] : []),
    // What is pasted tells more than a choice: later commands take their values from it.
    ...(step.kind === 'check' ? [pasteNode(step, doing)] : []),
    outcomesNode(step, facts, doing),
  ]
}

/** The field for an input that the next step needs. */
export function inputNodes({ context }: SessionView, doing: Answering): Node[] {
  const name = context.asking ?? ''
  const input = inputsOf(context.bundle).get(name)
  const error = h('p', { id: 'walk-input-error', className: 'walk-error', attributes: { role: 'alert' } })
  const field = h('input', {
    id: 'walk-input',
    type: 'text',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: input?.example ?? '',
    attributes: { 'aria-describedby': 'walk-input-error', autocapitalize: 'off' },
  })
  const submit = (event: Event) => {
    event.preventDefault()
    error.textContent = doing.give(name, field.value.trim()) ?? ''
    field.setAttribute('aria-invalid', String(error.textContent !== ''))
  }
  return [
    heading(input?.ask ?? name),
    h(
      'form',
      { className: 'walk-form', on: { submit } },
      h('label', { htmlFor: 'walk-input' }, `Value of ${name}`),
      field,
      error,
      h('button', { type: 'submit', className: 'walk-main' }, 'Go on'),
    ),
  ]
}

/** The heading that takes the focus when it is new. */
export function heading(text: string): HTMLHeadingElement {
  return h('h2', { tabIndex: -1, className: 'walk-heading' }, text)
}

function commandNodes(step: CheckStep, facts: Facts): Node[] {
  const place = step.at === 'here' ? 'Run this where you sit.' : 'Run this on the machine that it is about.'
  return [
    h('p', {}, place, step.sample ? ` Up to ${step.sample.times} times; then paste all of it.` : ''),
    copyable(commandText(step, facts), 'command'),
    ...(step.needs ? [h('p', { className: 'walk-quiet' }, `It needs: ${step.needs}`)] : []),
  ]
}

function outcomesNode(step: CheckStep | DecideStep | AskStep, facts: Facts, doing: Answering): HTMLElement {
  const choices = Object.entries(step.outcomes).map(([outcome, { label }]) =>
    h(
      'li',
      {},
      button(labelText(label, facts), () => doing.answer(outcome), 'walk-choice'),
    ),
  )
  const title = h('h3', { id: 'walk-choices' }, step.kind === 'check' ? 'Or choose what you see' : 'Answers')
  const list = h(
    'ul',
    { className: 'walk-choices', attributes: { 'aria-labelledby': 'walk-choices', role: 'list' } },
    ...choices,
  )
  const skip = h('li', {}, button('I cannot tell', doing.skip, 'walk-choice walk-quiet'))
  list.append(skip)
  return h('section', {}, title, list)
}

/** A label with what is known filled in, and dots for what only the output would tell. */
export function labelText(label: string, facts: Facts): string {
  return label.replace(/\{\{[^}]*\}\}/g, placeholder => {
    const known = fillForReading(placeholder, facts)
    return known === '—' ? '…' : known
  })
}

function pasteNode(step: CheckStep, doing: Answering): HTMLElement {
  const error = h('p', { className: 'walk-error', attributes: { role: 'alert' } })
  const text = h('textarea', {
    id: 'walk-output',
    rows: 4,
    spellcheck: false,
    attributes: { autocomplete: 'off', autocapitalize: 'off', 'aria-describedby': 'walk-output-note' },
  })
  const code = h('input', {
    id: 'walk-code',
    type: 'text',
    inputMode: 'numeric',
    pattern: '[0-9]{1,3}',
    autocomplete: 'off',
  })
  const submit = (event: Event) => {
    event.preventDefault()
    const exitCode = code.value.trim() === '' ? undefined : Number(code.value)
    const problem = doing.paste(text.value, exitCode)
    error.textContent =
      problem === undefined ? '' : `This could not be read: ${problem.replace(/\.$/, '')}. Choose what you see below.`
  }
  return h(
    'form',
    { className: 'walk-form', on: { submit } },
    h('h3', {}, 'Paste what it printed'),
    h('label', { htmlFor: 'walk-output' }, 'Output of the command'),
    text,
    h('p', { id: 'walk-output-note', className: 'walk-quiet' }, 'It is read in this page and sent nowhere.'),
    h(
      'details',
      { open: step.accept !== undefined },
      h('summary', {}, 'It failed?'),
      h('label', { htmlFor: 'walk-code' }, 'Exit code (echo $? tells it)'),
      code,
    ),
    error,
    h('button', { type: 'submit', className: 'walk-main' }, 'Read it'),
  )
}
