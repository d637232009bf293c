import type { Output } from '../ports.ts'

/** Words that bash reads as they are: no expansion, quoting or globbing character. */
const plainWord = /^[A-Za-z0-9_@%+=:,./-]+$/
/** As a command's first word these are grammar, a job (`%1`) or an assignment. */
const firstWordMeans =
  /^(?:if|then|elif|else|fi|do|done|case|esac|while|until|for|in|select|function|time|coproc)$|=|^%/
/** Control characters, and those that reorder or hide text on a screen. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/u

/** An argument list as an operator would type it in bash: pasted there, it runs the same. */
export function commandLine(argv: readonly string[]): string {
  return argv.map((word, index) => quote(word, index === 0)).join(' ')
}

/** How a command ended, in a few words such as `exit 1 after 12 ms`. */
export function endingWords({ ending, durationMs }: Output): string {
  switch (ending.kind) {
    case 'exited':
      return `exit ${ending.code} after ${span(durationMs)}`
    case 'signalled':
      return `ended by ${ending.signal} after ${span(durationMs)}`
    case 'timed-out':
      return `timed out after ${span(ending.afterMs)}`
    case 'aborted':
      return `stopped after ${span(durationMs)}`
    case 'not-started':
      return ending.message
  }
}

function quote(word: string, isFirst: boolean): string {
  if (unseen.test(word)) return `$'${[...word].map(escapeCharacter).join('')}'`
  if (plainWord.test(word) && !(isFirst && firstWordMeans.test(word))) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** Unseen characters go by their bytes: bash knows `\u` only in a UTF-8 locale. */
function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '\\t'
  if (character === '\\' || character === "'") return `\\${character}`
  if (!unseen.test(character)) return character
  return [...new TextEncoder().encode(character)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const seconds = Math.round(ms / 100) / 10
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
