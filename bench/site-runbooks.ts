import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const layers = ['nginx', 'process', 'application', 'network', 'tls', 'os']

/** Writes runbooks of twelve steps each into a folder: checks in a row, each with two causes, and one fix. */
export function writeRunbooks(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true })
  for (let at = 1; at <= count; at++) writeFileSync(path.join(folder, `made-${at}.yaml`), runbook(`made-${at}`, at))
}

function runbook(id: string, at: number): string {
  const checks = [1, 2, 3, 4, 5]
  return `id: ${id}
title: Service ${at} does not answer
layer: ${layers[at % layers.length]}
summary: Looks at what service ${at} listens on, what it logs and what it was given, and names the cause. It is made up.
reviewed: 2026-11-21
sources: [https://www.rfc-editor.org/rfc/rfc9110]
inputs:
  url: { type: url, ask: Which URL fails?, example: "https://shop.example.com/" }
facts: { port: string }
start: check-1
symptom: check-1
steps:
${checks.map(number => check(number, at)).join('')}${checks.map(number => finding(number, id)).join('')}${isFirst(at) ? '' : handoff(at)}  nothing: { end: nothing, says: Service ${at} is not the reason. }
fixes:
  mend:
    title: Point service ${at} at port 4000
    risk: low
    time: under a minute
    impact: None; nothing answers now.
    edits: [{ file: /etc/service-${at}/port.conf, line: 1, replace: "port {{port}}", with: port 4000 }]
    validate: grep -q port /etc/service-${at}/port.conf
    verify: symptom
    undo: { restore: files }
`
}

/** The first of ten: the other nine hand off to it. */
function isFirst(at: number): boolean {
  return at % 10 === 1
}

function handoff(at: number): string {
  return `  over:
    handoff: made-${at - ((at + 9) % 10)}
    label: Look where it all begins
    nothing: nothing
`
}

function check(number: number, at: number): string {
  const next = number === 5 ? (isFirst(at) ? 'nothing' : 'over') : `check-${number + 1}`
  return `  check-${number}:
    check: What does line ${number} of the state of service ${at} say?
    why: The state tells what service ${at} was given, and what it last failed with.
    run: cat /var/lib/service-${at}/state-${number}
    fresh: true
    read: { regex: { pattern: '^port (?<port>\\d+)', flags: m } }
    outcomes:
      right: { when: port == "4000", label: it names port 4000,${number === 1 ? ' healthy: true,' : ''} go: ${next} }
      wrong: { when: found, label: "it names port {{port}}", facts: { port: port }, go: found-${number} }
      nothing: { otherwise: true, label: it names no port, go: ${next} }
    unknown: { go: ${next} }
`
}

function finding(number: number, id: string): string {
  return `  found-${number}:
    finding: ${id}-wrong-port-${number}
    title: Line ${number} names port {{port}}, the service listens on 4000
    means: Every request goes to port {{port}}, where nothing listens, and is refused with "connection refused".
    prevent: Take the port from one place.
    fixes: [mend]
`
}
