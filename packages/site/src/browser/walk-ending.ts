import {
  buildReport,
  factsOf,
  findingOf,
  type Report,
  reportMarkdown,
  runbookAt,
  type SessionView,
} from '@runbook/engine/core'
import { copyable, h } from './walk-dom.ts'
import { fixNode } from './walk-fix.ts'
import { heading } from './walk-question.ts'
import type { Walk } from './walk-session.ts'

/** What the walk came to: the cause with its evidence, fixes as text, what could not be checked, and the report. */
export function endingNodes({ session }: Walk, base: string): Node[] {
  const view = session.view()
  const report = buildReport({ ...view, records: session.records() })
  const head = report.cause ? causeNodes(report, report.cause, base) : endNodes(report)
  return [...head, ...fixNodes(view), ...unknownNodes(report), reportNode(report)]
}

function causeNodes({ chain, steps }: Report, cause: NonNullable<Report['cause']>, base: string): Node[] {
  const shown = steps.filter(step => cause.evidence.includes(`${step.runbook}/${step.step}`))
  return [
    heading(cause.title),
    h('p', {}, 'Cause: ', causeLink(cause.id, base)),
    ...paragraphs(cause.means),
    ...(chain.length > 1
      ? [
          h(
            'p',
            {},
            'How it came about: ',
            ...chain.flatMap((id, index) => [index > 0 ? ' → ' : '', causeLink(id, base)]),
          ),
        ]
      : []),
    h('h3', {}, 'Shown by'),
    h('ul', {}, ...shown.map(step => evidenceNode(step, base))),
    ...(cause.advice ? [h('h3', {}, 'What to do'), ...paragraphs(cause.advice)] : []),
    h('h3', {}, 'Prevent'),
    ...paragraphs(cause.prevent),
  ]
}

function evidenceNode(step: Report['steps'][number], base: string): HTMLElement {
  const at = `${step.runbook}/${step.step}`
  return h(
    'li',
    {},
    `${step.label} (`,
    h('a', { href: `${base}runbooks/${step.runbook}/#${step.step}` }, at),
    ')',
    step.evidence !== '' &&
      h('details', {}, h('summary', {}, 'Output'), h('pre', { tabIndex: 0 }, h('code', {}, step.evidence))),
  )
}

function endNodes({ outcome, says }: Report): Node[] {
  const title = outcome === 'healthy' ? 'Nothing is wrong now' : 'The cause was not found here'
  return [heading(title), ...paragraphs(says)]
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

function unknownNodes({ unknown }: Report): Node[] {
  if (unknown.length === 0) return []
  return [
    h('h2', {}, 'Could not be told'),
    h(
      'ul',
      {},
      ...unknown.map(({ step, problem, needs }) =>
        h('li', {}, `${step}: ${problem}${needs ? ` Needed: ${needs}` : ''}`),
      ),
    ),
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

function causeLink(id: string, base: string): HTMLElement {
  return h('a', { href: `${base}causes/${id}/` }, id)
}

function paragraphs(text: string): HTMLElement[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter(part => part !== '')
    .map(part => h('p', {}, part))
}
