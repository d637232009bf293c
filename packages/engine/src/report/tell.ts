import type { Block, Section, Span } from './blocks.ts'
import type { Report, ReportStep } from './report.ts'
import { tellFix } from './tell-fix.ts'
import { outcomeWords, reasonWords } from './words.ts'

/** What the sections of a report are about. */
export type About =
  | 'session'
  | 'end'
  | 'cause'
  | 'chain'
  | 'evidence'
  | 'advice'
  | 'prevent'
  | 'contributing'
  | 'ruled-out'
  | 'sources'
  | 'fixes'
  | 'steps'
  | 'unknown'

/** Tells a report: its sections in their order, without those that have nothing to say. Pure. */
export function tell(report: Report): Section<About>[] {
  const { cause, chain, contributing, ruled_out, fixes, steps, unknown } = report
  const sections: Section<About>[] = [
    { about: 'session', title: `Runbook ${report.runbook}: ${outcomeWords[report.outcome]}`, blocks: [rowsOf(report)] },
    { about: 'end', title: outcomeWords[report.outcome], blocks: text(report.says) },
    { about: 'cause', title: cause?.title ?? '', blocks: cause ? causeBlocks(cause) : [] },
    {
      about: 'chain',
      title: 'How it came about',
      blocks:
        chain.length > 1
          ? [
              line(
                chain.map(cause => ({ cause })),
                ' → ',
              ),
            ]
          : [],
    },
    { about: 'evidence', title: 'Shown by', blocks: (cause?.evidence ?? []).flatMap(name => seen(name, steps)) },
    { about: 'advice', title: 'What to do', blocks: text(cause?.advice) },
    { about: 'prevent', title: 'To prevent it', blocks: text(cause?.prevent) },
    {
      about: 'contributing',
      title: 'Also seen, not the cause',
      blocks: contributing.map(({ id }) => ({ kind: 'item', mark: 'note', spans: [{ cause: id }] })),
    },
    {
      about: 'ruled-out',
      title: 'Ruled out',
      blocks: ruled_out.map(({ id, by }) => ({
        kind: 'item',
        mark: 'note',
        spans: [{ cause: id }, ' by ', { step: by }],
      })),
    },
    {
      about: 'sources',
      title: 'Sources',
      blocks:
        cause && cause.sources.length > 0
          ? [
              line(
                cause.sources.map(url => ({ url })),
                ', ',
              ),
            ]
          : [],
    },
    { about: 'fixes', title: 'Fixes', blocks: fixes.map(tellFix) },
    { about: 'steps', title: 'What was checked', blocks: steps.map(stepBlock) },
    { about: 'unknown', title: 'Could not be checked', blocks: unknown.map(one => unknownBlock(one, steps)) },
  ]
  return sections.filter(({ blocks }) => blocks.length > 0)
}

function rowsOf({ outcome, session, target, started, finished, inputs }: Report): Block {
  return {
    kind: 'rows',
    rows: [
      { name: 'Outcome', value: outcomeWords[outcome] },
      { name: 'Session', value: { code: session } },
      { name: 'Target', value: target },
      { name: 'Time', value: `${started} to ${finished}` },
      ...Object.entries(inputs).map(([name, value]) => ({ name, value: String(value) })),
    ],
  }
}

function causeBlocks({ id, layer, means }: NonNullable<Report['cause']>): Block[] {
  return [line([{ cause: id }, ` (${layer})`]), ...text(means)]
}

/** A step that a cause rests on, by what it showed. */
function seen(name: string, steps: readonly ReportStep[]): Block[] {
  const step = stepNamed(name, steps)
  if (!step || step.outcome === 'unknown') return []
  return [{ kind: 'item', mark: 'seen', spans: [spoken(step), ' (', { step: name }, ')'], output: step.evidence }]
}

/** A label such as "no" or a path alone says nothing without its question. */
function spoken({ label, question }: ReportStep): string {
  return /^(?:yes|no)\b/i.test(label) || label.length < 8 || !/\s/.test(label) ? `${question} — ${label}` : label
}

function unknownBlock(
  { step, reason, problem, needs }: Report['unknown'][number],
  steps: readonly ReportStep[],
): Block {
  const question = stepNamed(step, steps)?.question
  const why = Object.hasOwn(reasonWords, reason) ? reasonWords[reason as keyof typeof reasonWords] : reason
  return {
    kind: 'item',
    mark: 'unknown',
    spans: [
      ...(question ? [`${question} — `] : []),
      `${why}: ${problem}`,
      ' (',
      { step },
      ')',
      ...(needs ? [` Needed: ${needs}`] : []),
    ],
  }
}

function stepBlock(step: ReportStep): Block {
  const exit = `exit ${step.exit_code ?? '—'}, ${Math.round(step.duration_ms)} ms`
  return {
    kind: 'part',
    title: step.question,
    blocks: [
      line([
        { step: `${step.runbook}/${step.step}` },
        ': ',
        { strong: step.label },
        ` (${step.by === 'person' ? 'answered by hand' : exit})`,
      ]),
      ...(step.command.length > 0 ? [{ kind: 'command' as const, argv: step.command }] : []),
      ...(step.evidence ? [{ kind: 'output' as const, text: step.evidence }] : []),
    ],
  }
}

function stepNamed(name: string, steps: readonly ReportStep[]): ReportStep | undefined {
  return steps.findLast(({ runbook, step }) => `${runbook}/${step}` === name)
}

function text(said: string | undefined): Block[] {
  return said?.trim() ? [{ kind: 'text', text: said.trim() }] : []
}

function line(spans: Span[], between = ''): Block {
  return { kind: 'line', spans: spans.flatMap((span, index) => (index > 0 && between ? [between, span] : [span])) }
}
