import { awkRefusal } from './awk.ts'
import { anything, except, type Options, only, openWord, type ProgramRule, type Refusal } from './options.ts'
import { sedRefusal } from './sed.ts'
import { UNKNOWN } from './shell-word.ts'

const FIND_WRITES = /^-(delete|exec|ok|fprint|fls)/

/** Programs that read files and text. */
export const textPrograms: Record<string, ProgramRule> = {
  ...Object.fromEntries(
    [
      ...['cat', 'tac', 'head', 'tail', 'grep', 'egrep', 'fgrep', 'zgrep', 'zcat', 'cut', 'tr', 'wc', 'nl', 'rev'],
      ...['stat', 'readlink', 'realpath', 'ls', 'namei', 'getfacl', 'basename', 'dirname', 'column', 'paste', 'comm'],
      ...['cmp', 'md5sum', 'sha256sum', 'base64', 'od', 'hexdump', 'strings', 'fold', 'jq', 'seq', 'which'],
    ].map(name => [name, anything]),
  ),
  sort: except(['-o', '--output', '--compress-program'], { valued: 'koStTS' }),
  uniq: only({ flags: 'cdDiuz', valued: 'fsw', long: ['--count', '--repeated', '--unique'] }, atMostOneFile),
  xxd: only({ flags: 'abCeEipPu', valued: 'cglnos' }, atMostOneFile),
  diff: except(['--output']),
  find: args =>
    openWord(args) ??
    (args.some(({ text }) => FIND_WRITES.test(text)) ? 'with -delete, -exec, -ok, -fprint or -fls writes' : undefined),
  sed: only(
    { flags: 'nErsuz', valued: 'e', long: ['--quiet', '--silent', '--regexp-extended', '--posix', '--null-data'] },
    ({ options, operands }) => {
      const given = options.flatMap(({ name, value }) => (name === '-e' ? [value ?? ''] : []))
      const scripts = given.length > 0 ? given : [operands[0]?.text ?? '']
      return scripts.map(sedRefusal).find(refusal => refusal !== undefined)
    },
  ),
  awk,
  gawk: awk,
  mawk: awk,
}

function awk(...[args, context]: Parameters<ProgramRule>): Refusal {
  return only({ valued: 'Fv', stopsAtOperand: true }, ({ operands }) => {
    const program = operands[0]?.text ?? ''
    if (program.includes(UNKNOWN)) return 'takes a value into its program; hand it over with -v name="$VALUE"'
    return awkRefusal(program)
  })(args, context)
}

function atMostOneFile({ operands }: Options): Refusal {
  return operands.length > 1 ? 'with two files writes the second' : undefined
}
