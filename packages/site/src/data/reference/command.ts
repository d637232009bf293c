import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { checkout } from '../runbooks/bundle.ts'

/** A command of `runbook`, as its own help has it. */
export interface CommandHelp {
  /** As it is typed, such as `runbook fix <session> <fix>`. */
  usage: string
  name: string
  says: string
  arguments: { name: string; says: string }[]
  options: { flags: string; says: string; isRequired: boolean }[]
}

/** All commands, `runbook` itself first. The command line tells of itself in a process of its own. */
export function commandHelp(): CommandHelp[] {
  const program = path.join(checkout, 'packages', 'tui', 'command-line.mjs')
  const text = execFileSync(process.execPath, ['--conditions=source', program], { encoding: 'utf8' })
  return JSON.parse(text) as CommandHelp[]
}
