import { anything, except, type Options, only, openWord, type ProgramRule, type Refusal } from './options.ts'
import { UNKNOWN } from './shell-word.ts'

/** Long options of curl that only shape the request and what is shown of the answer. */
const CURL_FLAGS =
  '--silent --show-error --include --head --insecure --globoff --location --http1.0 --http1.1 --http2 --http2-prior-knowledge --http3 --ipv4 --ipv6 --compressed --fail --fail-with-body --path-as-is --verbose --no-progress-meter --no-buffer --no-keepalive --raw --tlsv1.2 --tlsv1.3 --no-alpn --get --tcp-nodelay --haproxy-protocol'
const CURL_VALUED =
  '--max-time --connect-timeout --write-out --connect-to --resolve --header --user-agent --output --request --max-redirs --unix-socket --abstract-unix-socket --noproxy --proxy --interface --range --referer --retry --retry-delay --retry-max-time --cacert --capath --tls-max --ciphers --url --dump-header --user --cookie --limit-rate --max-filesize --proto --data'
const SINK = /^(-|\/dev\/null)$/
const METHODS = /^(GET|HEAD|OPTIONS)$/i

/** Programs that ask the network or its state. */
export const networkPrograms: Record<string, ProgramRule> = {
  curl: only(
    {
      flags: 'sSiIkgL0146fvNaZG#q',
      valued: 'mwHAoXreDubUxd',
      long: CURL_FLAGS.split(' '),
      valuedLong: CURL_VALUED.split(' '),
    },
    ({ options, operands }) =>
      options.map(curlValue).find(refusal => refusal !== undefined) ??
      queryRefusal(options, operands) ??
      operands.map(({ text }) => addressRefusal(text)).find(refusal => refusal !== undefined),
  ),
  ss: except(['-K', '--kill', '-D', '--diag'], { valued: 'fAFN' }),
  dig: anything,
  host: anything,
  getent: anything,
  lsof: anything,
  nstat: except(['-r', '--reset', '-d', '--scan'], { valued: 'dt' }),
  ip,
  ping: only({ flags: 'n46q', valued: 'cMsW' }, ({ options }) => {
    const count = options.find(({ name }) => name === '-c')?.value ?? ''
    return /^[1-5]$/.test(count) ? undefined : 'needs -c with 1 to 5, so that it ends'
  }),
  nft: args =>
    openWord(args) ??
    (args.some(({ text }) => /[;\n]/.test(text) || text.includes(UNKNOWN)) ||
    !/^(-[ansjy]+\s)*list\b/.test(args.map(({ text }) => text).join(' '))
      ? 'only reads as nft list'
      : undefined),
  iptables,
  ip6tables: iptables,
  openssl: (args, context) => {
    const [command, ...rest] = args
    if (!/^(s_client|x509|version|verify)$/.test(command?.text ?? ''))
      return 'only reads as s_client, x509, verify or version'
    const write = rest.find(({ text }) =>
      /^--?(out|sess_out|keylogfile|msgfile|writerand|CAcreateserial|CAserial)$/.test(text),
    )
    return openWord(rest) ?? (write ? `with ${write.text} writes a file` : anything(rest, context))
  },
}

function curlValue({ name, value = '' }: { name: string; value?: string }): Refusal {
  switch (name) {
    case '-o':
    case '--output':
    case '-D':
    case '--dump-header':
      return SINK.test(value) ? undefined : `with ${name} writes a file unless it is /dev/null`
    case '-X':
    case '--request':
      return METHODS.test(value) ? undefined : 'with -X may only be GET, HEAD or OPTIONS'
    case '-w':
    case '--write-out':
      return /%output\{|^@/.test(value) || value.startsWith(UNKNOWN)
        ? 'with this -w can write a file, or reads its format from one'
        : undefined
    case '--url':
      return addressRefusal(value)
    default:
      return undefined
  }
}

/** Analytics are read by POST; whatever else is sent somewhere may change something. */
function queryRefusal(options: Options['options'], operands: Options['operands']): Refusal {
  const sent = options.filter(({ name }) => name === '-d' || name === '--data')
  if (sent.length === 0) return undefined
  const isQuery = sent.every(
    ({ value = '' }) => /^\s*\{\s*"query"\s*:\s*"\s*(?:query\b|\{)/.test(value) && !/mutation/i.test(value),
  )
  const isAnalytics = operands.length === 1 && operands[0]?.text === 'https://api.cloudflare.com/client/v4/graphql'
  return isQuery && isAnalytics
    ? undefined
    : 'with -d may only send a query to https://api.cloudflare.com/client/v4/graphql'
}

function addressRefusal(text: string): Refusal {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  return scheme === undefined || scheme === 'http' || scheme === 'https'
    ? undefined
    : `asks ${scheme}://; only http and https are known to only read`
}

function ip(...[args]: Parameters<ProgramRule>): Refusal {
  const open = openWord(args)
  if (open) return open
  const words = args.map(({ text }) => text)
  while (/^-(o|4|6|br|s|j|d|c|oneline|brief|json|details|stats|statistics|N)$/.test(words[0] ?? '')) words.shift()
  const [object = '', command = 'show'] = words
  const isObject = /^(a|addr|address|l|link|r|ro|route|n|neigh|neighbor|neighbour|rule|netns|maddr|tcp_metrics)$/
  return isObject.test(object) && /^(show|list|lst|ls|get)$/.test(command)
    ? undefined
    : 'only reads as ip addr, link, route, neigh or rule with show, list or get'
}

function iptables(...[args, context]: Parameters<ProgramRule>): Refusal {
  return only(
    { flags: 'nvxSL', valued: 'tw', long: ['--line-numbers', '--list', '--list-rules', '--numeric', '--verbose'] },
    ({ options }) =>
      options.some(({ name }) => /^(-S|-L|--list|--list-rules)$/.test(name)) ? undefined : 'only reads with -S or -L',
  )(args, context)
}
