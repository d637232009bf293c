import {
  commandLine,
  type Evidence,
  factsOf,
  fillForReading,
  headlineOf,
  type Position,
  reasonWords,
  resolveCommand,
  type SessionContext,
  type StepResult,
  stepAt,
  type UnknownReason,
  whyOf,
  wordsOf,
} from '@runbook/engine'
import { gap, type Line, line, lines, paragraphs } from './line.ts'
import { span } from './span.ts'

/** What a step asks or says in one line, with what is known filled in. */
export function questionAt(context: SessionContext, at: Position): string {
  return fillForReading(headlineOf(stepAt(context.bundle, at)), factsOf(context))
}

/** The question of the step at hand, and why it is asked. */
export function questionLines(context: SessionContext): Line[] {
  const step = stepAt(context.bundle, context.position)
  const facts = factsOf(context)
  const why = whyOf(step)
  return [
    line(questionAt(context, context.position), { tone: 'strong' }),
    ...(why ? [line(fillForReading(why, facts), { tone: 'quiet' })] : []),
  ]
}

/** The command of the step at hand, as it would be typed; none for a question. */
export function commandLines(context: SessionContext): Line[] {
  const step = stepAt(context.bundle, context.position)
  if (step.kind !== 'check') return []
  const facts = factsOf(context)
  const resolved = resolveCommand(step, facts)
  const argv = resolved.ok ? resolved.command.argv : wordsOf(step).map(word => fillForReading(word, facts))
  const env = resolved.ok ? Object.entries(resolved.command.env ?? {}) : []
  const place = step.at === 'here' && context.target !== 'local' ? [line('where you sit:', { tone: 'quiet' })] : []
  return [
    ...place,
    ...env.map(([name, value]) => line(`${name}=${value}`, { mark: '·', tone: 'quiet' })),
    ...shownCommand(argv),
  ]
}

/** A command as lines behind a prompt sign, as it can be pasted into a shell; a script keeps its own lines, and the name of
 * a probe stands behind it, where bash takes it for its own. */
export function shownCommand(argv: readonly string[]): Line[] {
  const [program, option, script, probe] = argv
  if (program !== 'bash' || option !== '-c' || argv.length > 4 || !script?.includes('\n'))
    return lines(commandLine(argv), { tone: 'code', mark: '$' })
  const quoted = script.trimEnd().replaceAll("'", "'\\''")
  return [
    line("bash -c '", { tone: 'code', mark: '$' }),
    ...quoted.split('\n').map(text => line(text, { tone: 'code', indent: 2 })),
    line(probe === undefined ? "'" : `' ${probe}`, { tone: 'code', indent: 2 }),
  ]
}

/** What a step came to, with the output that decides it. */
export function resultLines({ judgement, evidence, by }: StepResult): Line[] {
  const hand = by === 'person' && judgement.kind === 'outcome' ? ' (answered by hand)' : ''
  const head =
    judgement.kind === 'outcome'
      ? [line(`${judgement.label}${hand}`, { mark: '✓', tone: 'good' })]
      : [
          line(`Unknown: ${reasonWords[judgement.reason]}.`, { mark: '?', tone: 'unsure' }),
          ...(isSaid(judgement.reason) ? [] : [line(sentence(judgement.problem), { indent: 2 })]),
          ...(judgement.needs ? [line(`Needed: ${judgement.needs}`, { indent: 2 })] : []),
          line('This is no evidence for or against anything.', { indent: 2, tone: 'quiet' }),
        ]
  return paragraphs(head, evidence ? evidenceLines(evidence) : [])
}

/** Reasons that say all by themselves. */
function isSaid(reason: UnknownReason): boolean {
  return reason === 'aborted' || reason === 'skipped'
}

function evidenceLines({ command, exitCode, durationMs, excerpt, runs, isPasted }: Evidence): Line[] {
  const how = isPasted
    ? 'pasted output'
    : [
        exitCode === null ? 'it did not end by itself' : `exit code ${exitCode}`,
        span(durationMs),
        ...(runs > 1 ? [`${runs} runs`] : []),
      ].join(', ')
  const output =
    excerpt.trim() === '' ? [line('(no output)', { indent: 2, tone: 'quiet' })] : lines(excerpt, { indent: 2 })
  return [
    ...shownCommand(command),
    line(how, { indent: 2, tone: 'quiet' }),
    ...(output.length > 0 ? [gap, ...output] : []),
  ]
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?…]$/.test(whole) ? whole : `${whole}.`
}
