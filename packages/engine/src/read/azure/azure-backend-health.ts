import * as z from 'zod'
import { type JsonObject, objectOf, textOf } from '../common/json.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'
import { azureAnswer } from './azure-answer.ts'
import { idOf, isSame, nameOf, parts } from './azure-parts.ts'
import { probeKind, receivedStatus, verifyCode, verifyWords } from './azure-probe-kinds.ts'

const serverShape = {
  address: 'string',
  health: 'string',
  kind: 'string',
  code: 'int',
  log: 'string',
} as const satisfies Shape

/**
 * Reads what a gateway says of the health of its backends: `az network application-gateway show-backend-health`, or
 * `az resource invoke-action --action backendhealth`, which works where the former is broken; and the answer to an
 * on-demand probe (getBackendHealthOnDemand). Health is one of healthy, unhealthy, unknown, draining.
 */
export const azureBackendHealth = defineReader({
  id: 'azure-backend-health',
  describes: 'What an Azure application gateway says of each backend: its health, and the kind of what its probe met.',
  options: z.strictObject({
    /** Names; all pools and settings when empty. */
    pool: z.string().default(''),
    settings: z.string().default(''),
    /** What was asked, such as the subscription, for the words about something that is not found. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    servers: [serverShape],
    total: 'int',
    healthy: 'int',
    unhealthy: 'int',
    unknown: 'int',
    kind: 'string',
    kinds: 'list<string>',
    code: 'int',
    address: 'string',
    log: 'string',
    verify_code: 'int',
    verify_words: 'string',
  }),
  read(output, { pool, settings, asked }) {
    const answer = azureAnswer(output, asked)
    if (!answer.ok) return answer
    const groups = groupsOf(objectOf(answer.root))
    if (!groups) return { ok: false, problem: 'The answer of az has no health of backends.', reason: 'unreadable' }
    const isWanted = (wanted: string, id: string) => wanted === '' || isSame(nameOf(id), wanted)
    const servers = groups
      .filter(group => isWanted(pool, group.pool) && isWanted(settings, group.settings))
      .flatMap(group => group.servers.map(serverOf))
    const failing = servers.filter(({ health }) => health !== 'healthy')
    const worst = failing.find(({ health }) => health === 'unhealthy') ?? failing[0]
    const code = verifyCode(worst?.log ?? '')
    const count = (wanted: string) => servers.filter(({ health }) => health === wanted).length
    return {
      ok: true,
      values: {
        servers,
        total: servers.length,
        healthy: count('healthy'),
        unhealthy: count('unhealthy'),
        unknown: count('unknown'),
        kind: worst?.kind ?? '',
        kinds: [...new Set(failing.map(({ kind }) => kind))],
        code: worst?.code ?? 0,
        address: worst?.address ?? '',
        log: worst?.log ?? '',
        verify_code: worst?.kind === 'verify-code' ? code : 0,
        verify_words: worst?.kind === 'verify-code' ? verifyWords(code) : '',
      },
    }
  },
})

interface Group {
  pool: string
  settings: string
  servers: JsonObject[]
}

/** All pools with their settings, or the one of an on-demand probe; undefined when it is neither. */
function groupsOf(root: JsonObject): Group[] | undefined {
  if (Array.isArray(root.backendAddressPools))
    return root.backendAddressPools.map(objectOf).flatMap(pool =>
      parts(pool.backendHttpSettingsCollection).map(setting => ({
        pool: idOf(pool.backendAddressPool),
        settings: idOf(setting.backendHttpSettings),
        servers: parts(setting.servers),
      })),
    )
  const setting = objectOf(root.backendHealthHttpSettings)
  if (!Array.isArray(setting.servers)) return undefined
  return [
    {
      pool: idOf(root.backendAddressPool),
      settings: idOf(setting.backendHttpSettings),
      servers: parts(setting.servers),
    },
  ]
}

/** Gateways say Healthy, Unhealthy and Unknown; the description of the API has Up, Down and Partial in their place. */
const states: Readonly<Record<string, string>> = { up: 'healthy', down: 'unhealthy', partial: 'unhealthy' }

function serverOf(server: JsonObject): Yields<typeof serverShape> {
  const said = textOf(server.health).toLowerCase()
  const health = states[said] ?? said
  const log = textOf(server.healthProbeLog).replace(/\s+/g, ' ').trim()
  const known = probeKind(log)
  const kind = health === 'unknown' && (known === '' || known === 'other') ? 'unreadable' : known
  return { address: textOf(server.address), health, kind, code: kind === 'status' ? receivedStatus(log) : 0, log }
}
