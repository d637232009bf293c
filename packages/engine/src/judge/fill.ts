import type { Value } from '../read/reader.ts'

/** Facts and inputs by name. */
export type Facts = Readonly<Record<string, Value>>

/** A filled text, or the names that it still needs. */
export type Filled<T> = { ok: true; value: T } | { ok: false; missing: string[]; problem?: string }

const PLACEHOLDER = /\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g

/** The names that a text takes, such as `url.host`. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(match => match[1] ?? '')
}

/** Replaces every `{{name}}` by its fact; lists are joined with a space. */
export function fill(text: string, facts: Facts): Filled<string> {
  const missing: string[] = []
  const value = text.replace(PLACEHOLDER, (_whole, name: string) => {
    const found = lookUp(facts, name)
    if (found === undefined) missing.push(name)
    return found ?? ''
  })
  return missing.length === 0 ? { ok: true, value } : { ok: false, missing: [...new Set(missing)] }
}

/** Words that stand for facts whose value is not known, by name, such as `the upstream`. */
export type Words = Readonly<Record<string, string>>

/** Like `fill`, but for texts that people read: a fact that is not known leaves its words, or else a dash. */
export function fillForReading(text: string, facts: Facts, say: Words = {}): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => lookUp(facts, name) ?? say[name] ?? '—')
}

/** Like `fill`, but a fact that is not known yet stands as its name in capitals, as in a manual. */
export function fillForPlan(text: string, facts: Facts): string {
  return text.replace(
    PLACEHOLDER,
    (_whole, name: string) => lookUp(facts, name) ?? name.toUpperCase().replaceAll('.', '_'),
  )
}

/**
 * Fills the words of a command. A value can never become an option: a word that starts with a
 * placeholder is refused when its value starts with `-`.
 */
export function fillWords(words: readonly string[], facts: Facts): Filled<string[]> {
  const filled: string[] = []
  const missing: string[] = []
  for (const word of words) {
    const result = fill(word, facts)
    if (!result.ok) missing.push(...result.missing)
    else if (word.startsWith('{{') && result.value.startsWith('-'))
      return { ok: false, missing: [], problem: `the value "${result.value}" would be taken as an option` }
    else filled.push(result.value)
  }
  return missing.length === 0 ? { ok: true, value: filled } : { ok: false, missing: [...new Set(missing)] }
}

/** Fills every text within options as they stand in YAML. */
export function fillDeep(value: unknown, facts: Facts): Filled<unknown> {
  if (typeof value === 'string') return fill(value, facts)
  if (value === null || typeof value !== 'object') return { ok: true, value }
  const missing: string[] = []
  const take = (item: unknown) => {
    const result = fillDeep(item, facts)
    if (result.ok) return result.value
    missing.push(...result.missing)
    return undefined
  }
  const filled = Array.isArray(value)
    ? value.map(take)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, take(item)]))
  return missing.length === 0 ? { ok: true, value: filled } : { ok: false, missing: [...new Set(missing)] }
}

function lookUp(facts: Facts, name: string): string | undefined {
  let value: Value | undefined = { ...facts }
  for (const part of name.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
    value = Object.hasOwn(value, part) ? value[part] : undefined
  }
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.map(String).join(' ')
  return typeof value === 'object' ? undefined : String(value)
}
