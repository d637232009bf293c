import { statSync } from 'node:fs'
import path from 'node:path'
import {
  formatProblem,
  headlineOf,
  isOfKind,
  lintRunbooks,
  noSuch,
  type Problem,
  parseFiles,
  probesNamed,
  type Runbook,
  runbookFiles,
  targetsOf,
} from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { type Line, line, lines, paragraphs } from '../lines/line.ts'
import { printerTo, printLines } from '../lines/print.ts'
import type { Flags } from './flags.ts'
import { runbooksFolder, runbooksInUse } from './runbooks-folder.ts'

/** `runbook list`: the runbooks there are. */
export function list(flags: Flags, { stdout }: Host): ExitCode {
  const runbooks = [...runbooksInUse(flags.runbooks).values()]
  const print = printerTo(stdout)
  const width = Math.max(...runbooks.map(({ id }) => id.length))
  if (flags.json)
    print(JSON.stringify(runbooks.map(({ id, title, layer, reviewed }) => ({ id, title, layer, reviewed }))))
  else for (const { id, title } of runbooks) print(`${id.padEnd(width)}  ${title}`)
  return exitCodes.fine
}

/** `runbook show <id>`: a runbook's inputs, steps and fixes. */
export function show({ id, flags }: { id: string; flags: Flags }, { stdout }: Host): ExitCode {
  const bundle = runbooksInUse(flags.runbooks)
  const runbook = bundle.get(id)
  if (!runbook) throw noSuch({ what: 'runbook', name: id, known: bundle.keys(), code: 'no-such-runbook' })
  const print = printerTo(stdout)
  if (flags.json) print(JSON.stringify(runbook, null, 2))
  else printLines(described(runbook), print)
  return exitCodes.fine
}

/** `runbook lint [file…]`: every problem at once; without files, those of the runbooks in use. */
export function lint({ files, flags }: { files: readonly string[]; flags: Flags }, { stdout }: Host): ExitCode {
  const asked = files.length > 0 ? files.flatMap(filesOf) : runbookFiles(runbooksFolder(flags.runbooks))
  const problems = problemsOf(asked)
  const print = printerTo(stdout)
  if (flags.json) print(JSON.stringify({ files: asked.length, problems }))
  else {
    for (const problem of problems) print(formatProblem(problem))
    print(
      problems.length === 0
        ? `${asked.length} files, no problem.`
        : `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${asked.length} files.`,
    )
  }
  return problems.length === 0 ? exitCodes.fine : exitCodes.usage
}

/** Problems of the files and of the probes that they name; their neighbours are read too, because handoffs lead there. */
function problemsOf(asked: readonly string[]): Problem[] {
  const wanted = new Set(asked.map(file => path.resolve(file)))
  const folders = [...new Set(asked.map(file => path.dirname(path.resolve(file))))]
  const neighbours = folders.flatMap(runbookFiles).filter(file => !wanted.has(path.resolve(file)))
  const own = parseFiles(asked)
  const all = [...own.parsed, ...parseFiles(neighbours).parsed]
  for (const { file } of own.parsed.flatMap(probesNamed)) wanted.add(path.resolve(file))
  const found = lintRunbooks(all).filter(({ file }) => wanted.has(path.resolve(file)))
  return [...own.problems, ...found]
}

function filesOf(file: string): string[] {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? runbookFiles(file) : [file]
}

function described({ id, title, layer, reviewed, summary, inputs, steps, fixes, start, sources }: Runbook): Line[] {
  return paragraphs(
    [line(`${id}: ${title}`), line(`layer ${layer}, reviewed ${reviewed}`)],
    lines(summary.trim()),
    inputs
      ? [
          line('Inputs'),
          ...Object.entries(inputs).map(([name, { type, ask }]) =>
            line(`${name} (${type}): ${ask}`, { mark: '·', indent: 2 }),
          ),
        ]
      : [],
    [
      line(`Steps, from "${start}"`),
      ...Object.entries(steps).flatMap(([name, step]) => [
        line(`${name} (${step.kind}): ${headlineOf(step)}`, { mark: '·', indent: 2 }),
        ...(isOfKind(step, 'check', 'decide', 'ask')
          ? Object.values(step.outcomes).map(({ label, go }) => line(`${label} → ${go}`, { indent: 6 }))
          : targetsOf(step).map(({ to }) => line(`→ ${to}`, { indent: 6 }))),
      ]),
    ],
    fixes
      ? [
          line('Fixes'),
          ...Object.entries(fixes).map(([name, { title: what, risk, time }]) =>
            line(`${name}: ${what} (risk ${risk}, ${time})`, { mark: '·', indent: 2 }),
          ),
        ]
      : [],
    [line('Sources'), ...sources.map(source => line(source, { indent: 2 }))],
  )
}
