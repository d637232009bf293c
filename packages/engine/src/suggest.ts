import { EngineError, type ErrorCode } from './errors.ts'

interface NoSuch {
  /** What was named, such as `runbook`. */
  what: string
  name: string
  known: Iterable<string>
  code: ErrorCode
  /** The sentence that says so; `There is no <what> "<name>".` unless given. */
  message?: string
  /** The hint where no known name is near; it lists those that are known unless given. */
  otherwise?: string
  /** How the meant name stands in the hint; as it is unless given. */
  shown?: (name: string) => string
}

/** The error for a name that is not there: it says so, and names the one that was meant or all that are known. */
export function noSuch({ what, name, known, code, message, otherwise, shown = meant => meant }: NoSuch): EngineError {
  const all = [...known]
  const best = nearest(name, all)
  return new EngineError(message ?? `There is no ${what} "${name}".`, {
    code,
    hint:
      best === undefined || best === name
        ? (otherwise ?? `${what.charAt(0).toUpperCase()}${what.slice(1)}s are ${all.join(', ')}.`)
        : `Did you mean "${shown(best)}"?`,
  })
}

/** "Did you mean …?" for a misspelt name, or undefined when nothing is near. */
export function didYouMean(wrong: string, known: Iterable<string>): string | undefined {
  const best = nearest(wrong, known)
  return best === undefined ? undefined : `Did you mean "${best}"?`
}

/** The known name nearest to a misspelt one, within a third of its length. */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wrong.length / 3)) + 1
  for (const name of known) {
    const distance = editDistance(wrong, name)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein distance, with a swap of neighbours counted as one. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1]?.[j] ?? 0
      const diagonal = rows[i - 1]?.[j - 1] ?? 0
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        value = Math.min(value, (rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(value)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}
