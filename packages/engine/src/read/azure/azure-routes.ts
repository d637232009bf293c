import * as z from 'zod'
import { contains, familyOf, prefixLength } from '../common/addresses.ts'
import { type JsonObject, textOf } from '../common/json.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'
import { azureAnswer } from './azure-answer.ts'
import { listOf, parts, placeOf } from './azure-parts.ts'

const routeShape = { name: 'string', prefix: 'string', hop: 'string', hop_address: 'string' } as const satisfies Shape

/**
 * Tells where a route table of Azure leads: the default route, and the most specific one for an address. Reads
 * `az rest --method get --url …/routeTables/<name>` or `az network route-table show`; system routes do not stand there.
 */
export const azureRoutes = defineReader({
  id: 'azure-routes',
  describes: 'Where an Azure route table leads by default, and for one address.',
  options: z.strictObject({
    address: z.string().default(''),
    /** What was asked, such as the subscription, for the words about something that is not found. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({ name: 'string', resource_group: 'string', default: routeShape, toward: routeShape }),
  read(output, { address, asked }) {
    const answer = azureAnswer(output, asked)
    if (!answer.ok) return answer
    const table = listOf(answer.root)?.items[0]
    if (!table || !Array.isArray(table.routes))
      return { ok: false, problem: 'The answer of az has no routes.', reason: 'unreadable' }
    const routes = parts(table.routes)
    const toward = routes
      .filter(route => prefixLength(textOf(route.addressPrefix)) > 0 && contains(textOf(route.addressPrefix), address))
      .sort((a, b) => prefixLength(textOf(b.addressPrefix)) - prefixLength(textOf(a.addressPrefix)))[0]
    // Each family has a default route of its own.
    const anywhere = familyOf(address) === 6 ? '::' : '0.0.0.0'
    const byDefault = routes.find(({ addressPrefix: prefix }) => {
      return prefixLength(textOf(prefix)) === 0 && contains(textOf(prefix), anywhere)
    })
    return {
      ok: true,
      values: {
        name: textOf(table.name),
        resource_group: placeOf(textOf(table.id)).resource_group,
        default: routeOf(byDefault),
        toward: routeOf(toward),
      },
    }
  },
})

function routeOf(route: JsonObject | undefined): Yields<typeof routeShape> {
  return {
    name: textOf(route?.name),
    prefix: textOf(route?.addressPrefix),
    hop: textOf(route?.nextHopType),
    hop_address: textOf(route?.nextHopIpAddress),
  }
}
