/** The pure door: everything that runs in a browser as well. It imports nothing from Node. */

export { type EditStory, editStory } from './change/edit-story.ts'
export { type ChangeRecord, consentWord, type Plan, type PlannedCommand, type PlannedEdit } from './change/plan.ts'
export { type Verification, verificationStory } from './change/verification.ts'
export { commandLine, endingWords } from './command/command-line.ts'
export { commandFieldsOf, resolveCommand, wordsOf } from './command/resolve.ts'
export {
  BugError,
  EngineError,
  type ErrorCode,
  formatProblem,
  type Problem,
  RunbookError,
  ToolError,
} from './errors.ts'
export { conditionFunctions, createScope, evaluate, type Lets } from './judge/cel.ts'
export { type Claim, claimsIn, type TextIn, textsIn } from './judge/claims.ts'
export { type Facts, fillForPlan, fillForReading, placeholders } from './judge/fill.ts'
export { inlined } from './judge/inline.ts'
export { evaluateFacts, type Judgement, judgeFacts } from './judge/judge.ts'
export { factsIn, type Names, namesIn } from './judge/names.ts'
export { observe, type Seen, scopeShape } from './judge/observe.ts'
export type { UnknownReason } from './judge/unknown.ts'
export { probesNamed } from './lint/commands.ts'
export { lintRules, lintRunbooks } from './lint/lint.ts'
export { readable } from './lint/reading.ts'
export {
  everyStatement,
  type NginxBlock,
  type NginxFault,
  type NginxStatement,
  parseNginx,
} from './nginx/parse.ts'
export type { Clock, Command, Exec, FileState, Files, Output, Ports, Store } from './ports.ts'
export { durationMs } from './read/common/duration.ts'
export { type MakerSigns, madeBy, makerOfServer, makerSigns } from './read/http/http-maker.ts'
export { printed } from './read/printed.ts'
export type { Reader, Shape, ShapeField, Value } from './read/reader.ts'
export { findReader, readerIds } from './read/readers.ts'
export type { Block, Mark, Section, Span } from './report/blocks.ts'
export { buildReport, findingOf } from './report/build.ts'
export { reportMarkdown } from './report/markdown.ts'
export type { Report, ReportCause, ReportFix, ReportStep } from './report/report.ts'
export { standingOf } from './report/standing.ts'
export { supportingSteps } from './report/supporting-steps.ts'
export { type About, tell } from './report/tell.ts'
export { approvalBlock, fixNote, planOf, tellPlan } from './report/tell-fix.ts'
export { outcomeWords, planWords, reasonWords, statusWords } from './report/words.ts'
export { type Bundle, factShape, inputsOf } from './runbook/bundle.ts'
export { optionsJsonSchema, runbookJsonSchema } from './runbook/json-schema.ts'
export { headlineOf, isOfKind, outcomesOf, type StepKind, targetsOf, unknownOf, whyOf } from './runbook/kinds.ts'
export { type ParsedRunbook, type ParseResult, parseRunbook } from './runbook/parse.ts'
export type { Input, Runbook } from './runbook/schema.ts'
export type { CommandFields, CommandSpec } from './runbook/schema-command.ts'
export type { Edit, Fix } from './runbook/schema-fix.ts'
export type {
  AskStep,
  CheckStep,
  DecideStep,
  EndStep,
  FindingStep,
  HandoffStep,
  Outcome,
  Step,
} from './runbook/schema-step.ts'
export { plainText } from './safe/plain-text.ts'
export { createRedact } from './safe/redact.ts'
export { inputValue } from './session/input-value.ts'
export type { JournalRecord, Opening } from './session/journal.ts'
export { readerOf } from './session/judge-check.ts'
export type { SessionState } from './session/machine.ts'
export { readPasted } from './session/pasted.ts'
export { type Preview, previewOf } from './session/preview.ts'
export { foldEvents, type Session, type SessionView, startSession } from './session/session.ts'
export type {
  Evidence,
  Offer,
  Position,
  SessionContext,
  SessionEvent,
  SessionOptions,
  SessionOutcome,
  StepResult,
  TrailEntry,
} from './session/types.ts'
export { causesOf, factsOf, outcomeOf, runbookAt, stepAt, stepOf } from './session/walk.ts'
export { noSuch } from './suggest.ts'
