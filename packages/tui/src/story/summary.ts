import path from 'node:path'
import type { Report } from '@runbook/engine'
import { type Line, line, lines, paragraphs } from '../line.ts'
import { chainLines } from './finding.ts'
import { outcomeWords, reasonWords } from './words.ts'

const STATUS: Record<Report['fixes'][number]['status'], { mark: string; tone: Line['tone']; words: string }> = {
  proposed: { mark: '·', tone: 'text', words: 'proposed' },
  applied: { mark: '?', tone: 'unsure', words: 'applied, not verified' },
  verified: { mark: '✓', tone: 'good', words: 'applied and verified' },
  undone: { mark: '↩', tone: 'text', words: 'taken back' },
  failed: { mark: '✗', tone: 'bad', words: 'failed' },
}

const MARKS: Record<Report['outcome'], { mark: string; tone: Line['tone'] }> = {
  healthy: { mark: '✓', tone: 'good' },
  fixed: { mark: '✓', tone: 'good' },
  diagnosed: { mark: '●', tone: 'strong' },
  inconclusive: { mark: '?', tone: 'unsure' },
  failed: { mark: '✗', tone: 'bad' },
  aborted: { mark: '✗', tone: 'unsure' },
}

/** What stays in the scrollback: outcome, cause, chain, fixes, what is unknown, and at last where the report lies. */
export function summaryLines(report: Report, folder: string): Line[] {
  return paragraphs(outcomeLines(report), ...detailLines(report), whereLines(report, folder))
}

/** The same for a screen, where the report's place must be in view at once. */
export function finishedLines(report: Report, folder: string): Line[] {
  return paragraphs([...outcomeLines(report), ...whereLines(report, folder)], ...detailLines(report))
}

function outcomeLines({ outcome, says }: Report): Line[] {
  return [line(outcomeWords[outcome], MARKS[outcome]), ...(says ? lines(says, { indent: 2 }) : [])]
}

function whereLines({ session }: Report, folder: string): Line[] {
  return [line(`Report ${path.join(folder, 'report.md')}`), line(`Session ${session}`, { tone: 'quiet' })]
}

function detailLines(report: Report): Line[][] {
  const { outcome, cause, chain, fixes, unknown } = report
  const told = outcome === 'fixed' ? fixes.filter(({ status }) => status !== 'proposed') : fixes
  const titled = (title: string, rest: readonly Line[]): Line[] =>
    rest.length === 0 ? [] : [line(title, { tone: 'strong' }), ...rest]
  return [
    cause ? causeLines(cause) : [],
    chainLines(chain),
    titled('What to do', cause?.advice ? lines(cause.advice.trim(), { indent: 2 }) : []),
    titled('To prevent it', cause?.prevent ? lines(cause.prevent.trim(), { indent: 2 }) : []),
    titled(
      'Fixes',
      told.flatMap(fix => fixLines(fix, report.session, outcome)),
    ),
    titled('Could not be checked', unknown.map(unknownLine)),
  ]
}

function causeLines({ id, layer, title, means }: NonNullable<Report['cause']>): Line[] {
  return [
    line(title, { tone: 'strong' }),
    line(`${id} (${layer})`, { indent: 2, tone: 'quiet' }),
    ...lines(means.trim(), { indent: 2 }),
  ]
}

function unknownLine({ step, reason, problem, needs }: Report['unknown'][number]): Line {
  const needed = needs ? ` Needed: ${needs}` : ''
  return line(`${step}: ${wordsOfReason(reason)}: ${problem}${needed}`, { mark: '?', indent: 2, tone: 'unsure' })
}

function fixLines(
  { id, title, risk, time, status, note, approval }: Report['fixes'][number],
  session: string,
  outcome: Report['outcome'],
): Line[] {
  const { mark, tone, words } = STATUS[status]
  const about = status === 'proposed' && risk ? `risk ${risk}, ${time}` : words
  return [
    line(`${title} — ${about}${note ? `: ${note}` : ''}`, { mark, tone, indent: 2 }),
    ...(status === 'proposed' && approval && outcome === 'diagnosed'
      ? [line(`runbook fix ${session} ${id} --approve ${approval}`, { mark: '$', indent: 4, tone: 'code' })]
      : []),
  ]
}

function wordsOfReason(reason: string): string {
  return Object.hasOwn(reasonWords, reason) ? reasonWords[reason as keyof typeof reasonWords] : reason
}
