import { cleanText } from '../judge/clean.ts'
import type { Command, Output, Redact } from '../ports.ts'
import type { Evidence } from './types.ts'

/** How much of an output is kept as evidence, in characters. */
const EXCERPT = 2000

/** What is kept of a command's outputs, with secrets hidden before anything else. */
export function evidenceOf(command: Command, outputs: readonly Output[], redact: Redact): Evidence {
  const last = outputs.at(-1)
  const text = [last?.stdout ?? '', last?.stderr ?? ''].filter(part => part.trim() !== '').join('\n')
  return {
    command: command.argv.map(word => cleanText(word, redact)),
    place: command.place,
    exitCode: last?.ending.kind === 'exited' ? last.ending.code : null,
    durationMs: outputs.reduce((sum, output) => sum + output.durationMs, 0),
    excerpt: excerptOf(cleanText(text, redact)),
    runs: outputs.length,
  }
}

function excerptOf(text: string): string {
  if (text.length <= EXCERPT) return text
  return `${text.slice(0, EXCERPT / 2)}\n…\n${text.slice(-EXCERPT / 2)}`
}
