import * as z from 'zod'
import { commandFields, durationSchema } from './schema-command.ts'
import { type Tagged, tagged } from './tagged.ts'

const target = z.string().min(1).describe('The step to go to.')
const condition = z.string().min(1).describe('A condition in CEL over what the reader yields, `fact` and `exit_code`.')
const facts = z
  .record(z.string(), z.string())
  .describe('Facts that this establishes: the name, and a CEL expression for the value.')
const set = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]))
  .describe('Facts with plain values that this establishes: no CEL, so texts need no second quotes.')
const lets = z
  .record(z.string().regex(/^[a-z]\w*$/, 'write a name such as "app", in small letters'), z.string())
  .describe('Names for CEL expressions, for the conditions and facts of this step; each may use those before it.')
const causeId = z.string().min(1).describe('The id of a cause.')

const outcomeFields = {
  label: z.string().min(1).describe('What the responder reads: what was seen, in a few words.'),
  set: set.optional(),
  facts: facts.optional(),
  cause: causeId
    .optional()
    .describe('A cause that this outcome shows; deeper causes found later stand behind it in the chain.'),
  contributes: causeId.optional().describe('A weakness seen on the way that is not the cause.'),
  rules_out: z.array(causeId).optional().describe('Causes that this outcome excludes.'),
  healthy: z
    .literal(true)
    .optional()
    .describe('True when this outcome means that the trouble is gone; fixes verify with it.'),
  go: target,
}

const outcomeSchema = z
  .strictObject({
    when: condition.optional(),
    otherwise: z.literal(true).optional().describe('True on the one outcome that holds when no other does.'),
    ...outcomeFields,
  })
  .describe('One result of a check. Outcomes are tried in the order written; the first that holds is taken.')

const answerSchema = z.strictObject(outcomeFields).describe('One answer that the responder can give.')
const unknownSchema = z
  .strictObject({ go: target })
  .describe('Where to go on when the check could not be made. Without it the responder is asked.')

const checkSchema = z
  .strictObject({
    check: z.string().min(1).describe('The question that this check answers.'),
    why: z.string().min(1).describe('Why it is asked, for a reader under stress.'),
    ...commandFields,
    needs: z.string().optional().describe('The rights or tools without which it sees less.'),
    accept: z
      .array(z.number().int())
      .optional()
      .describe('Exit codes that are answers and not failures; the reader decides unless said.'),
    sample: z
      .strictObject({
        times: z.number().int().min(2).max(50).describe('How often it is run at most.'),
        within: durationSchema.describe('No further run is started after this time.'),
      })
      .optional()
      .describe('Repeats the command; conditions then see `samples`, `last` and `total`.'),
    fresh: z.literal(true).optional().describe('Runs again even if the same command was run before in this session.'),
    read: z
      .union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))])
      .describe('The reader that turns the output into values: its name, or its name with options.'),
    let: lets.optional(),
    set: set.optional(),
    facts: facts.optional(),
    outcomes: z.record(z.string(), outcomeSchema).describe('What can come of it, in the order in which it is tried.'),
    unknown: unknownSchema.optional(),
  })
  .describe('A read-only command, how its output is read, and what can come of it.')

const decideSchema = z
  .strictObject({
    decide: z.string().min(1).describe('The question that is answered from facts alone; nothing runs.'),
    let: lets.optional(),
    outcomes: z.record(z.string(), outcomeSchema).describe('What can come of it; conditions see only `fact`.'),
  })
  .describe('A branch on facts that are already known.')

const askSchema = z
  .strictObject({
    ask: z.string().min(1).describe('The question put to the responder.'),
    why: z.string().min(1).describe('Why it is asked.'),
    outcomes: z.record(z.string(), answerSchema).describe('The answers to choose from.'),
    unknown: unknownSchema.optional(),
  })
  .describe('A question that only a person can answer.')

const findingSchema = z
  .strictObject({
    finding: causeId.describe('The id of the cause that is found here.'),
    title: z.string().min(1).describe('The cause in one line.'),
    layer: z.string().optional().describe('The layer that the cause sits in; the runbook’s own unless said.'),
    means: z.string().min(1).describe('What it means, in the responder’s words; {{name}} fills facts.'),
    prevent: z.string().min(1).describe('How to keep it from coming back.'),
    advice: z.string().optional().describe('What to do where no fix can be applied from here.'),
    look_alikes: z
      .record(z.string(), z.string())
      .optional()
      .describe('Causes that look the same, and what tells them apart.'),
    sources: z.array(z.url()).optional().describe('Where this cause is described.'),
    fixes: z.array(z.string()).optional().describe('The fixes that mend it, best first.'),
  })
  .describe('An ending: the cause is known.')

const handoffSchema = z
  .strictObject({
    handoff: z.string().min(1).describe('The runbook to continue in; facts are carried along.'),
    label: z.string().optional().describe('What is handed over, for the trail.'),
    set: set.optional(),
    facts: facts.optional(),
    nothing: target.describe('The step to go on with when that runbook finds nothing.'),
  })
  .describe('Continues in another runbook and comes back when nothing is found there.')

const endSchema = z
  .strictObject({
    end: z
      .enum(['healthy', 'nothing', 'inconclusive'])
      .describe(
        'healthy: nothing is wrong. nothing: not here, back to the runbook that handed off. inconclusive: it cannot be told.',
      ),
    says: z.string().min(1).describe('What the responder reads; {{name}} fills facts.'),
  })
  .describe('An ending without a cause.')

export const stepSchema = z
  .union([
    tagged('check', checkSchema),
    tagged('decide', decideSchema),
    tagged('ask', askSchema),
    tagged('finding', findingSchema),
    tagged('handoff', handoffSchema),
    tagged('end', endSchema),
  ])
  .describe('A step: check, decide, ask, finding, handoff or end.')

export type CheckStep = Tagged<'check', typeof checkSchema>
export type DecideStep = Tagged<'decide', typeof decideSchema>
export type AskStep = Tagged<'ask', typeof askSchema>
export type FindingStep = Tagged<'finding', typeof findingSchema>
export type HandoffStep = Tagged<'handoff', typeof handoffSchema>
export type EndStep = Tagged<'end', typeof endSchema>
export type Step = z.infer<typeof stepSchema>
export type Outcome = z.infer<typeof outcomeSchema>
