import * as z from 'zod'
import { intOf, type JsonObject, objectOf, textOf } from '../common/json.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'
import { azureAnswer } from './azure-answer.ts'
import { backendOf, backendShape } from './azure-gateway-backend.ts'
import { closest, type Found, listenersFor } from './azure-gateway-listener.ts'
import { idOf, isSame, listOf, parts, placeOf } from './azure-parts.ts'

const gatewayShape = {
  id: 'string',
  name: 'string',
  subscription: 'string',
  resource_group: 'string',
  state: 'string',
  provisioning: 'string',
  tier: 'string',
  is_v2: 'bool',
  capacity: 'int',
  capacity_fixed: 'bool',
  subnet_id: 'string',
  listener: 'string',
  listener_protocol: 'string',
  vault_secret: 'string',
  firewall_policy: 'string',
  rule: 'string',
} as const satisfies Shape

/**
 * Finds the application gateway, its listener, rule, pool, setting and probe that a URL goes through, in what
 * `az rest --method get --url …/applicationGateways` or `az network application-gateway list|show` printed
 * (learn.microsoft.com/rest/api/application-gateway). Names of hosts are compared as the gateway does: exact before
 * wildcard before a listener without a name.
 */
export const azureGateway = defineReader({
  id: 'azure-gateway',
  describes: 'The Azure application gateway that serves a URL: listener, rule, pool, backend setting and probe.',
  options: z.strictObject({
    host: z.string(),
    port: z.union([z.int(), z.string()]).default(443),
    path: z.string().default('/'),
    /** Its name or id where a person gave it, or a public IP address's frontend did. */
    gateway: z.string().default(''),
    /** What was asked, such as the subscription, for the words about something that is not found. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    found: 'bool',
    by: 'string',
    listed: 'int',
    is_whole: 'bool',
    candidates: 'list<string>',
    ...gatewayShape,
    ...backendShape,
  }),
  read(output, { host, port, path, gateway, asked }) {
    const answer = azureAnswer(output, asked)
    if (!answer.ok) return answer
    const list = listOf(answer.root)
    if (!list) return { ok: false, problem: 'The answer of az has no list of application gateways.' }
    const wanted = list.items.filter(item => gateway === '' || isNamed(item, gateway))
    const matches = wanted.flatMap(item => listenersFor(item, { host: host.toLowerCase(), port: Number(port) }))
    const best = closest(matches)
    const candidates = [...new Set(best.map(found => textOf(found.gateway.name)))]
    const only = candidates.length === 1 ? best[0] : undefined
    const by = gateway !== '' && only ? 'given' : (only?.by ?? '')
    const common = { found: only !== undefined, by, listed: list.items.length, is_whole: list.isWhole, candidates }
    return { ok: true, values: { ...common, ...gatewayOf(only), ...backendOf(only, path) } }
  },
})

function isNamed(item: JsonObject, wanted: string): boolean {
  return isSame(textOf(item.id), wanted) || isSame(textOf(item.name), wanted)
}

function gatewayOf(found: Found | undefined): Yields<typeof gatewayShape> {
  const gateway = found?.gateway ?? {}
  const id = textOf(gateway.id)
  const scale = objectOf(gateway.autoscaleConfiguration)
  const most = intOf(scale.maxCapacity)
  const tier = textOf(objectOf(gateway.sku).tier)
  return {
    id,
    name: textOf(gateway.name),
    ...placeOf(id),
    state: textOf(gateway.operationalState),
    provisioning: textOf(gateway.provisioningState),
    tier,
    is_v2: /_v2$/i.test(tier),
    capacity: most > 0 ? most : intOf(objectOf(gateway.sku).capacity),
    capacity_fixed: most === 0,
    subnet_id: idOf(parts(gateway.gatewayIPConfigurations)[0]?.subnet),
    listener: textOf(found?.listener.name),
    listener_protocol: textOf(found?.listener.protocol).toLowerCase(),
    vault_secret: vaultSecret(gateway, found?.listener),
    firewall_policy: idOf(found?.listener.firewallPolicy) || idOf(gateway.firewallPolicy),
    rule: textOf(found?.rule.name),
  }
}

/** The Key Vault secret of the listener's certificate, without a version; empty for one that was uploaded. */
function vaultSecret(gateway: JsonObject, listener: JsonObject | undefined): string {
  const certificate = parts(gateway.sslCertificates).find(one => isSame(textOf(one.id), idOf(listener?.sslCertificate)))
  return /^https:\/\/[^/]+\/secrets\/[^/]+/.exec(textOf(certificate?.keyVaultSecretId))?.[0] ?? ''
}
