import { readdirSync, readFileSync } from 'node:fs'

/** The processes that run now and were started, however far up, with this state folder in their environment. */
export function processesOf(stateHome: string): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => readIfThere(`/proc/${pid}/environ`).split('\0').includes(`XDG_STATE_HOME=${stateHome}`))
    .map(pid => readIfThere(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim())
    .filter(command => command !== '')
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
