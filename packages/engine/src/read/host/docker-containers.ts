import * as z from 'zod'
import { intOf, isObject, type JsonObject, objectOf, parseJson, textOf, textsOf } from '../common/json.ts'
import { linesOf } from '../lines.ts'
import { defineReader, type ReadContext, type Shape, type Yields } from '../reader.ts'

const containerShape = {
  id: 'string',
  name: 'string',
  names: 'list<string>',
  image: 'string',
  state: 'string',
  running: 'bool',
  pid: 'int',
  up_seconds: 'int',
  exit_code: 'int',
  oom_killed: 'bool',
  error: 'string',
  restarts: 'int',
  health: 'string',
  restart_policy: 'string',
  network_mode: 'string',
  networks: 'list<string>',
  bridges: 'list<string>',
  addresses: 'list<string>',
  ports: 'map<string, int>',
  host_addresses: 'map<string, string>',
} as const satisfies Shape

/**
 * Reads one JSON record a line, as `docker inspect --format` makes them from chosen fields. A container's environment,
 * arguments and mounts may hold secrets, so a runbook must not ask for them, and nothing of them is taken here.
 * The fields: id, name, hostname, service, image, state, exit, oom, error, pid, restarts, started, health, policy, mode,
 * bindings, ports, networks, each as the Engine API has it (ContainerState, HostConfig, NetworkSettings).
 */
export const dockerContainers = defineReader({
  id: 'docker-containers',
  describes: 'Containers with state, ports, networks and names, from docker inspect with a format of chosen fields.',
  options: z.strictObject({}),
  accepts: [0],
  shape: () => ({
    containers: [containerShape],
    count: 'int',
  }),
  read({ stdout }, _options, context) {
    const containers: Yields<typeof containerShape>[] = []
    for (const line of linesOf(stdout).filter(text => text.trim() !== '')) {
      const item = parsed(line)
      if (item === undefined) return { ok: false, problem: 'This is not one JSON record of a container on each line.' }
      containers.push(containerOf(item, context))
    }
    return { ok: true, values: { containers, count: containers.length } }
  },
})

function parsed(line: string): JsonObject | undefined {
  const value = parseJson(line)
  return isObject(value) && typeof value.id === 'string' && typeof value.state === 'string' ? value : undefined
}

function containerOf(item: JsonObject, { now }: ReadContext): Yields<typeof containerShape> {
  const id = textOf(item.id).slice(0, 12)
  const name = textOf(item.name).replace(/^\//, '')
  const state = textOf(item.state)
  const running = state === 'running'
  const networks = Object.entries(objectOf(item.networks)).map(
    ([label, value]) => ({ label, ...objectOf(value) }) as JsonObject,
  )
  const aliases = networks.flatMap(network => [...textsOf(network.Aliases), ...textsOf(network.DNSNames)])
  const started = Date.parse(textOf(item.started))
  const published = portsOf(objectOf(item.bindings), objectOf(item.ports))
  return {
    id,
    name,
    image: textOf(item.image),
    state,
    running,
    names: [...new Set([name, textOf(item.service), ...aliases, id].filter(text => text !== ''))],
    pid: intOf(item.pid),
    up_seconds: running && started > 0 ? Math.max(0, Math.floor((now - started) / 1000)) : 0,
    exit_code: intOf(item.exit),
    oom_killed: item.oom === true,
    error: textOf(item.error),
    restarts: intOf(item.restarts),
    health: textOf(item.health),
    restart_policy: textOf(item.policy),
    network_mode: textOf(item.mode),
    networks: networks.map(network => textOf(network.label)),
    bridges: networks.map(network =>
      network.label === 'bridge' ? 'docker0' : `br-${textOf(network.NetworkID).slice(0, 12)}`,
    ),
    addresses: networks
      .flatMap(network => [textOf(network.IPAddress), textOf(network.GlobalIPv6Address)])
      .filter(text => text !== ''),
    ports: Object.fromEntries(published.map(({ host, inside }) => [String(host), inside])),
    host_addresses: Object.fromEntries(published.map(({ host, address }) => [String(host), address])),
  }
}

/**
 * TCP ports of the host and where they lead. A container that does not run has only what it was made with; a port that
 * Docker chose itself is only known while it runs.
 */
function portsOf(...sources: readonly JsonObject[]): { host: number; inside: number; address: string }[] {
  return sources.flatMap(source =>
    Object.entries(source).flatMap(([key, bindings]) => {
      const inside = /^(\d+)\/tcp$/.exec(key)?.[1]
      if (inside === undefined || !Array.isArray(bindings)) return []
      return bindings.map(objectOf).flatMap(binding => {
        const host = intOf(binding.HostPort)
        // Both families are bound alike; the IPv4 one comes first and says more.
        const address = textOf(binding.HostIp) === '::' ? '0.0.0.0' : textOf(binding.HostIp) || '0.0.0.0'
        return host > 0 ? [{ host, inside: Number(inside), address }] : []
      })
    }),
  )
}
