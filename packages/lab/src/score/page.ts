import { catalogue, catalogueIds } from '../faults/catalogue.ts'
import { notProven } from '../faults/not-proven.ts'
import { noises } from '../noise/kinds.ts'
import type { CaseResult } from '../run/run-case.ts'
import { verdictOf } from './result-lines.ts'
import type { Score } from './score.ts'
import { totalsOf } from './totals.ts'

/** A score as a Markdown page: totals, each cause, each kind of noise, the plain script, and what is not proven. */
export function scorePage(score: Score): string {
  const parts = [head(score), totals(score), causes(score), underNoise(score), script(score), open(score)]
  return `${parts.join('\n\n')}\n`
}

function head({ date, versions, cases }: Score): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `# What the lab proves

Each case is a real fault in real servers, and a session (\`runbook 502 URL --no-input --json\`) that is told the
address, and where a person would have to tell it too, the home of PM2 or the configuration that is meant. This page is written by \`npm run lab -- score --json score.json\` and \`npm run lab -- table score.json\`.

Run on ${date.slice(0, 10)} with ${list.join(', ')}.${partsOf(cases)}`
}

/** Says of which runs a score was put together; nothing of a single one. */
export function partsOf(cases: Score['cases']): string {
  const ends = [...new Set(cases.flatMap(({ run }) => run ?? []))].toSorted()
  const parts = ends.map(
    end => `${cases.filter(({ run }) => run === end).length} cases of the run that ended at ${end.slice(11, 16)} UTC`,
  )
  return parts.length > 1 ? ` Put together from ${parts.join(' and ')}.` : ''
}

function totals({ totals: t, cases }: Score): string {
  const seconds = cases.map(one => one.seconds).toSorted((a, b) => a - b)
  const rows: [string, string][] = [
    ['Cases', `${t.cases}, of them ${t.healthy} in which nothing is wrong`],
    ['Distinct causes', String(t.causes)],
    ['Right', share(t.right, t.cases)],
    ['Ended with a wrong cause', String(t.wrong)],
    ['Ended inconclusive', String(t.inconclusive)],
    ['A cause where nothing is wrong', String(t.healthy_findings)],
    ['Could not be set up', String(t.errors)],
    ['Fixes that worked', share(t.fixes_worked, t.fixes_tried)],
    ['Undos that put every file back byte for byte', share(t.undo_exact, t.undo_tried)],
    ['Seconds of a session, median and longest', `${at(seconds, 0.5)} and ${at(seconds, 1)}`],
  ]
  return `## Totals\n\n${tableOf(['', ''], rows)}`
}

function causes({ cases }: Score): string {
  const blocks = Object.entries({ ...catalogue, 'nothing wrong': ['healthy'], others: otherIds(cases) }).flatMap(
    ([group, ids]) => {
      const rows = ids.flatMap(id => causeRow(id, cases))
      const columns = ['Cause', 'Faults', 'Cases', 'Right', 'Fix', 'Undo', 'Script']
      return rows.length > 0 ? [`### ${group}\n\n${tableOf(columns, rows)}`] : []
    },
  )
  return `## Causes

Fix and undo: in how many of the cases that tried them they worked. Script: in how many the plain script printed the line
that decides.

${blocks.join('\n\n')}`
}

function causeRow(id: string, all: readonly CaseResult[]): string[][] {
  const t = totalsOf(
    all.filter(one => one.expected === id),
    0,
  )
  return causeCells(id, all).map(cells => [...cells, share(t.script_decides, t.script_tried)])
}

/** What the cases of one cause came to; no row when there are none. */
export function causeCells(id: string, all: readonly CaseResult[]): string[][] {
  const cases = all.filter(one => one.expected === id)
  if (cases.length === 0) return []
  const t = totalsOf(cases, 0)
  const faults = new Set(cases.map(({ fault }) => fault)).size
  return [
    [
      `\`${id}\``,
      ...[faults, cases.length].map(String),
      share(t.right, t.cases),
      share(t.fixes_worked, t.fixes_tried),
      share(t.undo_exact, t.undo_tried),
    ],
  ]
}

function underNoise({ cases }: Score): string {
  const rows = Object.entries(noises).map(([id, says]) => {
    const own = totalsOf(
      cases.filter(one => one.noise === id),
      0,
    )
    return [`\`${id}\``, says, String(own.cases), share(own.right, own.cases), String(own.wrong)]
  })
  const missed = cases.filter(one => !one.right).map(one => [one.fault, one.noise, `\`${one.expected}\``, toldBy(one)])
  const list = missed.length > 0 ? tableOf(['Fault', 'Noise', 'Expected', 'Session'], missed) : 'None.'
  const table = tableOf(['Noise', 'What it is', 'Cases', 'Right', 'Wrong'], rows)
  return `## Noise\n\n${table}\n\n## Cases that were not right\n\n${list}`
}

function script({ totals: t }: Score): string {
  return `## Beside a plain script

\`packages/lab/src/score/plain-script.sh\` prints what people look at by hand: states of services, ends of logs, ports, load, memory,
disk, tests of configurations. It names no cause. In ${t.script_decides} of ${t.script_tried} cases its output held the
line that decides, for a person who knows which one that is.`
}

function open({ skipped, cases }: Score): string {
  const proven = new Set(cases.filter(one => one.right).map(({ expected }) => expected))
  const missing = catalogueIds.filter(id => !proven.has(id))
  const rows = missing.map(id => [`\`${id}\``, notProven[id] ?? 'no case was right in this run'])
  const notRun = skipped.map(({ fault, noise, reason }) => [fault, noise, reason])
  return `## Not proven

${rows.length > 0 ? tableOf(['Cause', 'Why'], rows) : 'None.'}

## Cases that this machine could not set up

${notRun.length > 0 ? tableOf(['Fault', 'Noise', 'Why'], notRun) : 'None.'}`
}

function otherIds(cases: readonly CaseResult[]): string[] {
  const ids = new Set(cases.map(({ expected }) => expected))
  return [...ids].filter(id => id !== 'healthy' && !catalogueIds.includes(id))
}

/** What a session made of a case that was not right. */
export function toldBy(one: CaseResult): string {
  const verdict = verdictOf(one)
  return verdict === 'wrong' || verdict === 'finding' ? `${verdict}: \`${one.named}\`` : verdict
}

/** A table of Markdown. */
export function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

/** So many of so many, or a dash of none. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part} of ${whole}`
}

/** The value below which that part of the sorted numbers lies. */
export function at(sorted: readonly number[], quantile: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 0).toFixed(1)
}
