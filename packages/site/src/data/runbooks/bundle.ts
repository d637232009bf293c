import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Bundle, loadBundle } from '@runbook/engine'

/** The folder at the top of the checkout: builds start in the package, tests at the top. */
const checkout = above(process.cwd())

/** Every runbook, as the terminal loads it. `SITE_RUNBOOKS` names another folder. */
export const bundle: Bundle = loadBundle(process.env.SITE_RUNBOOKS ?? path.join(checkout, 'runbooks'))

function above(folder: string): string {
  if (existsSync(path.join(folder, 'runbooks', 'schema.json'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new RangeError('no folder above this one holds runbooks/schema.json')
  return above(parent)
}
