import { headlineOf } from '@runbook/engine/core'
import { type RecordedEvidence, recordedSessions } from '@runbook/evidence'
import { bundle } from '../runbooks/bundle.ts'
import type { Place } from '../runbooks/places.ts'

/** What a check printed in the lab when a session named a cause. */
export interface Seen extends Place {
  question: string
  label: string
  /** The first lines of each kind. */
  lines: string[]
}

const mostLines = 5
const mostSteps = 4

const recorded: Map<string, RecordedEvidence[]> = new Map(
  recordedSessions().flatMap(({ cause, shown }) => (cause === null ? [] : [[cause, shown] as const])),
)

/** What a cause looked like in the lab: the lines of logs, answers and tools that it was named by, the nearest last. */
export function seenInLab(cause: string): Seen[] {
  const seen = (recorded.get(cause) ?? []).flatMap(({ runbook, step, label, excerpt }) => {
    const spec = bundle.get(runbook)?.steps[step]
    const lines = tellingLines(excerpt, label)
    return spec && lines.length > 0 ? [{ runbook, step, question: headlineOf(spec), label, lines }] : []
  })
  return seen.slice(-mostSteps)
}

/**
 * The few lines of an output that show what a label says: those with its words, or else the first ones. Of JSON, whose first
 * lines say nothing, only lines with its words. Lines that differ in no more than their numbers count once.
 */
export function tellingLines(excerpt: string, label: string): string[] {
  const isJson = /^\s*[[{]/.test(excerpt)
  const lines = excerpt
    .split('\n')
    .map(line => (isJson ? line.trim().replace(/,$/, '') : line))
    .filter(line => line.trim() !== '' && !/^runbook-http |\[hidden:/.test(line))
  const byShape = Map.groupBy(lines, line => line.replace(/[0-9a-f]{6,}|\d+/gi, '0'))
  const distinct = [...byShape.values()].flatMap(([first]) => first ?? [])
  const words = new Set(label.match(/[\w./-]{4,}/g) ?? [])
  const saying = [...words].map(word => distinct.filter(line => wordsOf(line).has(word)))
  // What stands in many lines tells them apart from nothing.
  const said = distinct.filter(line => saying.some(some => some.length < 4 && some.includes(line)))
  if (said.length > 0 || isJson) return said.slice(0, mostLines)
  return distinct.slice(0, mostLines)
}

function wordsOf(line: string): Set<string> {
  return new Set(line.match(/[\w./-]+/g) ?? [])
}
