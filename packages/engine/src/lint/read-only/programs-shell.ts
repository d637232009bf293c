import { anything, only, openWord, type ProgramRule, parseOptions, type Refusal, type RuleContext } from './options.ts'
import { UNKNOWN, type Word } from './shell-word.ts'

/** Variables that make a program load or run something else. */
const LOADERS =
  /^(LD_.*|BASH_ENV|ENV|NODE_OPTIONS|NODE_PATH|PYTHON.*|PERL.*|RUBY.*|PS4|PROMPT_COMMAND|SHELLOPTS|BASHOPTS|.*PAGER|LESS.*|GIT_.*|EDITOR|VISUAL|GCONV_PATH|OPENSSL_CONF|CURL_HOME|DOCKER_.*)$/
const SYSTEM_FOLDERS = new RegExp(
  `^(${UNKNOWN}|/(usr/)?(local/)?s?bin|/opt/[\\w./-]+)(:(${UNKNOWN}|/(usr/)?(local/)?s?bin|/opt/[\\w./-]+))*$`,
)

/** The shell's own commands, and programs that start another one. */
export const shellPrograms: Record<string, ProgramRule> = {
  ...Object.fromEntries(
    [
      ...['test', '[', 'echo', 'printf', 'true', 'false', ':', 'expr', 'read', 'shift', 'set', 'pwd', 'cd', 'shopt'],
      ...['mapfile', 'readarray', 'break', 'continue', 'return', 'exit', 'type', 'ulimit', 'getopts', 'wait'],
    ].map(name => [name, anything]),
  ),
  ...Object.fromEntries(['local', 'export', 'declare', 'typeset', 'readonly'].map(name => [name, assigning])),
  unset: args => (args.some(({ text }) => text.startsWith('-')) ? 'with options removes functions' : undefined),
  exec: args => (args.length === 0 ? undefined : 'with a program cannot be followed; it may only open descriptors'),
  command: (args, context) => (args[0]?.text === '-v' || args[0]?.text === '-V' ? undefined : context.inner(args)),
  env: (args, context) => {
    const { options, operands } = parseOptions(args, { valued: 'uC', stopsAtOperand: true })
    const wrong = options.find(({ name }) => !['-i', '-u', '-C', '-0'].includes(name))
    if (wrong) return `with ${wrong.name} cannot be followed`
    const first = operands.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text))
    const assigned = first < 0 ? operands : operands.slice(0, first)
    return refusedAssign(assigned) ?? (first < 0 ? undefined : context.inner(operands.slice(first)))
  },
  timeout: wrapper({
    flags: 'v',
    valued: 'ks',
    long: ['--preserve-status', '--foreground', '--verbose'],
    valuedLong: ['--kill-after', '--signal'],
    skips: 1,
  }),
  nice: wrapper({ valued: 'n', valuedLong: ['--adjustment'] }),
  ionice: wrapper({ flags: 't', valued: 'cn' }),
  nsenter: wrapper({
    flags: 'muinpUCTF',
    valued: 'tSGw',
    long: ['--mount', '--uts', '--ipc', '--net', '--pid', '--user', '--cgroup'],
    valuedLong: ['--target'],
  }),
  setpriv: wrapper({
    long: ['--clear-groups', '--init-groups', '--no-new-privs', '--keep-groups'],
    valuedLong: ['--reuid', '--regid', '--groups', '--inh-caps', '--ambient-caps', '--bounding-set'],
  }),
  sudo: wrapper({
    flags: 'nH',
    valued: 'ug',
    long: ['--non-interactive'],
    valuedLong: ['--user', '--group'],
    needs: /^(-n|--non-interactive)$/,
  }),
  runuser: wrapper({ valued: 'ug', needs: /^-u$/ }),
  xargs: wrapper({
    flags: 'r0tx',
    valued: 'nILPdsa',
    long: ['--no-run-if-empty', '--null'],
    valuedLong: ['--max-args', '--delimiter', '--max-procs'],
    isFed: true,
  }),
}

/** Says why assignments are refused: those that change what later commands are. */
export function assignRefusal(name: string, value: string): Refusal {
  if (LOADERS.test(name)) return `sets ${name}, which can make a program run something else`
  if (name === 'PATH' && !SYSTEM_FOLDERS.test(value)) return 'sets PATH to other than the system folders'
  return undefined
}

interface Wrapping {
  flags?: string
  valued?: string
  long?: readonly string[]
  valuedLong?: readonly string[]
  /** Operands before the command. */
  skips?: number
  /** An option that must be there. */
  needs?: RegExp
  /** True when it adds arguments of its own. */
  isFed?: boolean
}

function wrapper({ skips = 0, needs, isFed = false, ...grammar }: Wrapping): ProgramRule {
  return (args, context: RuleContext) => {
    const { options, operands } = parseOptions(args, { ...grammar, stopsAtOperand: true })
    const own = args.slice(0, args.length - operands.length)
    const rest = operands.slice(skips)
    const refusal = only({ ...grammar, stopsAtOperand: true })(own, context)
    if (refusal) return refusal
    if (needs && !options.some(({ name }) => needs.test(name))) return `needs ${needs.source.replace(/[\^$()]/g, '')}`
    if (rest.length === 0) return 'needs the command that it starts'
    return openWord(operands.slice(0, skips)) ?? context.inner(rest, { hasMoreArguments: isFed })
  }
}

function assigning(...[args]: Parameters<ProgramRule>): Refusal {
  return refusedAssign(args.filter(({ text }) => text.includes('=')))
}

function refusedAssign(words: readonly Word[]): Refusal {
  return words
    .map(({ text }) =>
      assignRefusal(text.slice(0, text.indexOf('=')).replace(/[+[].*$/, ''), text.slice(text.indexOf('=') + 1)),
    )
    .find(refusal => refusal !== undefined)
}
