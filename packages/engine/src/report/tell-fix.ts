import type { Plan } from '../change/plan.ts'
import type { Block } from './blocks.ts'
import type { ReportFix } from './report.ts'
import { planWords, statusWords } from './words.ts'

/** A fix with all that it did or would do. */
export function tellFix(fix: ReportFix): Block {
  const { title, status, impact, note, plan, approval } = fix
  return {
    kind: 'part',
    title: `${title} — ${statusWords[status]}`,
    blocks: [
      { kind: 'line', spans: [`Risk ${fix.risk || 'not known'}, ${fix.time || 'time not known'}. ${impact}`] },
      ...(note ? [{ kind: 'line' as const, spans: [`Note: ${note}`] }] : []),
      ...(plan ? tellPlan(plan) : []),
      ...(approval && status === 'proposed' ? [approvalBlock(approval)] : []),
    ],
  }
}

/** What a plan does, in the order in which it happens. */
export function tellPlan({ edits, validate, apply, verify, undo }: NonNullable<ReportFix['plan']>): Block[] {
  return [
    ...edits.map(({ path, diff }) => titled(`${planWords.edit} ${path}`, [{ kind: 'diff', diff }])),
    ...(validate ? [titled(planWords.validate, [{ kind: 'command', argv: validate }])] : []),
    ...(apply.length > 0
      ? [
          titled(
            planWords.apply,
            apply.map(argv => ({ kind: 'command', argv })),
          ),
        ]
      : []),
    titled(planWords.verify, [{ kind: 'text', text: verify }]),
    titled(planWords.undo, [{ kind: 'text', text: undo }]),
  ]
}

/** What consent is given by. */
export function approvalBlock(token: string): Block {
  return { kind: 'line', spans: ['Approval: ', { code: token }] }
}

/** What a report keeps of a plan. */
export function planOf({ edits, validate, apply, verify, undo }: Plan): NonNullable<ReportFix['plan']> {
  return {
    edits: edits.map(({ path, diff }) => ({ path, diff })),
    validate: validate?.argv ?? null,
    apply: apply.map(command => command.argv),
    verify,
    undo,
  }
}

/** A fix in a few words: its risk while it is offered, and then how it stands. */
export function fixNote({ status, risk, time, note }: Pick<ReportFix, 'status' | 'risk' | 'time' | 'note'>): string {
  if (status === 'unverified') return `applied. ${note}`
  const about = status === 'proposed' && risk ? `risk ${risk}, ${time}` : statusWords[status]
  return note ? `${about}: ${note}` : about
}

function titled(title: string, blocks: Block[]): Block {
  return { kind: 'titled', title, blocks }
}
