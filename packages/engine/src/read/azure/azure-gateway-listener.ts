import { intOf, type JsonObject, textOf, textsOf } from '../common/json.ts'
import { idOf, isSame, parts } from './azure-parts.ts'

/** A listener that takes a URL, the rule behind it, and how closely it names the host. */
export interface Found {
  gateway: JsonObject
  listener: JsonObject
  rule: JsonObject
  by: 'host' | 'wildcard' | 'any'
  /** True when the listener is on the URL's port, too. */
  isOnPort: boolean
}

/** The listeners of a gateway that a host name leads to. */
export function listenersFor(gateway: JsonObject, { host, port }: { host: string; port: number }): Found[] {
  const ports = parts(gateway.frontendPorts)
  const rules = parts(gateway.requestRoutingRules)
  return parts(gateway.httpListeners).flatMap((listener): Found[] => {
    const by = closeness(hostsOf(listener), host)
    const rule = rules.find(one => isSame(idOf(one.httpListener), textOf(listener.id)))
    if (!by || !rule) return []
    const own = ports.find(one => isSame(textOf(one.id), idOf(listener.frontendPort)))
    return [{ gateway, listener, rule, by, isOnPort: intOf(own?.port) === port }]
  })
}

/** Those that the host leads to before all others: on its port when any is, and then by their names. */
export function closest(all: readonly Found[]): Found[] {
  const onPort = all.filter(found => found.isOnPort)
  const among = onPort.length > 0 ? onPort : all.filter(found => found.by !== 'any')
  const by = (['host', 'wildcard', 'any'] as const).find(kind => among.some(found => found.by === kind))
  return among.filter(found => found.by === by)
}

function hostsOf(listener: JsonObject): string[] {
  return [textOf(listener.hostName), ...textsOf(listener.hostNames)].filter(name => name !== '').map(lower)
}

function closeness(names: readonly string[], host: string): Found['by'] | undefined {
  if (names.length === 0) return 'any'
  if (names.includes(host)) return 'host'
  // `*` stands for any letters, and `?` for one (learn.microsoft.com, multiple-site hosting, wildcard host names).
  const isWild = names.some(name => /[*?]/.test(name) && pattern(name).test(host))
  return isWild ? 'wildcard' : undefined
}

function pattern(name: string): RegExp {
  const source = name
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`)
}

function lower(name: string): string {
  return name.toLowerCase()
}
