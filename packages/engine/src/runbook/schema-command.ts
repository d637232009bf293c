import * as z from 'zod'

/** A duration such as `500ms`, `10s` or `5m`. */
export const durationSchema = z
  .string()
  .regex(/^\d+(ms|s|m|h)$/, 'write a duration such as 500ms, 10s or 5m')
  .describe('A duration: a number with ms, s, m or h.')

const runSchema = z
  .union([z.string().min(1), z.array(z.string()).min(1)])
  .describe(
    'The command as a line that is split into words when the file is read, or as a list. No shell sees it; {{name}} fills one word.',
  )

const fields = {
  run: runSchema.optional(),
  script: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A bash script of at most three lines, for pipelines. It takes no {{…}}: values reach it as environment variables through env.',
    ),
  probe: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by "-"')
    .optional()
    .describe(
      'A longer script by name: the file probes/<name>.sh beside the runbooks. Its head says what env must give.',
    ),
  env: z
    .record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'write the name in capitals'), z.string())
    .optional()
    .describe('Environment variables for the command; {{name}} fills values.'),
  at: z
    .enum(['target', 'here'])
    .optional()
    .describe('Where it runs: on the host that the session is about (the default), or where the responder sits.'),
  timeout: durationSchema.optional().describe('The longest time it may take; 10s unless said.'),
}

/** What a command consists of; steps, validations, applications and undos share it. */
export const commandFields = fields

/** A command on its own: a line, or an object for scripts, environment and time limits. */
export const commandSchema = z
  .union([runSchema, z.strictObject(fields).meta({ title: 'run' })])
  .describe('A command: a line, a list of words, or an object with run, script or probe.')

export type CommandSpec = z.infer<typeof commandSchema>
export type CommandFields = { [K in keyof typeof fields]?: z.infer<(typeof fields)[K]> | undefined }
