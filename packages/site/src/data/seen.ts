import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { headlineOf } from '@runbook/engine/core'
import { bundle, checkout } from './bundle.ts'
import type { Place } from './places.ts'

/** A step that a session of the lab rested a cause on, with what decided it. */
interface Shown extends Place {
  label: string
  excerpt: string
}

/** What a check printed in the lab when a session named a cause. */
export interface Seen extends Place {
  question: string
  label: string
  /** The first lines of each kind. */
  lines: string[]
}

const folder = path.join(checkout, 'test', 'site', 'recorded')
const mostLines = 5
const mostSteps = 4

const recorded: Map<string, Shown[]> = new Map(
  (existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : []).flatMap(name => {
    const told = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { cause: string | null; shown: Shown[] }
    return told.cause === null ? [] : [[told.cause, told.shown] as const]
  }),
)

/** What a cause looked like in the lab: the lines of logs, answers and tools that it was named by, the nearest last. */
export function seenInLab(cause: string): Seen[] {
  const seen = (recorded.get(cause) ?? []).flatMap(({ runbook, step, label, excerpt }) => {
    const spec = bundle.get(runbook)?.steps[step]
    const lines = tellingLines(excerpt)
    return spec && lines.length > 0 ? [{ runbook, step, question: headlineOf(spec), label, lines }] : []
  })
  return seen.slice(-mostSteps)
}

/** Lines that differ in more than their numbers, without what only the check itself added. */
export function tellingLines(excerpt: string): string[] {
  const lines = excerpt.split('\n').filter(line => line.trim() !== '' && !line.startsWith('runbook-http '))
  const byShape = Map.groupBy(lines, line => line.replace(/[0-9a-f]{6,}|\d+/gi, '0'))
  return [...byShape.values()].flatMap(([first]) => first ?? []).slice(0, mostLines)
}
