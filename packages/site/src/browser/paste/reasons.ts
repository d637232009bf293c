import { textsIn } from '@runbook/engine/core'
import type { Way } from './follow.ts'
import type { StepReading } from './read.ts'

/** Why a match stands before others, the weightiest reason first. */
const reasons = [
  /** It depends on nothing but the text. */
  'decided',
  /** Its reader knows the form of the whole text; others find their words in any. */
  'whole-form',
  /** Words that its condition looks for stand in the text. */
  'words-found',
  /** Its condition names words, though they stand in what was read and not in the text. */
  'words-named',
  /** It shows or leads to a cause. */
  'cause',
  /** The walk goes on from there. */
  'goes-on',
] as const

export type Reason = (typeof reasons)[number]

/** What can be ranked: `choices` is how many outcomes its step tells apart, as a walk meets such a text first at the step with most. */
interface Ranked {
  reasons: readonly Reason[]
  choices: number
}

/** Readers that find their words in any text. */
const loose = new Set(['app-service-log', 'tls'])
/** Shorter texts, such as "no", stand in any. */
const shortestWord = 3

/** The reasons for a match, in their order. */
export function reasonsFor(
  { outcome, isCertain }: StepReading,
  { reader, text, way }: { reader: string; text: string; way: Way },
): Reason[] {
  const words = textsIn(outcome.when ?? '').filter(one => one.text.length >= shortestWord)
  const isFound = words.some(one => text.toLowerCase().includes(one.text.toLowerCase()))
  const holds: Record<Reason, boolean> = {
    // A pattern fits or it does not.
    decided: isCertain || reader === 'regex',
    'whole-form': !loose.has(reader),
    'words-found': isFound,
    'words-named': words.length > 0,
    cause: outcome.cause !== undefined || way.cause !== undefined,
    'goes-on': !way.isEnd,
  }
  return reasons.filter(reason => holds[reason])
}

/** Puts what has the weightier reason first, and of equal ones that whose step tells more apart. */
export function byReasons(a: Ranked, b: Ranked): number {
  const deciding = reasons.find(reason => a.reasons.includes(reason) !== b.reasons.includes(reason))
  return deciding ? (a.reasons.includes(deciding) ? -1 : 1) : b.choices - a.choices
}

/** True for a match that lacks one of the two weightiest reasons that the best one has: it would only distract from it. */
export function isFarFrom(best: Ranked, match: Ranked): boolean {
  return reasons.slice(0, 2).some(reason => best.reasons.includes(reason) && !match.reasons.includes(reason))
}
