import { readFileSync } from 'node:fs'
import { commandFile } from './folders.ts'

/** The command as its own source tells it. */
export interface PublishedCommand {
  /** As its own help has them, `runbook` itself first; `usage` as it is typed, such as `runbook fix <session> <fix>`. */
  commands: {
    usage: string
    name: string
    says: string
    arguments: { name: string; says: string }[]
    options: { flags: string; says: string; isRequired: boolean }[]
  }[]
  /** What it ends with: the code, the name that the source has for it, and what it tells a script. */
  exitCodes: { code: number; name: string; says: string }[]
}

/** What may be typed, and what the command ends with. */
export function publishedCommand(): PublishedCommand {
  return JSON.parse(readFileSync(commandFile, 'utf8')) as PublishedCommand
}
