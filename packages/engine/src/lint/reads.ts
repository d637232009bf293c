import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import { type Readable, readable } from './reading.ts'
import { stepsOf } from './rule.ts'

/** Each `read:` of a runbook: of its checks, and of fixes that verify by a check of their own. */
export function readsOf(parsed: ParsedRunbook): { path: Path; read: Readable }[] {
  const checks = stepsOf(parsed, 'check').map(({ id, step }) => ({ path: ['steps', id], read: readable(step.read) }))
  const fixes = Object.entries(parsed.runbook.fixes ?? {}).flatMap(([id, { verify }]) =>
    verify.kind === 'check' ? [{ path: ['fixes', id, 'verify'], read: readable(verify.read) }] : [],
  )
  return [...checks, ...fixes]
}
