import { factsOf, fillForReading, outcomesOf, type SessionView, stepAt } from '@runbook/engine'
import { line, paragraphs } from '../lines/line.ts'
import { commandLines, questionLines } from '../lines/step.ts'
import { keys } from './keys.ts'
import { type Action, type Choice, type Screen, screen, sends } from './screen.ts'
import { backAction, mayRun } from './step-actions.ts'

/** A question to a person, or a check answered by hand: its command to copy, and its outcomes to choose from. */
export function answeringScreen({ context }: SessionView): Screen {
  const commands = commandLines(context)
  const isCheck = commands.length > 0
  return screen({
    title: isCheck ? 'Answer by hand' : 'Question',
    body: paragraphs(
      questionLines(context),
      isCheck
        ? [
            ...commands,
            line('Run it where it belongs, then choose what you see or paste its output.', { tone: 'quiet' }),
          ]
        : [],
    ),
    choicesTitle: isCheck ? 'What do you see?' : 'Answers',
    choices: choicesOf(context),
    actions: [
      ...(isCheck ? [pasteAction] : []),
      ...(mayRun(context) ? [{ key: keys.retry, move: sends({ type: 'step.retried' }) }] : []),
      { key: keys.skip, move: sends({ type: 'step.skipped' }) },
      backAction,
    ],
    takesPaste: isCheck,
  })
}

function choicesOf({ bundle, position, ...context }: SessionView['context']): Choice[] {
  const facts = factsOf({ bundle, ...context })
  return Object.entries(outcomesOf(stepAt(bundle, position))).map(([outcome, { label }]) => ({
    label: fillForReading(label, facts),
    note: '',
    move: sends({ type: 'answer.given', outcome }),
  }))
}

const pasteAction: Action = { key: keys.paste, move: { kind: 'open', screen: pasteScreen } }

function pasteScreen(): Screen {
  return screen({
    title: 'Paste the output',
    body: [line('Paste or type the output of the command. It is read as if it had been run here.')],
    field: { label: 'output', isMultiline: true, submitLabel: 'read it', submit: text => ({ kind: 'paste', text }) },
    actions: [{ key: keys.close, move: { kind: 'close' } }],
  })
}
