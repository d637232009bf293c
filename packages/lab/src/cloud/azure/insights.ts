import { ok, type Route } from './arm.ts'
import { subscription } from './names.ts'

/** Values of one metric, one a minute, the last one now. */
type Series = readonly number[]

/** What Azure Monitor knows of a resource. */
export interface Insights {
  /** By the metric's name, whatever the aggregation. */
  metrics?: Record<string, Series>
  /** What was done to it: the operation and how many minutes ago. */
  activity?: readonly { operation: string; minutesAgo: number; by?: string }[]
  /** Names of diagnostic settings. */
  diagnostics?: readonly string[]
  /** Azure Resource Health; available unless said. */
  health?: { state: string; summary: string; reason?: string }
}

/** The routes under `<resource>/providers/Microsoft.Insights` and `…/Microsoft.ResourceHealth`. */
export function insightsRoutes(resource: string, known: () => Insights): Route[] {
  return [
    {
      method: 'GET',
      path: `${resource}/providers/Microsoft.Insights/metrics`,
      reply: ({ request }) => metrics(resource, request.query, known().metrics ?? {}),
    },
    {
      method: 'GET',
      path: `${resource}/providers/Microsoft.Insights/diagnosticSettings`,
      reply: () => ok({ value: (known().diagnostics ?? []).map(name => ({ name, id: `${resource}/${name}` })) }),
    },
    {
      method: 'GET',
      path: `/subscriptions/${subscription}/providers/Microsoft.Insights/eventtypes/management/values`,
      reply: () => ok({ value: (known().activity ?? []).map(event => eventOf(resource, event)) }),
    },
    {
      method: 'GET',
      path: `${resource}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
      reply: () => {
        const { state, summary, reason } = known().health ?? {
          state: 'Available',
          summary: 'There are no known Azure platform problems affecting this web app.',
          reason: '',
        }
        return ok({
          id: `${resource}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
          name: 'current',
          type: 'Microsoft.ResourceHealth/AvailabilityStatuses',
          properties: { availabilityState: state, summary, reasonType: reason ?? 'Unplanned' },
        })
      },
    },
  ]
}

function metrics(resource: string, query: Record<string, string>, known: Record<string, Series>) {
  const names = (query.metricnames ?? '').split(',')
  const aggregations = (query.aggregation ?? 'Total').split(',')
  return ok({
    cost: 0,
    timespan: query.timespan ?? '',
    interval: query.interval ?? 'PT1M',
    namespace: resource.split('/providers/').at(-1)?.split('/').slice(0, 2).join('/'),
    resourceregion: 'westeurope',
    value: names.map(name => ({
      id: `${resource}/providers/Microsoft.Insights/metrics/${name}`,
      type: 'Microsoft.Insights/metrics',
      name: { value: name, localizedValue: name },
      displayDescription: name,
      unit: 'Count',
      timeseries: [{ metadatavalues: [], data: points(known[name] ?? [], aggregations) }],
      errorCode: 'Success',
    })),
  })
}

function points(series: Series, aggregations: readonly string[]): object[] {
  const now = Math.floor(Date.now() / 60_000) * 60_000
  return series.map((value, at) => ({
    timeStamp: new Date(now - (series.length - 1 - at) * 60_000).toISOString().replace('.000', ''),
    ...Object.fromEntries(aggregations.map(name => [name.toLowerCase(), value])),
  }))
}

function eventOf(
  resource: string,
  { operation, minutesAgo, by }: { operation: string; minutesAgo: number; by?: string },
) {
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString()
  return {
    eventTimestamp: at,
    submissionTimestamp: at,
    resourceId: resource,
    operationName: { value: operation, localizedValue: operation },
    status: { value: 'Succeeded', localizedValue: 'Succeeded' },
    caller: by ?? 'deploy@shop.example.com',
    level: 'Informational',
    category: { value: 'Administrative', localizedValue: 'Administrative' },
  }
}
