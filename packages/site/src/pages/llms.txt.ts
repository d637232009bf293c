import type { APIRoute } from 'astro'
import { bundle } from '../data/runbooks/bundle.ts'
import { causes } from '../data/runbooks/causes.ts'
import { byLayer, layerName } from '../data/runbooks/layers.ts'
import { to, toCause, toRunbook } from '../links.ts'

/** An outline of the site for language models, in the form of llmstxt.org. */
export const GET: APIRoute = ({ site }) => {
  const full = (address: string) => new URL(address, site).href
  const runbooks = byLayer(bundle.values(), runbook => runbook.layer).flatMap(([layer, members]) => [
    `## Runbooks: ${layerName(layer)}`,
    '',
    ...members.map(({ id, title, summary }) => `- [${id}](${full(to(`runbooks/${id}.json`))}): ${title}. ${summary}`),
    '',
  ])
  const lines = [
    '# Runbook',
    '',
    '> Decision trees that find out why a URL answers 502 (or 500, 503, 504, or breaks off): which layer made the error, its root cause, and the fix with its risk and way back.',
    '',
    'Every runbook is a page and a JSON file. Its steps are read-only checks: a command, the reader of its output, and outcomes with conditions in CEL. A check that could not be made is no evidence. Steps end in a cause, in another runbook, or in "not found here".',
    '',
    `- [Start: a URL fails](${full(toRunbook('502'))})`,
    `- [All runbooks as JSON](${full(to('runbooks/index.json'))})`,
    '',
    ...runbooks,
    '## Causes',
    '',
    ...[...causes.values()].map(({ id, title }) => `- [${id}](${full(toCause(id))}): ${title}`),
    '',
  ]
  return new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
