import { commandLine } from '../command/command-line.ts'
import type { Block, Section, Span } from './blocks.ts'
import type { Report } from './report.ts'
import { type About, tell } from './tell.ts'

/** Sections that stand under a heading; the others belong to the one above and have a title in bold. */
const headings: Partial<Record<About, string>> = {
  session: '# ',
  cause: '## Cause: ',
  fixes: '## ',
  steps: '## ',
  unknown: '## ',
}

/** A report as Markdown for a ticket. Texts of tools stand in code blocks that they cannot close. */
export function reportMarkdown(report: Report): string {
  return `${tell(report).flatMap(section).join('\n')}\n`
}

function section({ about, title, blocks }: Section<About>): string[] {
  const head = headings[about]
  const titled = head === undefined ? `**${inline(title)}**` : `${head}${inline(title)}`
  return [...(about === 'end' ? [] : [titled, '']), ...blocksOf(blocks)]
}

/** Blocks with an empty line after each; items that follow one another are one list. */
function blocksOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block, index) =>
    block.kind === 'item' && blocks[index + 1]?.kind === 'item' ? blockOf(block) : [...blockOf(block), ''],
  )
}

function blockOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [prose(block.text)]
    case 'line':
      return [atLineStart(spansOf(block.spans).trim())]
    case 'item':
      return [`- ${spansOf(block.spans)}`]
    case 'rows':
      return ['| | |', '|---|---|', ...block.rows.map(({ name, value }) => `| ${inline(name)} | ${spanOf(value)} |`)]
    case 'command':
      return fenced(commandLine(block.argv), 'sh')
    case 'diff':
      return fenced(block.diff, 'diff')
    case 'output':
      return fenced(block.text, 'text')
    case 'part':
      return [`### ${inline(block.title)}`, '', ...blocksOf(block.blocks).slice(0, -1)]
    case 'titled':
      return [`**${inline(block.title)}**`, '', ...blocksOf(block.blocks).slice(0, -1)]
  }
}

function spansOf(spans: readonly Span[]): string {
  return spans.map(spanOf).join('')
}

function spanOf(span: Span): string {
  if (typeof span === 'string') return inline(span)
  if ('strong' in span) return `**${inline(span.strong).trim()}**`
  if ('url' in span) return /^https?:\/\/[^\s<>]+$/.test(span.url) ? `<${span.url}>` : inline(span.url)
  const name = 'code' in span ? span.code : 'cause' in span ? span.cause : span.step
  return `\`${name.replaceAll('`', "'")}\``
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string, language: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(match => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, text.replace(/\n+$/, ''), fence]
}

/** Paragraphs of a runbook, with what facts brought into them: nothing in them is markup. */
function prose(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(part => atLineStart(inline(part.trim())))
    .join('\n\n')
}

/** What would begin a list or underline a heading at the start of a line. */
function atLineStart(text: string): string {
  return text.replace(/^([-+=]|\d+(?=[.)]))/, (_all, start: string) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
}

/** Text within a sentence, from a runbook or a tool: nothing in it is markup. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#~]|&(?=#?\w+;)/g, char => `\\${char}`)
}
