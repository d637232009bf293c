import * as z from 'zod'

/** The types that a fact may have, in the condition language. */
const factTypeSchema = z
  .enum(['string', 'int', 'double', 'bool', 'list<string>', 'list<int>', 'map<string, string>'])
  .describe('The type of the fact in conditions.')

const say = z
  .string()
  .min(1)
  .optional()
  .describe('The words that stand for the value in texts while it is not known, such as "the upstream".')

/** A fact: its type alone, or with what it means. */
export const factSchema = z
  .union([
    factTypeSchema,
    z.strictObject({
      type: factTypeSchema,
      is: z.string().min(1).optional().describe('What it is, in one sentence.'),
      say,
    }),
  ])
  .describe('A fact: its type, or its type with a sentence and the words for it.')

/** A value that the session needs. */
export const inputSchema = z
  .strictObject({
    type: z
      .enum(['url', 'path', 'text', 'int', 'port', 'duration'])
      .describe('What kind of value is accepted; anything else is refused with a hint.'),
    ask: z.string().min(1).describe('The question put to the responder when the value is needed and not known.'),
    say,
    default: z.union([z.string(), z.number()]).optional().describe('The value used when nothing was set or detected.'),
    detected: z
      .boolean()
      .optional()
      .describe('True when a step finds the value by itself; it is then only asked for when that failed.'),
    example: z.string().optional().describe('A value to show beside the question.'),
  })
  .describe('A value that the session needs: set on the command line, detected by a step, or asked for.')

export type Input = z.infer<typeof inputSchema>

/** A fact as the engine knows it: the sentences about it stay in the file. */
export interface Fact {
  type: z.infer<typeof factTypeSchema>
  say?: string | undefined
}
