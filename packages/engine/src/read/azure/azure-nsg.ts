import * as z from 'zod'
import { isPrivate, overlap, prefixLength } from '../common/addresses.ts'
import { intOf, type JsonObject, textOf, textsOf } from '../common/json.ts'
import { defineReader } from '../reader.ts'
import { azureAnswer } from './azure-answer.ts'
import { listOf, parts, placeOf } from './azure-parts.ts'
import { portsMeet } from './azure-ports.ts'

const options = z.strictObject({
  direction: z.enum(['inbound', 'outbound']),
  /** An address, a block, or a service tag such as GatewayManager. */
  source: z.string(),
  destination: z.string(),
  /** A port or a range. */
  port: z.union([z.int(), z.string()]),
  /** What was asked, such as the subscription, for the words about something that is not found. */
  asked: z.string().default(''),
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
    const answer = azureAnswer(output, question.asked)
    if (!answer.ok) return answer
    const group = listOf(answer.root)?.items[0]
    if (!group || !Array.isArray(group.securityRules))
      return { ok: false, problem: 'The answer of az has no security rules.', reason: 'unreadable' }
    const own = parts(group.securityRules).filter(rule => lower(rule.direction) === question.direction)
    const rules = [...own, ...parts(group.defaultSecurityRules)]
      .filter(rule => lower(rule.direction) === question.direction)
      .sort((a, b) => intOf(a.priority) - intOf(b.priority))
    const first = rules.map(rule => ({ rule, fit: fitOf(rule, question) })).find(({ fit }) => fit !== 'no')
    const verdict = first === undefined ? 'deny' : first.fit === 'maybe' ? 'unclear' : lower(first.rule.access)
    return {
      ok: true,
      values: {
        name: textOf(group.name),
        resource_group: placeOf(textOf(group.id)).resource_group,
        verdict,
        rule: textOf(first?.rule.name),
        priority: intOf(first?.rule.priority),
        source: placesOf(first?.rule ?? {}, 'source').join(', '),
        free_priority: freeBefore(own, intOf(first?.rule.priority)),
      },
    }
  },
})

type Fit = 'yes' | 'no' | 'maybe'

function fitOf(rule: JsonObject, { source, destination, port }: Question): Fit {
  if (!/^(?:\*|tcp)$/i.test(textOf(rule.protocol))) return 'no'
  const ports = [textOf(rule.destinationPortRange), ...textsOf(rule.destinationPortRanges)].filter(one => one !== '')
  if (!ports.some(one => portsMeet(one, String(port)))) return 'no'
  const fits = [placeFit(placesOf(rule, 'source'), source), placeFit(placesOf(rule, 'destination'), destination)]
  if (fits.includes('no')) return 'no'
  return fits.includes('maybe') ? 'maybe' : 'yes'
}

function placesOf(rule: JsonObject, side: 'source' | 'destination'): string[] {
  const groups = parts(rule[`${side}ApplicationSecurityGroups`]).map(() => 'an application security group')
  return [textOf(rule[`${side}AddressPrefix`]), ...textsOf(rule[`${side}AddressPrefixes`]), ...groups].filter(
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
  if (place === '*' || place === 'any' || place === wanted) return 'yes'
  if (prefixLength(place) >= 0) {
    // All addresses are also those of a service tag; of a narrower block nobody knows.
    if (prefixLength(wanted) < 0) return place === '0.0.0.0/0' ? 'yes' : 'no'
    return fitOfOverlap[overlap(place, wanted)]
  }
  if (place === 'virtualnetwork') return isInside(wanted) ? 'yes' : 'no'
  if (wanted === 'gatewaymanager' && platform.includes(place)) return place === 'azurecloud' ? 'maybe' : 'yes'
  if (place === 'internet') return isInside(wanted) ? 'no' : 'yes'
  if (/^(?:azureloadbalancer|gatewaymanager|azurefrontdoor\.)/.test(place)) return 'no'
  return isInside(wanted) && !place.startsWith('an ') ? 'no' : 'maybe'
}

const fitOfOverlap = { whole: 'yes', part: 'maybe', none: 'no' } as const

/** Private networks are what `VirtualNetwork` holds, beside peered and on-premises ones. */
function isInside(place: string): boolean {
  return isPrivate(place.split('/')[0] ?? '')
}

/** A number that no rule has, lower than that of the rule that decides; 0 when there is none. */
function freeBefore(own: readonly JsonObject[], priority: number): number {
  const used = new Set(own.map(rule => intOf(rule.priority)))
  const most = Math.min(4096, priority > 0 ? priority - 1 : 4096)
  for (let number = most; number >= 100; number--) if (!used.has(number)) return number
  return 0
}

function lower(value: unknown): string {
  return textOf(value).toLowerCase()
}
