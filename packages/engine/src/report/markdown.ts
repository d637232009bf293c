import { commandLine } from '../command/story.ts'
import type { Report, ReportFix, ReportStep } from './report.ts'

const OUTCOMES: Record<Report['outcome'], string> = {
  healthy: 'Healthy',
  diagnosed: 'Cause found, not fixed',
  fixed: 'Fixed and verified',
  inconclusive: 'Inconclusive',
  failed: 'A fix failed',
  aborted: 'Stopped before its end',
}

/** A report as Markdown for a ticket. Texts of tools stand in code blocks that they cannot close. */
export function reportMarkdown(report: Report): string {
  return `${[...headOf(report), ...causeOf(report), ...chainOf(report), ...fixesOf(report), ...stepsOf(report), ...unknownOf(report)].join('\n')}\n`
}

function headOf({ runbook, outcome, session, target, started, finished, inputs, says }: Report): string[] {
  const rows = [
    ['Outcome', OUTCOMES[outcome]],
    ['Session', `\`${session}\``],
    ['Target', target],
    ['Time', `${started} to ${finished}`],
    ...Object.entries(inputs).map(([name, value]) => [name, inline(String(value))]),
  ]
  return [
    `# Runbook ${runbook}: ${OUTCOMES[outcome]}`,
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...(says ? [prose(says), ''] : []),
  ]
}

function causeOf({ cause, steps }: Report): string[] {
  if (!cause) return []
  return [
    `## Cause: ${inline(cause.title)}`,
    '',
    `\`${cause.id}\` (${cause.layer})`,
    '',
    prose(cause.means),
    '',
    'Shown by:',
    '',
    ...cause.evidence.flatMap(name => groundOf(name, steps)),
    '',
    ...(cause.advice ? [`**What to do.** ${prose(cause.advice)}`, ''] : []),
    `**Prevent.** ${prose(cause.prevent)}`,
    '',
    `Sources: ${cause.sources.join(', ')}`,
    '',
  ]
}

/** A step that a cause rests on, by what it showed. */
function groundOf(name: string, steps: Report['steps']): string[] {
  const found = steps.findLast(({ runbook, step }) => `${runbook}/${step}` === name)
  return found ? [`- ${inline(found.question)} **${inline(found.label)}** (\`${name}\`)`] : []
}

function chainOf({ chain, contributing, ruled_out }: Report): string[] {
  return [
    ...(chain.length > 1 ? [`Chain: ${chain.map(id => `\`${id}\``).join(' → ')}`, ''] : []),
    ...(contributing.length > 0 ? [`Contributing: ${contributing.map(({ id }) => `\`${id}\``).join(', ')}`, ''] : []),
    ...(ruled_out.length > 0
      ? [`Ruled out: ${ruled_out.map(({ id, by }) => `\`${id}\` (by \`${by}\`)`).join(', ')}`, '']
      : []),
  ]
}

function fixesOf({ fixes }: Report): string[] {
  return fixes.length === 0 ? [] : ['## Fixes', '', ...fixes.flatMap(fixOf)]
}

function fixOf(fix: ReportFix): string[] {
  const commands = fix.plan
    ? [...(fix.plan.validate ? [fix.plan.validate] : []), ...fix.plan.apply].map(argv => commandLine(argv))
    : []
  return [
    `### ${inline(fix.title)} — ${fix.status}`,
    '',
    `Risk ${fix.risk || 'not known'}, ${fix.time || 'time not known'}. ${inline(fix.impact)}`,
    '',
    ...(fix.note ? [`Note: ${inline(fix.note)}`, ''] : []),
    ...(fix.plan?.edits ?? []).flatMap(edit => [...block(edit.diff, 'diff'), '']),
    ...(commands.length > 0 ? [...block(commands.join('\n'), 'sh'), ''] : []),
    ...(fix.plan ? [`Way back: ${inline(fix.plan.undo)}`, ''] : []),
    ...(fix.approval && fix.status === 'proposed' ? [`Approval: \`${fix.approval}\``, ''] : []),
  ]
}

function stepsOf({ steps }: Report): string[] {
  return steps.length === 0 ? [] : ['## What was checked', '', ...steps.flatMap(stepOf)]
}

function stepOf(step: ReportStep): string[] {
  const how =
    step.by === 'person' ? 'answered by hand' : `exit ${step.exit_code ?? '—'}, ${Math.round(step.duration_ms)} ms`
  return [
    `### ${inline(step.question)}`,
    '',
    `\`${step.runbook}/${step.step}\`: **${inline(step.label)}** (${how})`,
    '',
    ...(step.command.length > 0 ? [...block(commandLine(step.command), 'sh'), ''] : []),
    ...(step.evidence ? [...block(step.evidence, 'text'), ''] : []),
  ]
}

function unknownOf({ unknown }: Report): string[] {
  if (unknown.length === 0) return []
  return [
    '## Could not be checked',
    '',
    ...unknown.map(
      ({ step, reason, problem, needs }) =>
        `- \`${step}\`: ${reason}: ${inline(problem)}${needs ? ` Needs: ${inline(needs)}` : ''}`,
    ),
    '',
  ]
}

/** A fence longer than any run of backticks inside. */
function block(text: string, language: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(match => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, text.replace(/\n+$/, ''), fence]
}

/** Paragraphs of a runbook, with what facts brought into them: nothing in them is markup. */
function prose(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(inline)
    .join('\n\n')
}

/** Text within a sentence, from a runbook or a tool: nothing in it is markup. */
function inline(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~]/g, char => `\\${char}`)
}
