import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folder that was asked for, or the runbooks shipped beside the command, or those of the checkout. */
export function runbooksFolder(asked: string | undefined): string {
  if (asked !== undefined) return path.resolve(asked)
  const shipped = path.join(import.meta.dirname, 'runbooks')
  return existsSync(shipped) ? shipped : path.resolve(import.meta.dirname, '../../../../runbooks')
}
