import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Process ids of everything that runs on behalf of a box: it carries the folder in its words, variables, folder or open files. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => pid > 0 && pid !== process.pid && belongsTo(folder, pid))
}

/** Ends a whole process group by the id of its leader; a group that is gone is fine. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // ESRCH: it ended by itself.
  }
}

/** Whether the process is there and not a zombie, see proc(5). */
export function isAlive(pid: number): boolean {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  return state !== '' && state !== 'Z' && state !== 'X'
}

function belongsTo(folder: string, pid: number): boolean {
  if (!isAlive(pid)) return false
  const words = readOrEmpty(`/proc/${pid}/cmdline`) + readOrEmpty(`/proc/${pid}/environ`)
  return words.includes(folder) || linksOf(pid).some(link => link.startsWith(folder))
}

function linksOf(pid: number): string[] {
  try {
    const files = readdirSync(`/proc/${pid}/fd`).map(file => `/proc/${pid}/fd/${file}`)
    return [`/proc/${pid}/cwd`, ...files].map(readLinkOrEmpty)
  } catch {
    return []
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function readLinkOrEmpty(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
