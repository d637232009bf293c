import { readFileSync } from 'node:fs'
import { hostname, release } from 'node:os'
import type { RecordedOutput, RecordedStep, Recording } from '@runbook/evidence'
import { repository } from '../run/command.ts'

/** Characters kept of one output. */
const longest = 40_000

/** A recording as its file holds it: one step a line, so that a change to one shows as such. */
export function recordingText({ steps, ...head }: Recording): string {
  const lines = steps.map(step => JSON.stringify(step))
  return withoutMachine(`${JSON.stringify(head).slice(0, -1)},"steps":[\n${lines.join(',\n')}\n]}\n`)
}

/** Cuts what is very long, and says of outputs that were taken again only whose they are. */
export function compact(steps: readonly RecordedStep[]): RecordedStep[] {
  const seen = new Map<string, number>()
  return steps.map(({ outputs, ...step }, index) => {
    if (!outputs) return step
    const cut = outputs.map(cutOutput)
    const key = JSON.stringify(cut)
    const like = key.length > 200 ? seen.get(key) : undefined
    if (like === undefined) seen.set(key, index)
    return like === undefined ? { ...step, outputs: cut } : { ...step, like }
  })
}

function cutOutput({ stdout, ...rest }: RecordedOutput): RecordedOutput {
  return { stdout: stdout.length > longest ? stdout.slice(0, longest) : stdout, ...rest }
}

/** The text without what only this machine has: where the checkout and its Node are, its name, kernel and control groups. */
function withoutMachine(text: string): string {
  const host = new RegExp(`(?<=nodename: )${hostname()}\\b|(?<= )${hostname()}(?= [^\\s\\[:]+\\[\\d+\\]:)`, 'g')
  const groups = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .map(line => line.split(':')[2] ?? '')
    .filter(path => path.length > 1)
  return groups
    .reduce((rest, group) => rest.replaceAll(group, '/'), text)
    .replaceAll(process.execPath, '/usr/bin/node')
    .replaceAll(repository, '/opt/runbook')
    .replaceAll(release(), '6.12.0')
    .replace(host, 'lab')
}
