import { anything, except, only, openWord, type ProgramRule, parseOptions, type Refusal } from './options.ts'

const nginx = only({ flags: 'tTvVqh?', valued: 'cpge' }, ({ options, operands }) => {
  if (operands.length > 0) return 'takes options only'
  return options.some(({ name }) => /^-[tTvVh?]$/.test(name))
    ? undefined
    : 'starts a server unless it has -t, -T, -v or -V'
})

/** Loading mod_info changes nothing while only dumps are asked for, and is what lets Apache print its configuration. */
const apache = only({ flags: 'tSMVvLlh', valued: 'dfDC' }, ({ options, operands }) => {
  if (operands.length > 0) return 'takes options only'
  const wrong = options.find(({ name, value = '' }) => name === '-C' && !/^LoadModule info_module \S+$/.test(value))
  if (wrong) return 'with -C may only load info_module'
  return options.some(({ name }) => /^-[tSMVvLlh]$/.test(name))
    ? undefined
    : 'starts a server unless it has -t, -S, -M, -V or -v'
})

const haproxy = only({ flags: 'cvVq', valued: 'fC' }, ({ options, operands }) => {
  if (operands.length > 0) return 'takes options only'
  return options.some(({ name }) => /^-[cv]$/.test(name)) ? undefined : 'starts a server unless it has -c or -v'
})

/** Programs that ask the system and its services. */
export const systemPrograms: Record<string, ProgramRule> = {
  ...Object.fromEntries(
    [
      ...['ps', 'id', 'df', 'du', 'free', 'uptime', 'uname', 'nproc', 'whoami', 'pgrep', 'pidof', 'sleep', 'lscpu'],
      ...['getenforce', 'getsebool', 'sestatus', 'getconf', 'lsns', 'findmnt', 'arch'],
    ].map(name => [name, anything]),
  ),
  nginx,
  openresty: nginx,
  apache2: apache,
  httpd: apache,
  haproxy,
  systemctl: only(
    {
      flags: 'alqr',
      valued: 'ptno',
      long: '--no-pager --all --full --plain --no-legend --quiet --user --system --value --recursive --failed --reverse'.split(
        ' ',
      ),
      valuedLong: '--property --type --state --lines --output --timestamp'.split(' '),
    },
    ({ operands }) =>
      verb(
        operands[0]?.text,
        /^(show|is-active|is-enabled|is-failed|is-system-running|cat|status|list-(units|unit-files|sockets|timers|dependencies))$/,
      ),
  ),
  timedatectl: only(
    { flags: 'a', valued: 'p', long: ['--all', '--value', '--no-pager'], valuedLong: ['--property'] },
    ({ operands }) => verb(operands[0]?.text, /^(show|status|timesync-status|show-timesync)$/),
  ),
  journalctl: except(
    '--rotate --vacuum-size --vacuum-time --vacuum-files --flush --sync --setup-keys --relinquish-var --smart-relinquish-var --update-catalog --cursor-file'.split(
      ' ',
    ),
    { valued: 'unopgStMDpFUc' },
  ),
  date: only(
    {
      flags: 'uRI',
      valued: 'dfr',
      long: ['--utc', '--rfc-email', '--iso-8601'],
      valuedLong: ['--date', '--reference', '--file', '--rfc-3339'],
    },
    ({ operands }) => (operands.every(({ text }) => text.startsWith('+')) ? undefined : 'with a time sets the clock'),
  ),
  hostname: only(
    { flags: 'fiIsdA', long: ['--fqdn', '--long', '--short', '--all-ip-addresses', '--ip-address'] },
    ({ operands }) => (operands.length === 0 ? undefined : 'with a name sets it'),
  ),
  dmesg: except(
    ['-c', '-C', '-D', '-E', '-n', '--clear', '--read-clear', '--console-off', '--console-on', '--console-level'],
    {
      valued: 'fFlns',
    },
  ),
  sysctl: only({ flags: 'naeN', long: ['--all', '--names', '--values', '--ignore', '--pattern'] }, ({ operands }) =>
    operands.every(({ text }) => /^[\w./*-]+$/.test(text)) ? undefined : 'only reads plain names, without =',
  ),
  node: args => onlyOption(args, /^(--check|-c|-v|--version)$/, '--check or --version'),
  python3: args => onlyOption(args, /^(-V|--version)$/, '--version'),
  docker: (args, context) => {
    const [first = '', second = ''] = args.map(({ text }) => text)
    // Within a container a command is judged as anywhere; an option before the container could keep it running.
    if (first === 'exec') {
      if (second.startsWith('-')) return 'exec takes no options here'
      const refusal = openWord(args) ?? context.inner(args.slice(2))
      return refusal && `exec only reads where its command does: it ${refusal}`
    }
    const isRead =
      /^(ps|inspect|logs|port|top|version)$/.test(first) ||
      (first === 'network' && /^(ls|inspect)$/.test(second)) ||
      (first === 'container' && /^(ls|inspect|logs|port|top)$/.test(second))
    return isRead
      ? anything(args, context)
      : 'only reads as ps, inspect, logs, port, top, version, network ls|inspect, or exec with a command that reads'
  },
  pm2: (args, { isScript, isGuarded }) => {
    if (!isScript || !isGuarded)
      return 'starts its daemon when none lives; ask first with kill -0 "$(cat "$PM2_HOME/pm2.pid")" in a script:'
    return verb(args[0]?.text, /^(jlist|prettylist)$/)
  },
  kill: args => {
    const given = args.map(({ text }) => text)
    const isProbe = given[0] === '-0' || (given[0] === '-s' && given[1] === '0') || given[0] === '-l'
    return isProbe && !given.slice(1).some(text => /^-[A-Za-z]/.test(text))
      ? openWord(args.slice(0, 1))
      : 'only asks with -0'
  },
}

function verb(word: string | undefined, allowed: RegExp): Refusal {
  return allowed.test(word ?? '') ? undefined : `with "${word ?? ''}" is not known to only read`
}

function onlyOption(args: Parameters<ProgramRule>[0], allowed: RegExp, names: string): Refusal {
  const { options } = parseOptions(args.slice(0, 1), {})
  return options.length === 1 && allowed.test(args[0]?.text ?? '') ? openWord(args) : `runs code unless it has ${names}`
}
