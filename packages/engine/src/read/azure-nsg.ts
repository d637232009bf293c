import * as z from 'zod'
import { firstOf, isAddress, isWithin, lengthOf, portsMeet } from './azure-addresses.ts'
import { azureAnswer } from './azure-answer.ts'
import { int, listOf, type Part, parts, placeOf, text, texts } from './azure-parts.ts'
import { defineReader } from './reader.ts'

const options = z.strictObject({
  direction: z.enum(['inbound', 'outbound']),
  /** An address, a block, or a service tag such as GatewayManager. */
  source: z.string(),
  destination: z.string(),
  /** A port or a range. */
  port: z.union([z.int(), z.string()]),
})

type Question = z.infer<typeof options>

/**
 * Tells what a network security group does with one kind of TCP traffic: the rule of the lowest number that fits decides
 * (learn.microsoft.com, network security groups). Reads `az rest --method get --url …/networkSecurityGroups/<name>` or
 * `az network nsg show`. `unclear` when a rule before it names a service tag or group whose addresses are not known here.
 */
export const azureNsg = defineReader({
  id: 'azure-nsg',
  describes: 'What an Azure network security group does with one kind of traffic, and by which rule.',
  options,
  accepts: 'any',
  shape: () => ({
    name: 'string',
    resource_group: 'string',
    verdict: 'string',
    rule: 'string',
    priority: 'int',
    source: 'string',
    free_priority: 'int',
  }),
  read(output, question) {
    const answer = azureAnswer(output)
    if (!answer.ok) return answer
    const group = listOf(answer.root)?.items[0]
    if (!group || !Array.isArray(group.securityRules))
      return { ok: false, problem: 'The answer of az has no security rules.', reason: 'unreadable' }
    const own = parts(group.securityRules).filter(rule => lower(rule.direction) === question.direction)
    const rules = [...own, ...parts(group.defaultSecurityRules)]
      .filter(rule => lower(rule.direction) === question.direction)
      .sort((a, b) => int(a.priority) - int(b.priority))
    const first = rules.map(rule => ({ rule, fit: fitOf(rule, question) })).find(({ fit }) => fit !== 'no')
    const verdict = first === undefined ? 'deny' : first.fit === 'maybe' ? 'unclear' : lower(first.rule.access)
    return {
      ok: true,
      values: {
        name: text(group.name),
        resource_group: placeOf(text(group.id)).resource_group,
        verdict,
        rule: text(first?.rule.name),
        priority: int(first?.rule.priority),
        source: placesOf(first?.rule ?? {}, 'source').join(', '),
        free_priority: freeBefore(own, int(first?.rule.priority)),
      },
    }
  },
})

type Fit = 'yes' | 'no' | 'maybe'

function fitOf(rule: Part, { source, destination, port }: Question): Fit {
  if (!/^(?:\*|tcp)$/i.test(text(rule.protocol))) return 'no'
  const ports = [text(rule.destinationPortRange), ...texts(rule.destinationPortRanges)].filter(one => one !== '')
  if (!ports.some(one => portsMeet(one, String(port)))) return 'no'
  const fits = [placeFit(placesOf(rule, 'source'), source), placeFit(placesOf(rule, 'destination'), destination)]
  if (fits.includes('no')) return 'no'
  return fits.includes('maybe') ? 'maybe' : 'yes'
}

function placesOf(rule: Part, side: 'source' | 'destination'): string[] {
  const groups = parts(rule[`${side}ApplicationSecurityGroups`]).map(() => 'an application security group')
  return [text(rule[`${side}AddressPrefix`]), ...texts(rule[`${side}AddressPrefixes`]), ...groups].filter(
    one => one !== '',
  )
}

function placeFit(places: readonly string[], wanted: string): Fit {
  const fits = places.map(place => fitOfPlace(place.toLowerCase(), wanted.toLowerCase()))
  if (fits.includes('yes')) return 'yes'
  return fits.includes('maybe') ? 'maybe' : 'no'
}

/** Tags of the platform's own addresses on the Internet. */
const platform = ['gatewaymanager', 'internet', 'azurecloud']

function fitOfPlace(place: string, wanted: string): Fit {
  if (place === '*' || place === '0.0.0.0/0' || place === 'any' || place === wanted) return 'yes'
  if (lengthOf(place) >= 0) {
    if (lengthOf(wanted) < 0) return 'no'
    if (isWithin(firstOf(wanted), place)) return lengthOf(place) <= lengthOf(wanted) ? 'yes' : 'maybe'
    return isWithin(firstOf(place), wanted) ? 'maybe' : 'no'
  }
  if (place === 'virtualnetwork') return isPrivate(wanted) ? 'yes' : 'no'
  if (wanted === 'gatewaymanager' && platform.includes(place)) return place === 'azurecloud' ? 'maybe' : 'yes'
  if (place === 'internet') return isPrivate(wanted) ? 'no' : 'yes'
  if (/^(?:azureloadbalancer|gatewaymanager|azurefrontdoor\.)/.test(place)) return 'no'
  return isPrivate(wanted) && !place.startsWith('an ') ? 'no' : 'maybe'
}

/** RFC 1918: what `VirtualNetwork` holds beside peered and on-premises networks. */
function isPrivate(place: string): boolean {
  const address = firstOf(place)
  return isAddress(address) && ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some(block => isWithin(address, block))
}

/** A number that no rule has, lower than that of the rule that decides; 0 when there is none. */
function freeBefore(own: readonly Part[], priority: number): number {
  const used = new Set(own.map(rule => int(rule.priority)))
  const most = Math.min(4096, priority > 0 ? priority - 1 : 4096)
  for (let number = most; number >= 100; number--) if (!used.has(number)) return number
  return 0
}

function lower(value: unknown): string {
  return text(value).toLowerCase()
}
