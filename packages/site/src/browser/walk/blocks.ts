import { type Block, commandLine, type Section, type Span } from '@runbook/engine/core'
import { copyable, h } from './dom.ts'

/** A section of a report as nodes under a heading; causes and steps lead to their pages. `base` ends in `/`. */
export function sectionNodes({ title, blocks }: Section, base: string, level: 'h2' | 'h3' = 'h3'): Node[] {
  return [h(level, {}, title), ...blockNodes(blocks, base)]
}

/** Blocks as nodes; items that follow one another are one list. */
export function blockNodes(blocks: readonly Block[], base: string): Node[] {
  const nodes: Node[] = []
  for (const block of blocks) {
    const before = nodes.at(-1)
    if (block.kind !== 'item') nodes.push(...nodesOf(block, base))
    else if (before instanceof HTMLUListElement) before.append(itemNode(block, base))
    else nodes.push(h('ul', {}, itemNode(block, base)))
  }
  return nodes
}

function itemNode({ spans, output }: Extract<Block, { kind: 'item' }>, base: string): HTMLElement {
  return h('li', {}, ...spanNodes(spans, base), output ? outputNode(output) : '')
}

function nodesOf(block: Exclude<Block, { kind: 'item' }>, base: string): Node[] {
  switch (block.kind) {
    case 'text':
      return block.text.split(/\n\s*\n/).map(part => h('p', {}, part))
    case 'line':
      return [h('p', {}, ...spanNodes(block.spans, base))]
    case 'rows':
      return block.rows.map(({ name, value }) => h('p', {}, `${name}: `, ...spanNodes([value], base)))
    case 'command':
      return [copyable(commandLine(block.argv), 'command')]
    case 'diff':
      return [copyable(block.diff, 'change')]
    case 'output':
      return [outputNode(block.text)]
    case 'part':
    case 'titled':
      return [h('h4', {}, block.title), ...blockNodes(block.blocks, base)]
  }
}

function outputNode(text: string): HTMLElement {
  return h('details', {}, h('summary', {}, 'Output'), h('pre', { tabIndex: 0 }, h('code', {}, text)))
}

function spanNodes(spans: readonly Span[], base: string): (Node | string)[] {
  return spans.map(span => {
    if (typeof span === 'string') return span
    if ('strong' in span) return h('strong', {}, span.strong)
    if ('code' in span) return h('code', {}, span.code)
    if ('cause' in span) return h('a', { href: `${base}causes/${span.cause}/` }, span.cause)
    if ('url' in span) return /^https?:/.test(span.url) ? h('a', { href: span.url }, span.url) : span.url
    const [runbook = '', step = ''] = span.step.split('/')
    return h('a', { href: `${base}runbooks/${runbook}/#${step}` }, span.step)
  })
}
