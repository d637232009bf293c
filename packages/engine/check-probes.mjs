// Checks the probes as programs: bash -n always, shellcheck where it is installed.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '../../runbooks/probes')
const files = readdirSync(folder).map(name => path.join(folder, name))
const faults = files.map(file => run('bash', ['-n', file])).filter(said => said !== '')
const found = run('shellcheck', ['--format=gcc', ...files])
if (found === undefined) console.error('shellcheck is not installed: the probes are checked by bash -n alone.')
else if (found !== '') faults.push(found)
if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}

/** What a program said when it did not succeed; nothing when it did, undefined when there is no such program. */
function run(program, words) {
  const { error, status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' })
  if (error?.code === 'ENOENT') return undefined
  if (error) throw error
  return status === 0 ? '' : `${stdout}${stderr}`.trim() || `${program} ended with ${status}`
}
