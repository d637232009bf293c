import * as z from 'zod'
import { fixSchema } from './schema-fix.ts'
import { stepSchema } from './schema-step.ts'

/** Kebab-case, as steps, outcomes, causes and runbooks are named. */
const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by "-"')
  .describe('A name in lower-case words joined by "-".')

/** The types that a fact or an input may have, in the condition language. */
const factTypeSchema = z
  .enum(['string', 'int', 'double', 'bool', 'list<string>', 'list<int>', 'map<string, string>'])
  .describe('The type of the fact in conditions.')

const inputSchema = z
  .strictObject({
    type: z
      .enum(['url', 'path', 'text', 'int', 'port', 'duration'])
      .describe('What kind of value is accepted; anything else is refused with a hint.'),
    ask: z.string().min(1).describe('The question put to the responder when the value is needed and not known.'),
    default: z.union([z.string(), z.number()]).optional().describe('The value used when nothing was set or detected.'),
    detected: z
      .boolean()
      .optional()
      .describe('True when a step finds the value by itself; it is then only asked for when that failed.'),
    example: z.string().optional().describe('A value to show beside the question.'),
  })
  .describe('A value that the session needs: set on the command line, detected by a step, or asked for.')

export const runbookSchema = z
  .strictObject({
    id: idSchema.describe('The name of the runbook: the file is called after it.'),
    title: z.string().min(1).describe('What the responder sees in lists, in their own words.'),
    layer: z.string().min(1).describe('The layer it is about, such as nginx, process or application.'),
    summary: z.string().min(1).describe('Two or three sentences: when to use it and what it finds out.'),
    reviewed: z.iso.date().describe('The day on which a person last checked it against reality.'),
    sources: z.array(z.url()).min(1).describe('Where its facts can be read: vendor pages, manuals, source code.'),
    inputs: z.record(z.string(), inputSchema).optional().describe('Values the session needs, by name.'),
    facts: z
      .record(z.string(), factTypeSchema)
      .optional()
      .describe('The facts that its steps establish or take over from the runbook that handed off to it.'),
    start: idSchema.describe('The first step.'),
    symptom: z
      .string()
      .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/, 'write a step, or runbook/step')
      .optional()
      .describe('The check that tells whether the trouble is still there; fixes verify with it.'),
    steps: z.record(idSchema, stepSchema).describe('The steps, by name.'),
    fixes: z.record(idSchema, fixSchema).optional().describe('The changes that findings offer, by name.'),
  })
  .describe('A runbook: a decision tree of checks, questions, findings and fixes.')

export type Runbook = z.infer<typeof runbookSchema>
export type Input = z.infer<typeof inputSchema>
