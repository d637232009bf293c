import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'

const options = z.strictObject({
  port: z.coerce.number().int().min(0).max(65535).describe('The TCP port that connections go to.'),
})

const ruleShape = {
  tool: 'string',
  family: 'string',
  table: 'string',
  chain: 'string',
  hook: 'string',
  handle: 'int',
  verdict: 'string',
  reject_with: 'string',
  names_port: 'bool',
  text: 'string',
} as const satisfies Shape

/**
 * Reads `nft -a list ruleset`, which iptables-save may follow for the old kind of iptables (`-P`, `-A`), and lists what
 * refuses or drops TCP connections from this machine to a port. Matches of addresses and interfaces are not judged.
 */
export const firewallRules = defineReader({
  id: 'firewall-rules',
  describes: 'Rules of nftables and iptables that reject or drop local TCP connections to a port.',
  options,
  accepts: [0],
  shape: () => ({
    rules: [ruleShape],
    count: 'int',
    policies: 'list<string>',
  }),
  read({ stdout }, { port }) {
    const lines = linesOf(stdout)
    const known = lines.every(line => line.trim() === '' || /^(?:#|table |\s|\}|-[PANX] )/.test(line))
    if (!known) return { ok: false, problem: 'This is not a ruleset as nft or iptables lists it.' }
    const chains = [...nftChains(lines), ...oldChains(lines)].filter(({ hook }) => hooks.test(hook))
    const rules = chains.flatMap(chain => chain.rules.flatMap(rule => stopping(chain, rule, port)))
    return {
      ok: true,
      values: {
        rules,
        count: rules.length,
        policies: chains.filter(({ policy }) => policy === 'drop').map(({ table, name }) => `${table} ${name}`),
      },
    }
  },
})

/** The hooks that connections of this machine's own programs pass; chains without one are jumped to from them. */
const hooks = /^(?:input|output|)$/

interface Chain {
  tool: string
  family: string
  table: string
  name: string
  hook: string
  policy: string
  rules: { text: string; handle: number }[]
}

function nftChains(lines: readonly string[]): Chain[] {
  const chains: Chain[] = []
  let table = { family: '', name: '', isManaged: false }
  let isManaged = false
  let chain: Chain | undefined
  for (const line of lines) {
    const text = line.trim()
    if (/^# Warning: table .* is managed by iptables-nft/.test(text)) isManaged = true
    const [, family = '', name = ''] = /^table (\S+) (\S+) \{/.exec(text) ?? []
    if (name !== '') {
      table = { family, name, isManaged: isManaged || isOfIptables(family, name) }
      isManaged = false
    }
    const opened = /^chain (\S+) \{/.exec(text)?.[1]
    if (opened !== undefined) {
      chain = {
        tool: table.isManaged ? 'iptables' : 'nft',
        family: table.family,
        table: table.name,
        name: opened,
        hook: '',
        policy: '',
        rules: [],
      }
      chains.push(chain)
    } else if (text === '}') chain = undefined
    else if (chain) takeLine(chain, text)
  }
  return chains
}

/** Before nft 1.0.7 no warning stands above the tables that iptables keeps. */
function isOfIptables(family: string, name: string): boolean {
  return /^ip6?$/.test(family) && /^(?:filter|nat|mangle|raw|security)$/.test(name)
}

function takeLine(chain: Chain, text: string): void {
  const [, hook, policy = ''] = /^type \S+ hook (\S+) .*?(?:policy (\w+))?;?$/.exec(text) ?? []
  if (hook !== undefined) {
    chain.hook = hook
    chain.policy = policy
  } else if (text !== '') {
    const handle = Number(/ # handle (\d+)$/.exec(text)?.[1] ?? 0)
    chain.rules.push({ text: text.replace(/ # handle \d+$/, ''), handle })
  }
}

/** `iptables -S` and `ip6tables -S`, one after the other: the second begins with its own policies. */
function oldChains(lines: readonly string[]): Chain[] {
  const chains: Chain[] = []
  for (const line of lines) {
    const [, kind, name = '', rest = ''] = /^-([PAN]) (\S+) ?(.*)$/.exec(line) ?? []
    if (kind === undefined) continue
    const hook = /^(?:INPUT|OUTPUT|FORWARD)$/.test(name) ? name.toLowerCase() : ''
    if (kind !== 'A')
      chains.push({
        tool: 'iptables',
        family: 'ip',
        table: 'filter',
        name,
        hook,
        policy: kind === 'P' ? rest.toLowerCase() : '',
        rules: [],
      })
    else chains.findLast(chain => chain.name === name)?.rules.push({ text: rest, handle: 0 })
  }
  return chains
}

function stopping(
  { tool, family, table, name, hook }: Chain,
  { text, handle }: Chain['rules'][number],
  port: number,
): Yields<typeof ruleShape>[] {
  const verdict = /(?:^| )(drop|reject)(?: |$)/.exec(text)?.[1] ?? /-j (DROP|REJECT)\b/.exec(text)?.[1]?.toLowerCase()
  const names_port = portsOf(text).some(([from, to]) => from <= port && port <= to)
  if (verdict === undefined || !mayConcern(text, names_port)) return []
  const reject_with = / with (?:icmpx? (?:type )?)?([\w -]+)$/.exec(text)?.[1] ?? /--reject-with (\S+)/.exec(text)?.[1]
  return [{ tool, family, table, chain: name, hook, handle, verdict, reject_with: reject_with ?? '', names_port, text }]
}

/** A rule for other ports or protocols, or for broken packets, says nothing about a new TCP connection. */
function mayConcern(text: string, namesPort: boolean): boolean {
  if (namesPort) return true
  return !/\b[ds]ports?\b|\budp\b|\bicmp|\bct state\b|--ctstate|tcp flags|--tcp-flags/.test(
    text.replace(/\breject with .*|--reject-with \S+/, ''),
  )
}

/** `dport 80`, `dport { 80, 8000-8100 }`, `--dport 80:90`, `--dports 80,443`, as ranges. */
function portsOf(text: string): [number, number][] {
  const [, list = ''] =
    /\btcp dport (\{[^}]*\}|\d[\d-]*)/.exec(text) ?? /-p tcp .*--dports? (\d[\d:,]*)/.exec(text) ?? []
  return [...list.matchAll(/(\d+)(?:[-:](\d+))?/g)].map(([, from, to]) => [Number(from), Number(to ?? from)])
}
