import { textsIn } from '@runbook/engine/core'
import { follow, type Way } from './follow.ts'
import type { Form } from './form.ts'
import { formsOf, madeUp } from './forms.ts'
import type { Match } from './found.ts'
import type { PasteIndex, PasteStep } from './indexed.ts'
import { kindOfPaste, makerOf } from './kinds.ts'
import { readAs, type StepReading } from './read.ts'
import { byReasons, isFarFrom, reasonsFor } from './reasons.ts'
import { matchWords } from './words.ts'

const most = 5
/** Characters that are read: more than any error page has. */
const longest = 12_000

/** Where a pasted text belongs, best first. Pure: nothing is sent anywhere. */
export function matchPaste(index: PasteIndex, pasted: string): Match[] {
  const text = pasted.slice(0, longest).trim()
  if (text === '') return []
  const read = formsOf(text).flatMap(form => index.steps.flatMap(step => matchStep(index, step, form)))
  const best = distinct(read.sort(byReasons))
  const near = best.filter(match => best[0] && !isFarFrom(best[0], match))
  // What was read goes before what merely sounds alike.
  const isDecided = best[0]?.reasons.includes('decided') === true
  return distinct([...near, ...(isDecided ? [] : matchWords(index, text))]).slice(0, most)
}

function matchStep(index: PasteIndex, step: PasteStep, form: Form): Match[] {
  const reader = typeof step.read === 'string' ? step.read : (Object.keys(step.read)[0] ?? '')
  const isFor = form.reader ? form.reader === reader : reader !== 'http' || /^curl: /m.test(form.text)
  if (!isFor) return []
  // Only the first step of all is about any answer; later ones ask one program by itself, and count for what it says.
  return readAs(step, form.text)
    .filter(({ outcome }) => reader !== 'http' || step.isFirst === true || saysIt(outcome.when, form.text))
    .map(reading => matchOf(index, { step, form, reader, reading }))
}

/** True for a condition that looks for words of the body, and finds one. */
function saysIt(when = '', text = ''): boolean {
  const said = textsIn(when).filter(({ soughtIn, isDenied }) => soughtIn.at(-1) === 'body' && !isDenied)
  return said.some(one => text.toLowerCase().includes(one.text.toLowerCase()))
}

function matchOf(
  index: PasteIndex,
  { step, form, reader, reading }: { step: PasteStep; form: Form; reader: string; reading: StepReading },
): Match {
  const { runbook, step: name } = step
  const { id: outcome, label, go, cause } = reading.outcome
  const way = follow(index, runbook, go, reading.facts)
  const maker = reader === 'http' && step.isFirst ? makerOf(reading.facts.made_by, form.text) : undefined
  const handoff = way.handoff ?? index.steps.find(other => other.runbook === maker?.runbook)?.runbook
  return {
    runbook,
    step: name,
    question: open(step.question),
    outcome,
    label:
      (isTelling(label) ? filledLabel(label, reading.facts) : open(step.question)) + (maker ? `; ${maker.says}` : ''),
    causes: causesOf(cause, way),
    ...(handoff ? { handoff } : {}),
    isCertain: reading.isCertain,
    kind: kindOfPaste(reader),
    ...(form.note ? { note: form.note } : {}),
    reasons: reasonsFor(reading, { reader, text: form.text, way }),
    choices: step.outcomes.length,
  }
}

function causesOf(shown: string | undefined, way: Way): string[] {
  return [...new Set([shown, way.cause])].filter(cause => cause !== undefined)
}

/** True for a label that says more than what was pasted and yes or no. */
function isTelling(label: string): boolean {
  return /[a-z]{4}/i.test(label.replace(/\{\{[^}]*\}\}/g, ''))
}

/** A text whose values are not known. */
function open(text: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, '…')
}

/** What the text itself does not tell stays open. */
function filledLabel(label: string, facts: StepReading['facts']): string {
  return label.replace(/\{\{\s*(\w+)\s*\}\}/g, (_whole, name: string) => {
    const value = facts[name]
    if (Array.isArray(value)) return value.join(', ')
    // A part of a line has no address: it reads as none.
    if (value === undefined || value === null || value === '' || value === 0 || typeof value === 'object') return '…'
    return String(value).replace(madeUp, '')
  })
}

/** One match for each place and outcome, and one for each cause. */
function distinct(matches: readonly Match[]): Match[] {
  const seen = new Set<string>()
  return matches.filter(match => {
    const keys = [
      `${match.label}|${match.causes.at(-1) ?? match.handoff ?? match.step}`,
      `${match.runbook}/${match.step}`,
    ]
    if (keys.some(key => seen.has(key))) return false
    for (const key of keys) seen.add(key)
    return true
  })
}
