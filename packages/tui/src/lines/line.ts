import { plainText } from '@runbook/engine'

/** What a line is, for colours; its words and mark say the same without them. */
export type Tone = 'text' | 'strong' | 'quiet' | 'good' | 'bad' | 'unsure' | 'code' | 'added' | 'removed'

/** One paragraph that every renderer can show: drawn and wrapped on a screen, printed as it is in a pipe. */
export interface Line {
  text: string
  tone: Tone
  /** Stands before the text, such as `✓` or `$`; wrapped lines hang behind it. */
  mark: string
  /** Columns from the left. */
  indent: number
}

interface LineOptions {
  tone?: Tone
  mark?: string
  indent?: number
}

/** Makes a line. Control sequences never get further than here; line breaks become spaces. */
export function line(text: string, { tone = 'text', mark = '', indent = 0 }: LineOptions = {}): Line {
  return {
    text: plainText(text)
      .replace(/\s*\n\s*/g, ' ')
      .trimEnd(),
    tone,
    mark,
    indent,
  }
}

/** Makes one line of each line of a text, as for the output of a tool. Tabs become two spaces. */
export function lines(text: string, options: LineOptions = {}): Line[] {
  return plainText(text)
    .replace(/\t/g, '  ')
    .replace(/\n+$/, '')
    .split('\n')
    .map(part => line(part, options))
}

/** An empty line. */
export const gap: Line = { text: '', tone: 'text', mark: '', indent: 0 }

/** A line as it is printed without a screen. */
export function printed({ text, mark, indent }: Line): string {
  return `${' '.repeat(indent)}${mark === '' ? '' : `${mark} `}${text}`.trimEnd()
}

/** Joins paragraphs with an empty line between those that have any lines. */
export function paragraphs(...groups: readonly (readonly Line[])[]): Line[] {
  return groups.filter(group => group.length > 0).flatMap((group, index) => (index === 0 ? group : [gap, ...group]))
}
