import * as z from 'zod'
import { positionIn } from './position.ts'
import { fixSchema } from './schema-fix.ts'
import { stepSchema } from './schema-step.ts'
import { type Fact, factSchema, type Input, inputSchema } from './schema-vocabulary.ts'

/** Kebab-case, as steps, outcomes, causes and runbooks are named. */
const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by "-"')
  .describe('A name in lower-case words joined by "-".')

export const runbookSchema = z
  .strictObject({
    id: idSchema.describe('The name of the runbook: the file is called after it.'),
    title: z.string().min(1).describe('What the responder sees in lists, in their own words.'),
    layer: z.string().min(1).describe('The layer it is about, such as nginx, process or application.'),
    summary: z.string().min(1).describe('Two or three sentences: when to use it and what it finds out.'),
    reviewed: z.iso.date().describe('The day on which a person last checked it against reality.'),
    sources: z.array(z.url()).min(1).describe('Where its facts can be read: vendor pages, manuals, source code.'),
    inputs: z
      .union([z.array(z.string()), z.record(z.string(), inputSchema)])
      .optional()
      .describe('Values the session needs: names of the vocabulary, or values of its own.'),
    facts: z
      .record(z.string(), factSchema)
      .optional()
      .describe('The facts of its own that its steps establish; those of the vocabulary need no declaration.'),
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
  .transform(({ symptom, ...runbook }) => ({
    ...runbook,
    ...(symptom === undefined ? {} : { symptom: positionIn(runbook.id, symptom) }),
  }))

/** A runbook as its file has it, with the names of the vocabulary written out. */
export type RunbookFile = z.infer<typeof runbookSchema>

/** A runbook ready to run: its inputs, and every fact that it speaks of, its own and shared ones. */
export type Runbook = Omit<RunbookFile, 'inputs' | 'facts'> & {
  inputs?: Record<string, Input>
  facts?: Record<string, Fact>
}
export type { Input }
