import { factShape, judgeFacts, type MakerSigns, makerSigns } from '@runbook/engine/core'
import { bundle } from './bundle.ts'

/** A maker of answers, and where to go on when it made the failing one. */
export interface Maker extends MakerSigns {
  runbook: string
  /** A step of that runbook; the start unless said. */
  step?: string
}

/** Every maker that the http reader tells, with the runbook that the 502 runbook would go on in. */
export const makers: readonly Maker[] = makerSigns().map(signs => ({
  ...signs,
  ...placeFor(signs.maker),
}))

/** Asks the 502 runbook's own step, so that the page and a session send people to the same place. */
function placeFor(maker: string): { runbook: string; step?: string } {
  const symptom = bundle.get('502')
  const step = symptom?.steps['who-answered']
  if (!symptom || step?.kind !== 'decide') return { runbook: '502' }
  const url = { href: 'http://example.com/', scheme: 'http', host: 'example.com', port: 80, path: '/' }
  const answer = judgeFacts(
    { outcomes: step.outcomes, lets: 'let' in step ? step.let : undefined },
    { url, made_by: maker },
    factShape(symptom),
  )
  const next = answer.kind === 'outcome' ? step.outcomes[answer.outcome]?.go : undefined
  const target = symptom.steps[next ?? '']
  if (target?.kind === 'handoff') return { runbook: target.handoff }
  if (bundle.has(maker)) return { runbook: maker }
  return next === undefined ? { runbook: '502' } : { runbook: '502', step: next }
}
