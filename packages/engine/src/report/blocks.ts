/** A run of text within a line; what is no plain text says what it names, so that a page can link it. */
export type Span =
  | string
  | { strong: string }
  | { code: string }
  | { cause: string }
  | { step: string }
  | { url: string }

/** What an item of a list is, for its sign. */
export type Mark = 'seen' | 'unknown' | 'note'

/** A part of what is told, as every renderer knows it. Texts are plain: nothing in them is markup. */
export type Block =
  /** Paragraphs as a runbook wrote them, parted by empty lines. */
  | { kind: 'text'; text: string }
  | { kind: 'line'; spans: Span[] }
  /** `output` is what the tool printed that shows it; a page may fold it away, elsewhere the steps tell it. */
  | { kind: 'item'; mark: Mark; spans: Span[]; output?: string }
  /** Names with their values. */
  | { kind: 'rows'; rows: { name: string; value: Span }[] }
  | { kind: 'command'; argv: readonly string[] }
  /** A unified diff of a file. */
  | { kind: 'diff'; diff: string }
  /** What a tool printed. */
  | { kind: 'output'; text: string }
  /** A part with a name of its own. */
  | { kind: 'part'; title: string; blocks: Block[] }
  /** A few blocks under a title that is less than a heading. */
  | { kind: 'titled'; title: string; blocks: Block[] }

/** A part of a report with its heading; renderers pick those that they have room for, and in which order. */
export interface Section<About extends string = string> {
  about: About
  title: string
  blocks: Block[]
}
