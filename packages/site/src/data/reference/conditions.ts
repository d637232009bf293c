import {
  conditionFunctions,
  createScope,
  factShape,
  factsIn,
  inlined,
  type Lets,
  namesIn,
  outcomesOf,
  type Shape,
  type Step,
  type Value,
} from '@runbook/engine/core'
import { bundle } from '../runbooks/bundle.ts'
import { retold, type Seen } from './recorded.ts'

/** A condition that was worked out while this page was made. */
export interface WorkedOut {
  condition: string
  /** The values that it reads, as JSON. */
  values: string
  result: string
}

/** A condition of a real runbook, and what it came to in a session that the lab kept. */
export interface RealExample extends WorkedOut {
  feature: string
  runbook: string
  step: string
  outcome: string
}

const forms: [string, string, Record<string, Value>][] = [
  ['Compare', 'status == 502', { status: 502 }],
  ['Several at once', 'status >= 500 && status != 503', { status: 502 }],
  ['Either', 'kind == "refused" || kind == "timed-out"', { kind: 'refused' }],
  ['Not', '!running', { running: true }],
  ['One of a list', 'port in [80, 443]', { port: 8080 }],
  ['How many', 'size(listeners) > 0', { listeners: [{ port: 80 }] }],
  ['Some item', 'listeners.exists(l, l.port == 4000)', { listeners: [{ port: 80 }, { port: 4000 }] }],
  ['Every item', 'samples.all(s, s.status == 502)', { samples: [{ status: 502 }, { status: 200 }] }],
  ['The items that fit', 'listeners.filter(l, l.port > 1024)', { listeners: [{ port: 80 }, { port: 4000 }] }],
  ['Something of each', 'listeners.map(l, l.port)', { listeners: [{ port: 80 }, { port: 4000 }] }],
  ['Is it there?', 'has(fact.upstream)', { fact: {} }],
  ['If it is there', 'has(fact.port) ? fact.port : 80', { fact: {} }],
  [
    'A text within',
    'server.contains("nginx") && page.startsWith("<html>")',
    { server: 'nginx/1.28.0', page: '<html>…' },
  ],
  ['A pattern', 'line.matches("^[0-9]+ worker")', { line: '768 worker_connections' }],
  ['Text to number', 'int("5" + "02")', {}],
]

/** Every form of a condition with an example. */
export const workedForms: (WorkedOut & { form: string })[] = forms.map(([form, condition, values]) => ({
  form,
  ...workOut(condition, values),
}))

/** The functions that can be called, the most used of the runbooks first; those for other programs' types are left out. */
export const functions: UsedFunction[] = functionsUsed()

/** Sessions of the lab that reach many kinds of conditions. */
const told = [
  'upstream-wrong-port',
  'unix-socket-permission',
  'systemd-oom-kill',
  'pm2-errored',
  'tls-verify-hostname-mismatch',
  'docker-container-stopped',
]

const features: [string, RegExp][] = [
  ['exists', /\.exists\(/],
  ['filter', /\.filter\(/],
  ['all', /\.all\(/],
  ['has', /\bhas\(/],
  ['size', /\bsize\(|\.size\(/],
  ['contains', /\.contains\(/],
  ['startsWith', /\.startsWith\(/],
  ['matches', /\.matches\(/],
  ['int', /\bint\(/],
  ['in', / in /],
  ['fact', /\bfact\.\w+ ==/],
  ['exit_code', /exit_code/],
]

/** A condition of a shipped runbook for each feature that the kept sessions reach. */
export function realExamples(): RealExample[] {
  const seen = told.flatMap(fault => retold(fault)?.seen ?? [])
  const taken = new Set<string>()
  return features.flatMap(([feature, pattern]) => {
    const found = seen
      .flatMap(one => exampleOf(feature, pattern, one) ?? [])
      .filter(one => !taken.has(one.condition))
      .sort((a, b) => a.condition.length + a.values.length - b.condition.length - b.values.length)[0]
    if (found) taken.add(found.condition)
    return found ?? []
  })
}

function exampleOf(feature: string, pattern: RegExp, { runbook, step, taken, scope }: Seen): RealExample | undefined {
  const owner = bundle.get(runbook)
  const spec = owner?.steps[step]
  const when = spec && outcomesOf(spec)[taken]?.when
  if (!owner || !spec || when === undefined || !pattern.test(when)) return undefined
  const worked = workOut(when, scope, { shape: factShape(owner), lets: letsOf(spec) })
  if (worked.result !== 'true') throw new RangeError(`${runbook}/${step} took "${taken}", which does not hold`)
  return { feature, runbook, step, outcome: taken, ...worked }
}

interface Given {
  /** Facts that are declared. */
  shape?: Shape
  lets?: Lets
}

function workOut(condition: string, values: Record<string, Value>, { shape = {}, lets = {} }: Given = {}): WorkedOut {
  const result = createScope(values, { fact: shape }, lets).evaluate(condition)
  if (!result.ok) throw new RangeError(`"${condition}" cannot be worked out: ${result.problem}`)
  const inner = inlined(condition, { lets, factShape: shape })
  const used = [...namesIn(condition).variables, ...namesIn(inner).variables]
  const facts = factsIn(condition, lets)
  const lines = [
    ...Object.entries(lets).filter(([name]) => used.includes(name)),
    ...Object.entries(values)
      .filter(([name]) => (name === 'fact' ? facts.length > 0 : used.includes(name)))
      .map(([name, value]) => [name, shortened(name === 'fact' ? onlyNamed(value, facts) : value)] as const),
  ]
  return {
    condition,
    values: lines.map(([name, text]) => `${name} = ${text}`).join('\n'),
    result: JSON.stringify(result.value),
  }
}

function letsOf(step: Step): Lets {
  return step.kind === 'check' || step.kind === 'decide' ? (step.let ?? {}) : {}
}

/** Of all facts only those that a condition names. */
function onlyNamed(facts: Value, names: readonly string[]): Value {
  if (facts === null || typeof facts !== 'object' || Array.isArray(facts)) return facts
  return Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)))
}

function shortened(value: Value): string {
  const text = JSON.stringify(value)
  return text.length > 420 ? `${text.slice(0, 420)} …` : text
}

/** A function, with all its forms and how often the shipped runbooks call it. */
interface UsedFunction {
  name: string
  signatures: string[]
  /** What it gives; of our own functions alone. */
  describes: string
  used: number
}

function functionsUsed(): UsedFunction[] {
  const text = [...bundle.values()].flatMap(({ steps }) => Object.values(steps).flatMap(expressionsOf)).join('\n')
  const known = conditionFunctions().filter(
    ({ signature }) => !/google\.|bytes|type\(|uint|dyn\(|timestamp|duration/.test(signature),
  )
  const byName = Map.groupBy(known, ({ signature }) => /(\w+)\(/.exec(signature)?.[1] ?? signature)
  return [...byName]
    .map(([name, forms]) => ({
      name,
      signatures: forms.map(({ signature }) => signature),
      describes: forms.find(({ describes }) => describes)?.describes ?? '',
      used: text.split(new RegExp(`\\b${name}\\(`)).length - 1,
    }))
    .sort((a, b) => b.used - a.used || a.name.localeCompare(b.name))
}

function expressionsOf(step: Step): string[] {
  const own = [
    ...Object.values('let' in step ? (step.let ?? {}) : {}),
    ...Object.values('facts' in step ? (step.facts ?? {}) : {}),
  ]
  return [
    ...own,
    ...Object.values(outcomesOf(step)).flatMap(({ when = '', facts = {} }) => [when, ...Object.values(facts)]),
  ]
}
