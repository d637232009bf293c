import * as z from 'zod'
import { commandFields, commandSchema } from './schema-command.ts'
import { tagged } from './tagged.ts'

const path = z.string().min(1).describe('The file, on the target; {{name}} fills facts.')
const line = z.union([z.number().int(), z.string()]).describe('The line, counted from 1; usually {{name}}.')
const settings = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .describe('Names and their new values; null removes.')

const replaceSchema = z
  .strictObject({
    file: path,
    line,
    replace: z.string().min(1).describe('The exact text on that line.'),
    with: z.string().describe('What stands there afterwards.'),
  })
  .describe('Replaces a text within one line.')

const nginxSchema = z
  .strictObject({
    file: path,
    nginx_block_at: line.describe('The line on which the block opens; 0 for the main context.'),
    set: settings,
  })
  .describe('Sets or inserts nginx directives in one block.')

const systemdSchema = z
  .strictObject({
    dropin: z.string().min(1).describe('The systemd unit.'),
    section: z.string().min(1).describe('Such as Service.'),
    set: settings,
  })
  .describe('Writes a systemd drop-in.')

const envSchema = z
  .strictObject({
    env_file: path,
    key: z.string().min(1).describe('The variable.'),
    value: z.string().describe('Its new value.'),
  })
  .describe('Sets a variable in an environment file.')

const jsonSchema = z
  .strictObject({
    json_file: path,
    key: z.array(z.string()).min(1).describe('The path to the key.'),
    value: z.unknown().describe('Its new value.'),
  })
  .describe('Sets a key in a JSON file.')

const yamlSchema = z
  .strictObject({
    yaml_file: path,
    key: z.array(z.string()).min(1).describe('The path to the key.'),
    value: z.unknown().describe('Its new value.'),
  })
  .describe('Sets a key in a YAML file.')

const editSchema = z
  .union([
    tagged('replace', replaceSchema),
    tagged('nginx', nginxSchema),
    tagged('systemd', systemdSchema),
    tagged('env', envSchema),
    tagged('json', jsonSchema),
    tagged('yaml', yamlSchema),
  ])
  .describe('A change to one file; each kind has a diff and an exact undo.')

const proofSchema = z
  .strictObject({
    ...commandFields,
    read: z
      .union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))])
      .describe('The reader of its output.'),
    accept: z
      .array(z.number().int())
      .optional()
      .describe('Exit codes that are answers and not failures; the reader decides unless said.'),
    when: z.string().min(1).describe('The condition that must hold.'),
  })
  .describe('A check of its own, for what the symptom cannot show.')

const verifySchema = z
  .union([
    z
      .literal('symptom')
      .describe('The symptom check must come out healthy.')
      .transform(kind => ({ kind })),
    tagged('check', proofSchema),
  ])
  .describe('How it is proved that the fix worked.')

const restoreSchema = z.strictObject({
  restore: z.literal('files').describe('Every edited file is put back byte for byte.'),
  after: commandSchema.optional().describe('What makes the old state effective again.'),
})
const runSchema = z.strictObject({ run: commandSchema.describe('What takes the change back.') })
const noneSchema = z.strictObject({ none: z.string().min(1).describe('Why there is no way back.') })

const undoSchema = z
  .union([tagged('restore', restoreSchema), tagged('run', runSchema), tagged('none', noneSchema)])
  .describe('The way back.')

export const fixSchema = z
  .strictObject({
    title: z.string().min(1).describe('What it does, as an order; {{name}} fills facts.'),
    when: z.string().optional().describe('A CEL condition over `fact`: the fix is offered only when it holds.'),
    risk: z
      .enum(['low', 'medium', 'high'])
      .describe('low: one key. medium: type yes. high: type the name of the target.'),
    time: z.string().min(1).describe('How long it takes, such as 1–2 min.'),
    impact: z.string().min(1).describe('What users and running requests notice.'),
    edits: z.array(editSchema).optional().describe('Changes to files, made before validate.'),
    validate: commandSchema.optional().describe('Must succeed after the edits, or they are put back by themselves.'),
    apply: z.array(commandSchema).optional().describe('The commands that make the change effective.'),
    verify: verifySchema,
    settle: z
      .string()
      .optional()
      .describe('How long the change may take to show, such as 10s; verify repeats until then.'),
    undo: undoSchema,
  })
  .describe('A change: what it does, how it is validated, applied and verified, and the way back.')

export type Fix = z.infer<typeof fixSchema>
export type Verify = z.infer<typeof verifySchema>
export type Edit = z.infer<typeof editSchema>
