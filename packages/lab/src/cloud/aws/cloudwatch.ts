import type { Reply } from '../scenario.ts'
import { type Call, jsonAnswer, xmlAnswer } from './wire.ts'
import type { World } from './world.ts'

/** Answers GetMetricData: JSON for the first generation of the CLI, XML for the second. */
export function cloudwatch(call: Call, world: World, now = Date.now()): Reply {
  const results = queriesOf(call).map(({ id, metric }) => {
    const value = (hasGroup(call, id) ? world.metrics : { ...world.otherMetrics, ...world.metrics })[metric]
    return { id, metric, points: value === undefined ? [] : [{ at: Math.floor(now / 60_000) * 60 - 120, value }] }
  })
  if (call.protocol === 'json')
    return jsonAnswer({
      Messages: [],
      MetricDataResults: results.map(({ id, metric, points }) => ({
        Id: id,
        Label: metric,
        Timestamps: points.map(({ at }) => at),
        Values: points.map(({ value }) => value),
        StatusCode: 'Complete',
      })),
    })
  return xmlAnswer(call, {
    MetricDataResults: results.map(({ id, metric, points }) => ({
      Id: id,
      Label: metric,
      Timestamps: points.map(({ at }) => new Date(at * 1000).toISOString()),
      Values: points.map(({ value }) => value),
      StatusCode: 'Complete',
    })),
    Messages: [],
  })
}

/** Whether only the target group of the URL is asked about, not all of the load balancer's. */
function hasGroup({ protocol, input, form }: Call, id: string): boolean {
  if (protocol === 'json')
    return JSON.stringify(((input.MetricDataQueries ?? []) as Query[]).find(one => one.Id === id)).includes(
      'TargetGroup',
    )
  const key = [...form].find(([name, value]) => /^MetricDataQueries\.member\.\d+\.Id$/.test(name) && value === id)?.[0]
  const start = key?.replace(/Id$/, 'MetricStat.Metric.Dimensions') ?? ''
  return [...form].some(([name, value]) => name.startsWith(start) && value === 'TargetGroup')
}

interface Query {
  Id?: string
  MetricStat?: { Metric?: { MetricName?: string } }
}

function queriesOf({ protocol, input, form }: Call): { id: string; metric: string }[] {
  if (protocol === 'json')
    return ((input.MetricDataQueries ?? []) as Query[]).map(({ Id = '', MetricStat }) => ({
      id: Id,
      metric: MetricStat?.Metric?.MetricName ?? '',
    }))
  return [...form]
    .filter(([key]) => /^MetricDataQueries\.member\.\d+\.Id$/.test(key))
    .map(([key, id]) => ({ id, metric: form.get(key.replace(/Id$/, 'MetricStat.Metric.MetricName')) ?? '' }))
}
