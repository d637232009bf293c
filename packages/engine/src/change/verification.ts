import { commandLine } from '../command/command-line.ts'
import type { Unknown } from '../judge/unknown.ts'

/** Whether a change mended what it was made for. A look that could not be made says neither, and undoes nothing. */
export type Verification = { kind: 'mended' | 'not-mended'; label: string } | CouldNotVerify

/** Why nobody knows whether a change helped. */
interface CouldNotVerify extends Unknown {
  /** The command that would have told; empty where a value that it takes is not known. */
  command: string[]
}

/** What a verification came to, in words for the responder. */
export function verificationStory(verification: Verification): string {
  if (verification.kind !== 'unknown') return verification.label
  const { problem, needs, command } = verification
  return [
    `It could not be verified: ${sentence(problem)}`,
    ...(needs ? [`Needed: ${sentence(needs)}`] : []),
    'The change stays in place.',
    ...(command.length > 0 ? [`To see for yourself: ${commandLine(command)}`] : []),
  ].join(' ')
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
