import { linesOf } from '../lines.ts'
import type { Shape, Yields } from '../reader.ts'

/** One row of `ps -ww -eo pid=,ppid=,user:32=,etimes=,stat=,pcpu=,args=`. */
export const processShape = {
  pid: 'int',
  ppid: 'int',
  user: 'string',
  /** Age in seconds. */
  seconds: 'int',
  /** State letters of ps(1), such as `Ssl`. */
  state: 'string',
  /** Percent of one core over the life of the process. */
  cpu: 'double',
  args: 'string',
} as const satisfies Shape
export type Process = Yields<typeof processShape>

/** Reads rows of ps; undefined when a text has lines and none of them is such a row. */
export function processesOf(stdout: string): Process[] | undefined {
  const lines = linesOf(stdout).filter(line => line.trim() !== '')
  const found = lines.flatMap(line => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+([A-Z]\S*)\s+(\d+(?:\.\d+)?)(?:\s+(.*))?$/.exec(line)
    if (!match) return []
    const [, pid, ppid, user = '', seconds, state = '', cpu, args = ''] = match
    if (![pid, ppid, seconds].every(text => Number.isSafeInteger(Number(text)))) return []
    return [
      {
        pid: Number(pid),
        ppid: Number(ppid),
        user,
        seconds: Number(seconds),
        state,
        cpu: Number(cpu),
        args: args.trimEnd(),
      },
    ]
  })
  return lines.length > 0 && found.length === 0 ? undefined : found
}

export const notPs = {
  ok: false,
  problem: 'This is not the output of ps with the columns asked for.',
} as const
