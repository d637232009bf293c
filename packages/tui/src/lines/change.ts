import {
  type ChangeRecord,
  type JournalRecord,
  type SessionContext,
  standingOf,
  statusWords,
  verificationStory,
} from '@runbook/engine'
import { type Line, line } from './line.ts'

const STAGES: Record<string, string> = {
  snapshot: 'kept a copy of every file',
  edit: 'edit',
  validate: 'validate',
  apply: 'apply',
  restore: 'put back',
  undo: 'take back',
}

const BACKWARD = new Set(['restore', 'undo'])

/** The stages of a change so far, the last one still going on when `isOpen`; the one that failed is marked. */
export function stageLines({ stages, change }: Pick<SessionContext, 'stages' | 'change'>, isOpen: boolean): Line[] {
  const failed = change?.status === 'failed' ? stages.findIndex(({ stage }) => BACKWARD.has(stage)) - 1 : -1
  return stages.map((stage, index) => {
    if (isOpen && index === stages.length - 1) return line(stageText(stage), { mark: '…', indent: 2, tone: 'strong' })
    if (index === failed) return line(`${stageText(stage)}: failed`, { mark: '✗', indent: 2, tone: 'bad' })
    return line(stageText(stage), { mark: '✓', indent: 2 })
  })
}

/** One stage in a few words. */
function stageText({ stage, detail }: SessionContext['stages'][number]): string {
  return stage === 'snapshot' ? (STAGES.snapshot ?? stage) : `${STAGES[stage] ?? stage}: ${detail}`
}

const VERIFIED = { mended: '✓', 'not-mended': '✗', unknown: '?' }

/** What a journal record tells of a change on its way; nothing for the others. */
export function progressLines(event: JournalRecord['event']): Line[] {
  if (event.type === 'change.progressed') return [line(stageText(event), { mark: '…', indent: 2 })]
  if (event.type !== 'verify.finished') return []
  const { verification } = event
  return [line(verificationStory(verification), { mark: VERIFIED[verification.kind], indent: 2 })]
}

/** How a change stands, in one line. */
export function changeLine(change: ChangeRecord): Line {
  const { title } = change.plan
  const { status, note } = standingOf(change)
  if (change.status === 'stuck' || (change.status === 'interrupted' && status === 'applied'))
    return line(`${title}: it may be half done. ${note}`, { mark: '!', tone: 'bad' })
  switch (status) {
    case 'verified':
      return line(`${title}: ${statusWords.verified} (${note})`, { mark: '✓', tone: 'good' })
    case 'unverified':
      return line(`${title}: applied. ${note}`, { mark: '?', tone: 'unsure' })
    case 'undone':
      return line(`${title}: ${statusWords.undone}`, { mark: '↩', tone: 'text' })
    case 'failed':
      return line(`${title}: ${statusWords.failed}. ${note}`, { mark: '✗', tone: 'bad' })
    default:
      return line(`${title}: ${statusWords.applied}${note === '' ? '' : ` (${note})`}`, { mark: '?', tone: 'unsure' })
  }
}
