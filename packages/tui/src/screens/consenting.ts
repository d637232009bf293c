import { consentWord, type Plan, type SessionView } from '@runbook/engine'
import { line, paragraphs } from '../lines/line.ts'
import { consentSentence, planLines } from '../lines/plan.ts'
import { keys } from './keys.ts'
import { type Field, type Move, type Screen, screen, sends } from './screen.ts'

const decline: Move = sends({ type: 'consent.declined' })

/** The exact change, and consent by its risk: one key, the word `yes`, or the target's name. */
export function consentingScreen({ context: { plan } }: SessionView): Screen {
  if (!plan) return screen({ title: 'Fix', body: [] })
  const word = consentWord(plan)
  return screen({
    title: `Fix, risk ${plan.risk}`,
    body: paragraphs(planLines(plan), [line(consentSentence(plan), { tone: 'strong' })]),
    field: word === null ? null : wordField(plan, word),
    actions:
      word === null
        ? [
            { key: keys.accept, move: sends({ type: 'consent.given', token: plan.token, typed: '' }) },
            { key: keys.decline, move: decline },
          ]
        : [{ key: keys.close, move: decline }],
  })
}

function wordField(plan: Plan, word: string): Field {
  return {
    label: `type ${word} to apply`,
    isMultiline: false,
    submitLabel: 'apply',
    submit: text =>
      text.trim() === word
        ? sends({ type: 'consent.given', token: plan.token, typed: word })
        : { kind: 'refuse', problem: `Nothing was applied: it takes exactly "${word}".` },
  }
}
