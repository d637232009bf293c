import { formatProblem, type Problem } from '../errors.ts'
import type { ParsedRunbook } from '../runbook/parse.ts'
import { placeIn } from '../runbook/probe.ts'
import { badCondition } from './bad-condition.ts'
import { badFact } from './bad-fact.ts'
import { badMatch } from './bad-match.ts'
import { badReaderOptions } from './bad-reader-options.ts'
import { dangerousCommand } from './dangerous-command.ts'
import { duplicateCause } from './duplicate-cause.ts'
import { duplicateRunbook } from './duplicate-runbook.ts'
import { factDeclaredTwice } from './fact-declared-twice.ts'
import { factNeverSet } from './fact-never-set.ts'
import { factOfTwoTypes } from './fact-of-two-types.ts'
import { fileName } from './file-name.ts'
import { fixWithoutChange } from './fix-without-change.ts'
import { hostileArithmetic } from './hostile-arithmetic.ts'
import { longLine } from './long-line.ts'
import { longScript } from './long-script.ts'
import { loop } from './loop.ts'
import { misleadingFact } from './misleading-fact.ts'
import { noCommand } from './no-command.ts'
import { noEnding } from './no-ending.ts'
import { noOtherwise } from './no-otherwise.ts'
import { outcomeName } from './outcome-name.ts'
import { probeEnv } from './probe-env.ts'
import { probeHead } from './probe-head.ts'
import { repeatedExpression } from './repeated-expression.ts'
import type { Fault, Rule, RunbookSet } from './rule.ts'
import { scriptPlaceholder } from './script-placeholder.ts'
import { symptomWithoutHealthy } from './symptom-without-healthy.ts'
import { undoNothingToRestore } from './undo-nothing-to-restore.ts'
import { unknownCause } from './unknown-cause.ts'
import { unknownPlaceholder } from './unknown-placeholder.ts'
import { unknownProbe } from './unknown-probe.ts'
import { unknownReader } from './unknown-reader.ts'
import { unknownTarget } from './unknown-target.ts'
import { unreachableStep } from './unreachable-step.ts'
import { unusedFix } from './unused-fix.ts'
import { validateMissing } from './validate-missing.ts'
import { verifySymptomMissing } from './verify-symptom-missing.ts'
import { whenAndOtherwise } from './when-and-otherwise.ts'

/** Every rule beyond the schema, in the order in which an author would mend things. */
export const lintRules: readonly Rule[] = [
  fileName,
  duplicateRunbook,
  unknownTarget,
  unreachableStep,
  noEnding,
  loop,
  outcomeName,
  noOtherwise,
  whenAndOtherwise,
  noCommand,
  longScript,
  unknownProbe,
  probeHead,
  probeEnv,
  scriptPlaceholder,
  hostileArithmetic,
  dangerousCommand,
  unknownReader,
  badReaderOptions,
  badCondition,
  badFact,
  factDeclaredTwice,
  badMatch,
  repeatedExpression,
  factOfTwoTypes,
  unknownPlaceholder,
  factNeverSet,
  misleadingFact,
  unknownCause,
  duplicateCause,
  unusedFix,
  fixWithoutChange,
  undoNothingToRestore,
  validateMissing,
  verifySymptomMissing,
  symptomWithoutHealthy,
  longLine,
]

/** Every problem of a set of runbooks that parsed, sorted by place. It never throws for what they hold. */
export function lintRunbooks(parsed: readonly ParsedRunbook[]): Problem[] {
  const set: RunbookSet = { all: parsed, byId: new Map(parsed.map(one => [one.runbook.id, one])) }
  const problems = lintRules.flatMap(rule =>
    rule.check(set).map(fault => ({ ...placeOf(fault), rule: rule.name, message: fault.message, hint: fault.hint })),
  )
  // A probe that several commands name is told of once.
  const distinct = [...new Map(problems.map(problem => [formatProblem(problem), problem])).values()]
  return distinct.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column)
}

function placeOf({
  in: { file, locate, locateWord },
  path,
  place,
  word,
  inProbe,
}: Fault): Omit<Problem, 'rule' | 'message'> {
  if (inProbe?.offset !== undefined) return { file: inProbe.probe.file, ...placeIn(inProbe.probe, inProbe.offset) }
  if (inProbe) return { file: inProbe.probe.file, line: 1, column: 1 }
  return { file, ...(place ?? (word ? locateWord(path, word.text, word.offset) : locate(path))) }
}
