import { intOf, type JsonObject, objectOf, textOf, textsOf } from '../common/json.ts'
import type { Shape, Yields } from '../reader.ts'
import type { Found } from './azure-gateway-listener.ts'
import { idOf, isSame, nameOf, parts } from './azure-parts.ts'

/** The shape of where a request goes behind the gateway. */
export const backendShape = {
  redirects: 'bool',
  pool: 'string',
  pool_id: 'string',
  pool_empty: 'bool',
  addresses: 'list<string>',
  names: 'list<string>',
  settings: 'string',
  settings_id: 'string',
  backend_port: 'int',
  backend_protocol: 'string',
  backend_host: 'string',
  picks_host: 'bool',
  roots: 'list<string>',
  draining: 'bool',
  request_timeout: 'int',
  probe: 'string',
  probe_protocol: 'string',
  probe_path: 'string',
  probe_host: 'string',
  probe_timeout: 'int',
  probe_codes: 'list<string>',
  probe_body: 'string',
  probe_picks_host: 'bool',
} as const satisfies Shape

/** Follows a rule to the pool, the backend setting and the probe that a path uses. */
export function backendOf(found: Found | undefined, path: string): Yields<typeof backendShape> {
  const { gateway = {}, rule = {} } = found ?? {}
  const way = wayOf(gateway, rule, path)
  const find = (list: unknown, reference: unknown) =>
    parts(list).find(one => isSame(textOf(one.id), idOf(reference))) ?? {}
  const pool = find(gateway.backendAddressPools, way.backendAddressPool)
  const settings = find(gateway.backendHttpSettingsCollection, way.backendHttpSettings)
  const probe = find(gateway.probes, settings.probe)
  const members = parts(pool.backendAddresses)
  const names = members.map(member => textOf(member.fqdn)).filter(name => name !== '')
  const addresses = members.map(member => textOf(member.ipAddress)).filter(address => address !== '')
  const isPool = textOf(pool.id) !== ''
  return {
    redirects: idOf(way.redirectConfiguration) !== '',
    pool: textOf(pool.name),
    pool_id: textOf(pool.id),
    // Machines and scale sets join by their network cards, and then stand here instead of an address.
    pool_empty: isPool && members.length === 0 && parts(pool.backendIPConfigurations).length === 0,
    addresses: [...addresses, ...names],
    names,
    settings: textOf(settings.name),
    settings_id: textOf(settings.id),
    backend_port: intOf(settings.port),
    backend_protocol: textOf(settings.protocol).toLowerCase(),
    backend_host: textOf(settings.hostName),
    picks_host: settings.pickHostNameFromBackendAddress === true,
    roots: parts(settings.trustedRootCertificates).map(root => nameOf(textOf(root.id))),
    draining: objectOf(settings.connectionDraining).enabled === true,
    request_timeout: intOf(settings.requestTimeout),
    ...probeOf(probe, settings),
  }
}

/** Without a probe of its own, the gateway asks `http(s)://127.0.0.1:<port>/` every 30 s (learn.microsoft.com, health probes). */
function probeOf(probe: JsonObject, settings: JsonObject) {
  const match = objectOf(probe.match)
  const picks = probe.pickHostNameFromBackendHttpSettings === true
  const isOwn = textOf(probe.name) !== ''
  return {
    probe: textOf(probe.name),
    probe_protocol: (textOf(probe.protocol) || textOf(settings.protocol)).toLowerCase(),
    probe_path: textOf(probe.path) || '/',
    probe_host: isOwn && !picks ? textOf(probe.host) : textOf(settings.hostName),
    probe_timeout: intOf(probe.timeout) || 30,
    probe_codes: isOwn ? textsOf(match.statusCodes) : [],
    probe_body: textOf(match.body),
    probe_picks_host: picks,
  }
}

/** A path-based rule names its ways in a map, tried in the order written; its defaults take the rest. */
function wayOf(gateway: JsonObject, rule: JsonObject, path: string): JsonObject {
  const map = parts(gateway.urlPathMaps).find(one => isSame(textOf(one.id), idOf(rule.urlPathMap)))
  if (!map) return rule
  const own = parts(map.pathRules).find(one => textsOf(one.paths).some(pattern => isUnder(path, pattern)))
  if (own) return own
  return {
    backendAddressPool: map.defaultBackendAddressPool,
    backendHttpSettings: map.defaultBackendHttpSettings,
    redirectConfiguration: map.defaultRedirectConfiguration,
  }
}

function isUnder(path: string, pattern: string): boolean {
  const [one, other] = [path.toLowerCase(), pattern.toLowerCase()]
  return other.endsWith('*') ? one.startsWith(other.slice(0, -1)) : one === other
}
