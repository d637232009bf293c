/** Writes what the docs site shows of the command and of the tests behind its promises; `npm run generate` runs it. */

import { writeFileSync } from 'node:fs'
import { commandFile, type PublishedCommand, testsFile } from '@runbook/evidence'
import { commandHelp, exitCodeHelp } from '../../packages/tui/src/reference.ts'
import { publishedFolders, testTitles } from './titles.ts'

write(commandFile, { commands: commandHelp(), exitCodes: exitCodeHelp() } satisfies PublishedCommand)
write(testsFile, publishedFolders.flatMap(testTitles))

function write(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
}
