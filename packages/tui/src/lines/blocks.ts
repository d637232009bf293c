import type { Block, Mark, Section, Span } from '@runbook/engine'
import { type Line, line, lines } from './line.ts'
import { shownCommand } from './step.ts'

const MARKS: Record<Mark, { mark: string; tone: Line['tone'] }> = {
  seen: { mark: '✓', tone: 'text' },
  unknown: { mark: '?', tone: 'unsure' },
  note: { mark: '·', tone: 'text' },
}

/** A section of a report: its title, and what it says below it. */
export function sectionLines({ title, blocks }: Section): Line[] {
  return [line(title, { tone: 'strong' }), ...blocks.flatMap(block => blockLines(block, 2))]
}

/** A block as lines, `indent` columns from the left. */
export function blockLines(block: Block, indent = 0): Line[] {
  switch (block.kind) {
    case 'text':
      return lines(block.text, { indent })
    case 'line':
      return [line(textOf(block.spans), { indent })]
    case 'item':
      return [line(textOf(block.spans), { ...MARKS[block.mark], indent })]
    case 'rows':
      return block.rows.map(({ name, value }) => line(`${name}: ${textOf([value])}`, { indent }))
    case 'command':
      return shownCommand(block.argv).map(each => ({ ...each, indent: each.indent + indent }))
    case 'diff':
      return diffLines(block.diff, indent)
    case 'output':
      return lines(block.text, { indent })
    case 'part':
    case 'titled':
      return [
        line(block.title, { tone: 'strong', indent }),
        // A command has its prompt sign for an indent.
        ...block.blocks.flatMap(each => blockLines(each, each.kind === 'command' ? indent : indent + 2)),
      ]
  }
}

/** Spans as plain text: a terminal links nothing. */
function textOf(spans: readonly Span[]): string {
  return spans.map(span => (typeof span === 'string' ? span : Object.values(span).join(''))).join('')
}

function diffLines(diff: string, indent: number): Line[] {
  return lines(diff, { indent })
    .filter(({ text }) => !/^(---|\+\+\+|===|Index:)/.test(text))
    .map(part => {
      if (part.text.startsWith('+')) return { ...part, tone: 'added' }
      return { ...part, tone: part.text.startsWith('-') ? 'removed' : 'quiet' }
    })
}
