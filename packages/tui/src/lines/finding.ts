import { type About, type Report, tell } from '@runbook/engine'
import { blockLines, sectionLines } from './blocks.ts'
import { type Line, line, paragraphs } from './line.ts'

/** The cause in full, and how it came about: what a person came for stands out. */
export function findingLines(report: Report): Line[] {
  const [title, name, ...means] = causeLines(report)
  if (!title || !name) return []
  return paragraphs(
    [{ ...title, mark: '●' }, name],
    means.map(each => ({ ...each, indent: 0 })),
    ...sectionsOf(report, ['chain']),
  )
}

/** What a finding rests on, what to do beyond its fixes, and what could not be seen. */
export function supportLines(report: Report): Line[] {
  return paragraphs(...sectionsOf(report, ['advice', 'evidence', 'prevent', 'contributing', 'unknown']))
}

/** The cause by its title, its name, and what it means; nothing where none was found. */
export function causeLines(report: Report): Line[] {
  const cause = tell(report).find(({ about }) => about === 'cause')
  if (!cause) return []
  const [name, ...means] = cause.blocks.map(block => blockLines(block, 2))
  return [
    line(cause.title, { tone: 'strong' }),
    ...(name ?? []).map((each): Line => ({ ...each, tone: 'quiet' })),
    ...means.flat(),
  ]
}

/** Those sections of a report that are asked for, in that order. */
export function sectionsOf(report: Report, wanted: readonly About[]): Line[][] {
  const sections = tell(report)
  return wanted.flatMap(about => sections.filter(section => section.about === about)).map(sectionLines)
}
