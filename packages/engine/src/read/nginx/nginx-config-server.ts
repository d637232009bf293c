import { bareHost } from '../log/log-options.ts'
import { compileRegex } from './nginx-config-regex.ts'
import { blocksOf, type Directive } from './nginx-config-tree.ts'

/** What a request is known by; without a port every port counts, and the scheme only prefers. */
export interface ServerQuery {
  host?: string | undefined
  port?: number | undefined
  scheme?: string | undefined
  /** The address that the client connects to. */
  address?: string | undefined
}

interface Listen {
  server: Directive
  address: string
  port: number
  isDefault: boolean
  isTls: boolean
}

/**
 * The server block that takes a request, by nginx's own order: the address and port, then an exact name, the longest
 * leading wildcard, the longest trailing wildcard, the first regex, the default server
 * (https://nginx.org/en/docs/http/request_processing.html). Undefined when none listens there.
 */
export function selectServer(http: readonly Directive[], query: ServerQuery): Directive | undefined {
  const listens = candidates(blocksOf(http, 'server').flatMap(listensOf), query)
  const servers = [...new Set(listens.map(({ server }) => server))]
  const named = query.host === undefined ? undefined : selectByName(servers, bareHost(query.host))
  return named ?? (listens.find(({ isDefault }) => isDefault) ?? listens[0])?.server
}

/** The names of a server block as written; empty names are left out. */
export function namesOf(server: Directive): string[] {
  const names = (server.block ?? []).filter(({ name }) => name === 'server_name').flatMap(({ args }) => args)
  return names.filter(name => name !== '')
}

function candidates(all: readonly Listen[], { port, scheme, address }: ServerQuery): readonly Listen[] {
  const onPort = port === undefined ? all : all.filter(listen => listen.port === port)
  const onAddress = address === undefined ? onPort : atAddress(onPort, bareHost(address))
  if (port !== undefined || scheme === undefined) return onAddress
  const onScheme = onAddress.filter(({ isTls }) => isTls === (scheme === 'https'))
  return onScheme.length > 0 ? onScheme : onAddress
}

/** A server that names the address hides those that listen on every address. */
function atAddress(listens: readonly Listen[], address: string): readonly Listen[] {
  const exact = listens.filter(listen => listen.address === address)
  if (exact.length > 0) return exact
  const ownWildcard = listens.filter(listen => listen.address === (address.includes(':') ? '::' : '*'))
  return ownWildcard.length > 0 ? ownWildcard : listens.filter(listen => listen.address === '::')
}

function selectByName(servers: readonly Directive[], host: string): Directive | undefined {
  const names = servers.flatMap(server =>
    namesOf(server).map(name => ({
      server,
      name: name.toLowerCase(),
      raw: name,
    })),
  )
  const exact = names.find(({ name }) => name === host || name === `.${host}`)
  if (exact) return exact.server
  const leading = names.filter(({ name }) => /^\*?\./.test(name) && host.endsWith(name.replace(/^\*/, '')))
  const trailing = names.filter(({ name }) => name.endsWith('.*') && host.startsWith(name.slice(0, -1)))
  const regex = names.find(({ raw }) => raw.startsWith('~') && compileRegex(raw.slice(1), true)?.test(host))
  return (longest(leading) ?? longest(trailing) ?? regex)?.server
}

function longest<Item extends { name: string }>(items: readonly Item[]): Item | undefined {
  const length = (item: Item) => item.name.replace(/^\*/, '').length
  return items.reduce<Item | undefined>((best, item) => (best && length(best) >= length(item) ? best : item), undefined)
}

/** A server without `listen` takes port 80 of every address. */
function listensOf(server: Directive): Listen[] {
  const listens = (server.block ?? []).filter(({ name }) => name === 'listen')
  if (listens.length === 0) return [{ server, address: '*', port: 80, isDefault: false, isTls: false }]
  return listens.map(({ args: [place = '', ...flags] }) => ({
    server,
    ...splitListen(place),
    isDefault: flags.includes('default_server') || flags.includes('default'),
    isTls: flags.includes('ssl') || flags.includes('quic'),
  }))
}

function splitListen(place: string): { address: string; port: number } {
  if (place.startsWith('unix:')) return { address: place, port: 0 }
  if (/^\d+$/.test(place)) return { address: '*', port: Number(place) }
  const [, bracketed, plain = '', port] = place.match(/^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/) ?? []
  const address = (bracketed ?? plain).toLowerCase()
  const known: Record<string, string> = {
    localhost: '127.0.0.1',
    '0.0.0.0': '*',
    '': '*',
  }
  return { address: known[address] ?? address, port: Number(port ?? 80) }
}
