import path from 'node:path'
import { fixNote, outcomeWords, type Report } from '@runbook/engine'
import { causeLines, sectionsOf } from './finding.ts'
import { type Line, line, lines, paragraphs } from './line.ts'

const STATUS: Record<Report['fixes'][number]['status'], { mark: string; tone: Line['tone'] }> = {
  proposed: { mark: '·', tone: 'text' },
  applied: { mark: '?', tone: 'unsure' },
  verified: { mark: '✓', tone: 'good' },
  unverified: { mark: '?', tone: 'unsure' },
  undone: { mark: '↩', tone: 'text' },
  failed: { mark: '✗', tone: 'bad' },
}

const MARKS: Record<Report['outcome'], { mark: string; tone: Line['tone'] }> = {
  healthy: { mark: '✓', tone: 'good' },
  fixed: { mark: '✓', tone: 'good' },
  unverified: { mark: '?', tone: 'unsure' },
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
  return [
    causeLines(report),
    ...sectionsOf(report, ['chain', 'advice', 'prevent']),
    fixesLines(report),
    ...sectionsOf(report, ['unknown']),
  ]
}

/** The fixes in a line each, with the command that applies one; after a fix that worked, only what was done. */
function fixesLines({ fixes, outcome, session }: Report): Line[] {
  const shown = outcome === 'fixed' ? fixes.filter(({ status }) => status !== 'proposed') : fixes
  if (shown.length === 0) return []
  return [
    line('Fixes', { tone: 'strong' }),
    ...shown.flatMap(fix => [
      line(`${fix.title} — ${fixNote(fix)}`, { ...STATUS[fix.status], indent: 2 }),
      ...(fix.status === 'proposed' && fix.approval && outcome === 'diagnosed'
        ? [line(`runbook fix ${session} ${fix.id} --approve ${fix.approval}`, { mark: '$', indent: 4, tone: 'code' })]
        : []),
      ...(fix.status === 'unverified'
        ? [
            line('To look again, or to take it back:', { indent: 4 }),
            line(`runbook resume ${session}`, { mark: '$', indent: 4, tone: 'code' }),
          ]
        : []),
    ]),
  ]
}
