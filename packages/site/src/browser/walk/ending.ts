import {
  type About,
  buildReport,
  factsOf,
  findingOf,
  type Report,
  reportMarkdown,
  runbookAt,
  type SessionView,
  tell,
} from '@runbook/engine/core'
import { blockNodes, sectionNodes } from './blocks.ts'
import { copyable, h } from './dom.ts'
import { fixNode } from './fix.ts'
import { heading } from './question.ts'
import type { Walk } from './session.ts'

const grounds: readonly About[] = ['chain', 'evidence', 'advice', 'prevent']

/** What the walk came to: the cause with its evidence, fixes as text, what could not be checked, and the report. */
export function endingNodes({ session }: Walk, base: string): Node[] {
  const view = session.view()
  const report = buildReport({ ...view, records: session.records() })
  const sections = tell(report)
  const cause = sections.find(({ about }) => about === 'cause')
  const end = sections.find(({ about }) => about === 'end')
  const unknown = sections.filter(({ about }) => about === 'unknown')
  return [
    heading(cause?.title ?? endTitle(report)),
    ...blockNodes((cause ?? end)?.blocks ?? [], base),
    ...grounds.flatMap(about => sections.filter(one => one.about === about).flatMap(one => sectionNodes(one, base))),
    ...fixNodes(view),
    ...unknown.flatMap(one => sectionNodes(one, base, 'h2')),
    reportNode(report),
  ]
}

/** What a page says of an ending without a cause: it cannot look for itself. */
function endTitle({ outcome }: Report): string {
  return outcome === 'healthy' ? 'Nothing is wrong now' : 'The cause was not found here'
}

function fixNodes({ context }: SessionView): Node[] {
  const finding = findingOf(context)
  const fixes = runbookAt(context.bundle, context.position).fixes ?? {}
  const offered = (context.offers ?? []).flatMap(({ fix }) => fixes[fix] ?? [])
  if (!finding || offered.length === 0) return []
  return [
    h('h2', {}, 'Fixes'),
    h('p', {}, 'This page changes nothing. The terminal shows each change as a diff, and applies it after you agree.'),
    ...offered.map(fix => fixNode(fix, factsOf(context))),
  ]
}

function reportNode(report: Report): HTMLElement {
  return h(
    'section',
    {},
    h('h2', {}, 'Report'),
    h('p', {}, 'As Markdown, for a ticket. Secrets that were recognised are hidden; look it over before you share it.'),
    copyable(reportMarkdown(report), 'report'),
  )
}
