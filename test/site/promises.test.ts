import { existsSync } from 'node:fs'
import path from 'node:path'
import { publishedCommand, publishedTests } from '@runbook/evidence'
import { expect, it } from 'vitest'
import { promises } from '../../packages/site/src/data/reference/promises.ts'
import { commandHelp, exitCodeHelp } from '../../packages/tui/src/reference.ts'
import { publishedFolders, testTitles } from '../titles/titles.ts'

const checkout = path.resolve(import.meta.dirname, '../..')

it.each(promises.map(({ promise, tests }) => [promise, tests] as const))(
  'has the tests behind "%s"',
  (_promise, tests) => {
    expect(tests.filter(file => !existsSync(path.join(checkout, file)))).toEqual([])
  },
)

it('publishes the titles that the tests have now; "npm run generate" writes them', () => {
  expect(publishedTests()).toEqual(publishedFolders.flatMap(testTitles))
})

it('publishes the commands and exit codes that the command has now; "npm run generate" writes them', () => {
  expect(publishedCommand()).toEqual({ commands: commandHelp(), exitCodes: exitCodeHelp() })
})
