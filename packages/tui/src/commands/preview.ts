import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { type Bundle, commandLine, factsOf, type Preview, parseInputs, previewOf } from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { type Line, line, paragraphs } from '../lines/line.ts'
import { printerTo, printLines } from '../lines/print.ts'

interface PreviewArguments {
  bundle: Bundle
  runbook: string
  inputs: Record<string, string>
  isJson: boolean
}

/** `--plan`: tells what a session could read and change, and what it needs; it runs nothing. */
export function preview({ bundle, runbook, inputs, isJson }: PreviewArguments, { stdout, env }: Host): ExitCode {
  const facts = factsOf({ bundle, trail: [], inputs: parseInputs(bundle, inputs) })
  const found = previewOf(bundle, runbook, facts)
  const print = printerTo(stdout)
  const tools = found.tools.map(name => ({ name, isThere: isOnPath(name, env.PATH ?? '') }))
  if (isJson)
    print(
      JSON.stringify({
        type: 'plan',
        runbook,
        ...found,
        tools: tools.map(({ name, isThere }) => ({ name, present: isThere })),
      }),
    )
  else printLines(previewLines(runbook, found, tools), print)
  return exitCodes.fine
}

function previewLines(
  runbook: string,
  { reads, changes, questions, rights }: Preview,
  tools: readonly { name: string; isThere: boolean }[],
): Line[] {
  const missing = tools.filter(({ isThere }) => !isThere).map(({ name }) => name)
  return paragraphs(
    [
      line(
        `runbook ${runbook} could read ${counted(reads.length, 'time')}, ask ${counted(questions.length, 'question')}, and offer ${counted(changes.length, 'change')}. Nothing was run.`,
      ),
    ],
    reads.length === 0 ? [] : [line('Reads (which of them run depends on what is found)'), ...reads.flatMap(readLines)],
    changes.length === 0
      ? []
      : [
          line('Changes that may be offered, each only after consent'),
          ...changes.map(({ runbook: of, fix, title, risk }) =>
            line(`${title} — risk ${risk} (${of}/${fix})`, { mark: '·', indent: 2 }),
          ),
        ],
    [
      line('Tools'),
      ...tools.map(({ name, isThere }) =>
        line(`${name}${isThere ? '' : ': not on this machine'}`, { mark: isThere ? '✓' : '✗', indent: 2 }),
      ),
      line(
        missing.length === 0 ? 'All are there.' : `${missing.length} missing: checks that need them come out unknown.`,
        { indent: 2 },
      ),
    ],
    rights.length === 0 ? [] : [line('Rights'), ...rights.map(right => line(right, { mark: '·', indent: 2 }))],
  )
}

function readLines({ at, question, command, place }: Preview['reads'][number]): Line[] {
  return [
    line(`${question} (${at.runbook}/${at.step}${place === 'here' ? ', from where you sit' : ''})`, {
      mark: '·',
      indent: 2,
    }),
    line(commandLine(command), { mark: '$', indent: 4 }),
  ]
}

/** True when a program of that name can be run; nothing is started to find out. */
function isOnPath(name: string, searchPath: string): boolean {
  const folders = name.includes('/')
    ? ['']
    : [...searchPath.split(path.delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(folder => folder !== '')
  return folders.some(folder => {
    try {
      accessSync(path.join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
