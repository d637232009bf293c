import { factsOf, inputsOf, type SessionContext } from '@runbook/engine'
import { line } from '../lines/line.ts'
import { inputField } from './input-field.ts'
import { keys } from './keys.ts'
import { type Action, type Screen, screen } from './screen.ts'

const close: Action = { key: keys.close, move: { kind: 'close' } }

/** The inputs with their present values, to set one of them. */
export function inputsScreen(context: SessionContext): Screen {
  const facts = factsOf(context)
  const choices = [...inputsOf(context.bundle)].map(([name, { ask }]) => ({
    label: `${name} = ${valueText(facts[name])}`,
    note: ask,
    move: { kind: 'open' as const, screen: () => inputScreen(context, name) },
  }))
  return screen({
    title: 'Set an input',
    body: [line('Which input do you want to set? What you set counts more than what was detected.')],
    choices,
    actions: [close],
  })
}

function inputScreen(context: SessionContext, name: string): Screen {
  const input = inputsOf(context.bundle).get(name)
  return screen({
    title: 'Set an input',
    body: [
      line(input?.ask ?? name, { tone: 'strong' }),
      ...(input?.example ? [line(`Example: ${input.example}`, { tone: 'quiet' })] : []),
    ],
    field: inputField(context, name),
    actions: [close],
  })
}

function valueText(value: unknown): string {
  if (value === undefined || value === '') return '(not known)'
  if (value !== null && typeof value === 'object' && 'href' in value) return String(value.href)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
