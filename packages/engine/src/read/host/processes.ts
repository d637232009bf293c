import * as z from 'zod'
import { defineReader } from '../reader.ts'
import { notPs, processesOf, processShape } from './ps.ts'

/** Reads `ps -ww -eo pid=,ppid=,user:32=,etimes=,stat=,pcpu=,args=`; `match` keeps rows whose arguments fit it. */
export const processes = defineReader({
  id: 'processes',
  describes: 'Processes with owner, age in seconds, state, processor use and arguments, from ps.',
  options: z.strictObject({
    match: z.string().refine(isPattern, 'This is not a regular expression.').optional(),
  }),
  accepts: [0],
  shape: () => ({
    processes: [{ ...processShape, program: 'string' }],
    count: 'int',
  }),
  read({ stdout }, { match }) {
    const all = processesOf(stdout)
    if (!all) return notPs
    const pattern = new RegExp(match ?? '')
    const kept = all.filter(({ args }) => pattern.test(args)).map(row => ({ ...row, program: programOf(row.args) }))
    return { ok: true, values: { processes: kept, count: kept.length } }
  },
})

/** The program's own name: kernel threads stand in brackets, titles end in a colon, login shells begin with a dash. */
function programOf(args: string): string {
  const kernel = /^\[(.*?)\](?: <defunct>)?$/.exec(args)
  if (kernel) return kernel[1] ?? ''
  const word = args.split(/\s/, 1)[0] ?? ''
  return word.slice(word.lastIndexOf('/') + 1).replace(/^-|:$/g, '')
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
