import {
  causesOf,
  type FindingStep,
  factsOf,
  fillForReading,
  findingOf,
  groundsOf,
  outcomeOf,
  type SessionContext,
} from '@runbook/engine'
import { type Line, line, lines, paragraphs } from '../line.ts'
import { questionAt } from './step.ts'
import { reasonWords } from './words.ts'

/** The cause, what it means, and how it came about. */
export function findingLines(context: SessionContext): Line[] {
  const finding = findingOf(context)
  if (!finding) return []
  const facts = factsOf(context)
  const causes = causesOf(context.trail, context.bundle)
  return paragraphs(
    [
      line(fillForReading(finding.title, facts), { mark: '●', tone: 'strong' }),
      line(finding.finding, { indent: 2, tone: 'quiet' }),
    ],
    lines(fillForReading(finding.means, facts).trim()),
    chainLines([...causes.filter(id => id !== finding.finding), finding.finding]),
  )
}

/** What a finding rests on, what to do beyond its fixes, and what could not be seen. */
export function groundsLines(context: SessionContext): Line[] {
  const finding = findingOf(context)
  if (!finding) return []
  const facts = factsOf(context)
  return paragraphs(
    labelled('What to do', fillForReading(finding.advice ?? '', facts).trim()),
    evidenceOf(context, finding),
    labelled('To prevent it', fillForReading(finding.prevent, facts).trim()),
    contributingLines(context),
    unknownLines(context),
  )
}

/** What could not be checked, each with its reason and what it needs. */
export function unknownLines(context: SessionContext): Line[] {
  const unknown = context.trail.flatMap(({ at, judgement }) =>
    judgement.kind === 'unknown'
      ? [
          line(`${questionAt(context, at)} — ${reasonWords[judgement.reason]}: ${judgement.problem}`, {
            mark: '?',
            indent: 2,
            tone: 'unsure',
          }),
          ...(judgement.needs ? [line(`Needed: ${judgement.needs}`, { indent: 4, tone: 'quiet' })] : []),
        ]
      : [],
  )
  return unknown.length === 0 ? [] : [line('Could not be checked', { tone: 'strong' }), ...unknown]
}

/** A chain of causes from symptom to root; nothing when there is but one. */
export function chainLines(chain: readonly string[]): Line[] {
  return chain.length < 2 ? [] : [line('How it came about', { tone: 'strong' }), line(chain.join(' → '), { indent: 2 })]
}

function evidenceOf(context: SessionContext, finding: FindingStep): Line[] {
  const rows = groundsOf(context, finding).flatMap(({ at, judgement }) =>
    judgement.kind === 'outcome'
      ? [
          line(`${spoken(judgement.label, questionAt(context, at))} (${at.runbook}/${at.step})`, {
            mark: '✓',
            indent: 2,
          }),
        ]
      : [],
  )
  return rows.length === 0 ? [] : [line('Shown by', { tone: 'strong' }), ...rows]
}

/** A label such as "no" says nothing without its question. */
function spoken(label: string, question: string): string {
  return /^(?:yes|no)\b/i.test(label) || label.length < 8 ? `${question} — ${label}` : label
}

function contributingLines({ trail, bundle }: SessionContext): Line[] {
  const ids = [...new Set(trail.flatMap(entry => outcomeOf(entry, bundle)?.contributes ?? []))]
  return ids.length === 0
    ? []
    : [line('Also seen, not the cause', { tone: 'strong' }), ...ids.map(id => line(id, { mark: '·', indent: 2 }))]
}

function labelled(title: string, text: string): Line[] {
  return text === '' ? [] : [line(title, { tone: 'strong' }), ...lines(text, { indent: 2 })]
}
