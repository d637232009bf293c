import { type ChangeRecord, type JournalRecord, type SessionContext, statusWords } from '@runbook/engine'
import { type Line, line } from '../line.ts'

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

/** What a journal record tells of a change on its way; nothing for the others. */
export function progressLines(event: JournalRecord['event']): Line[] {
  if (event.type === 'change.progressed') return [line(stageText(event), { mark: '…', indent: 2 })]
  if (event.type === 'verify.finished') return [line(event.label, { mark: event.isMended ? '✓' : '✗', indent: 2 })]
  return []
}

/** How a change stands, in one line. */
export function changeLine({ plan, status, note, isHalfDone }: ChangeRecord): Line {
  if (isHalfDone) return line(`${plan.title}: it may be half done. ${note}`, { mark: '!', tone: 'bad' })
  if (status === 'verified')
    return line(`${plan.title}: ${statusWords.verified} (${note})`, { mark: '✓', tone: 'good' })
  if (status === 'undone') return line(`${plan.title}: ${statusWords.undone}`, { mark: '↩', tone: 'text' })
  if (status === 'failed') return line(`${plan.title}: ${statusWords.failed}. ${note}`, { mark: '✗', tone: 'bad' })
  return line(`${plan.title}: ${statusWords.applied}${note === '' ? '' : ` (${note})`}`, { mark: '?', tone: 'unsure' })
}
