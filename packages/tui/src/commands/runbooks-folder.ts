import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Bundle, loadBundle, loadCompiled } from '@runbook/engine'

const shipped = path.join(import.meta.dirname, 'runbooks')

/** The folder that was asked for, or the runbooks shipped beside the command, or those of the checkout. */
export function runbooksFolder(asked: string | undefined): string {
  if (asked !== undefined) return path.resolve(asked)
  return existsSync(shipped) ? shipped : path.resolve(import.meta.dirname, '../../../../runbooks')
}

/** Loads the runbooks in use. Throws RunbookError with every problem when a file has one. */
export function runbooksInUse(asked: string | undefined): Bundle {
  const folder = runbooksFolder(asked)
  return folder === shipped ? loadCompiled(folder) : loadBundle(folder)
}
