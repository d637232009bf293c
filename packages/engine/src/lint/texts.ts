import { outcomesOf } from '../runbook/kinds.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'

/** Keys whose texts are never filled. */
const LITERAL = new Set(['script', 'when', 'facts', 'outcomes', 'go', 'risk'])

/** A text that facts fill. */
export interface Template {
  path: Path
  text: string
}

/** Every text of a runbook that is filled when it runs: commands, options of readers, and what people read. */
export function templatesOf({ runbook }: ParsedRunbook): Template[] {
  const steps = Object.entries(runbook.steps).flatMap(([id, step]) => [
    ...textsIn(step, ['steps', id]),
    ...Object.entries(outcomesOf(step)).map(([name, { label }]) => ({
      path: ['steps', id, 'outcomes', name, 'label'],
      text: label,
    })),
  ])
  return [...steps, ...Object.entries(runbook.fixes ?? {}).flatMap(([id, fix]) => textsIn(fix, ['fixes', id]))]
}

function textsIn(value: unknown, path: Path): Template[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => (LITERAL.has(key) ? [] : textsIn(item, [...path, key])))
}
