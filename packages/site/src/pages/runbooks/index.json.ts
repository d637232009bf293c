import type { APIRoute } from 'astro'
import { bundle } from '../../data/runbooks/bundle.ts'
import { to, toRunbook } from '../../links.ts'

/** What there is, for tools: each runbook with the causes that it can name and the runbooks that it can lead to. */
export const GET: APIRoute = () =>
  Response.json(
    [...bundle.values()].map(({ id, title, layer, summary, reviewed, inputs = {}, steps }) => ({
      id,
      title,
      layer,
      summary,
      reviewed,
      inputs: Object.keys(inputs),
      causes: unique(Object.values(steps).flatMap(step => (step.kind === 'finding' ? [step.finding] : []))),
      handoffs: unique(Object.values(steps).flatMap(step => (step.kind === 'handoff' ? [step.handoff] : []))),
      page: toRunbook(id),
      json: to(`runbooks/${id}.json`),
    })),
  )

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
