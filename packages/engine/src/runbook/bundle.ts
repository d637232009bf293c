import type { Words } from '../judge/fill.ts'
import type { Shape } from '../read/reader.ts'
import type { Input, Runbook } from './schema.ts'

/** The runbooks of a session, by id. */
export type Bundle = ReadonlyMap<string, Runbook>

/** Every input that any runbook of the bundle declares, by name. */
export function inputsOf(bundle: Bundle): Map<string, Input> {
  const all = new Map<string, Input>()
  for (const runbook of bundle.values())
    for (const [name, input] of Object.entries(runbook.inputs ?? {})) all.set(name, input)
  return all
}

/** The shape of the facts that a runbook may use: its inputs and what it declares, each possibly not known yet. */
export function factShape(runbook: Runbook): Shape {
  const inputs = Object.entries(runbook.inputs ?? {}).map(([name, input]) => [`${name}?`, shapeOf(input)])
  const facts = Object.entries(runbook.facts ?? {}).map(([name, { type }]) => [`${name}?`, type])
  return Object.fromEntries([...inputs, ...facts])
}

/** The words that stand for the facts and inputs of a runbook while their values are not known. */
export function wordsFor(runbook: Pick<Runbook, 'facts' | 'inputs'>): Words {
  const all = Object.entries({ ...runbook.inputs, ...runbook.facts })
  return Object.fromEntries(all.flatMap(([name, { say }]) => (say === undefined ? [] : [[name, say]])))
}

const URL_SHAPE: Shape = { href: 'string', scheme: 'string', host: 'string', port: 'int', path: 'string' }

function shapeOf({ type }: Input): Shape | string {
  if (type === 'url') return URL_SHAPE
  return type === 'int' || type === 'port' ? 'int' : 'string'
}
