import * as z from 'zod'
import { isWithin, lengthOf } from './azure-addresses.ts'
import { azureAnswer } from './azure-answer.ts'
import { listOf, type Part, parts, placeOf, text } from './azure-parts.ts'
import { defineReader } from './reader.ts'

const routeShape = { name: 'string', prefix: 'string', hop: 'string', hop_address: 'string' } as const

/**
 * Tells where a route table of Azure leads: the default route, and the most specific one for an address. Reads
 * `az rest --method get --url …/routeTables/<name>` or `az network route-table show`; system routes do not stand there.
 */
export const azureRoutes = defineReader({
  id: 'azure-routes',
  describes: 'Where an Azure route table leads by default, and for one address.',
  options: z.strictObject({ address: z.string().default('') }),
  accepts: 'any',
  shape: () => ({ name: 'string', resource_group: 'string', default: routeShape, toward: routeShape }),
  read(output, { address }) {
    const answer = azureAnswer(output)
    if (!answer.ok) return answer
    const table = listOf(answer.root)?.items[0]
    if (!table || !Array.isArray(table.routes))
      return { ok: false, problem: 'The answer of az has no routes.', reason: 'unreadable' }
    const routes = parts(table.routes)
    const toward = routes
      .filter(route => lengthOf(text(route.addressPrefix)) > 0 && isWithin(address, text(route.addressPrefix)))
      .sort((a, b) => lengthOf(text(b.addressPrefix)) - lengthOf(text(a.addressPrefix)))[0]
    const byDefault = routes.find(route => lengthOf(text(route.addressPrefix)) === 0)
    return {
      ok: true,
      values: {
        name: text(table.name),
        resource_group: placeOf(text(table.id)).resource_group,
        default: routeOf(byDefault),
        toward: routeOf(toward),
      },
    }
  },
})

function routeOf(route: Part | undefined) {
  return {
    name: text(route?.name),
    prefix: text(route?.addressPrefix),
    hop: text(route?.nextHopType),
    hop_address: text(route?.nextHopIpAddress),
  }
}
