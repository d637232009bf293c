import { headlineOf, inputsOf, type SessionView, stepAt } from '@runbook/engine'
import { line, paragraphs } from '../lines/line.ts'
import { inputField } from './input-field.ts'
import { keys } from './keys.ts'
import { type Screen, screen, sends } from './screen.ts'

/** A value that the next step needs and that nobody set or detected. */
export function askingScreen({ context }: SessionView): Screen {
  const name = context.asking ?? ''
  const input = inputsOf(context.bundle).get(name)
  const step = headlineOf(stepAt(context.bundle, context.position))
  return screen({
    title: 'Needs a value',
    body: paragraphs(
      [line(input?.ask ?? name, { tone: 'strong' }), line(`It is needed for: ${step}`, { tone: 'quiet' })],
      input?.example ? [line(`Example: ${input.example}`, { tone: 'quiet' })] : [],
    ),
    field: inputField(context, name),
    actions: [
      { key: keys.leaveOpen, move: sends({ type: 'step.skipped' }) },
      { key: keys.close, move: sends({ type: 'step.back' }) },
    ],
  })
}
