import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBox } from '@runbook/lab/box/box.ts'
import { processesOf } from '@runbook/lab/box/processes.ts'
import { setUp } from '@runbook/lab/faults/fault.ts'
import { faultOf } from '@runbook/lab/faults/faults.ts'
import { canIsolate, whyNot } from '@runbook/lab/faults/why-not.ts'
import { diagnose, run, type Surroundings, walkOf } from '@runbook/lab/run/command.ts'
import { fileTree } from '@runbook/lab/run/file-tree.ts'
import { describe, it } from 'vitest'

/** One for each road through the runbooks. */
const representatives = [
  'upstream-wrong-port',
  'unix-socket-permission',
  'nginx-reload-failed-silently',
  'nginx-config-invalid-not-running',
  'pm2-stopped-or-deleted',
  'node-uncaught-exception-pm2',
  'healthy',
]

describe('finding out', { concurrent: canIsolate(), timeout: 60_000 }, () => {
  for (const id of representatives) {
    const fault = faultOf(id)
    const reason = whyNot(fault)
    it.skipIf(reason)(
      `changes nothing for ${id}${reason ? ` (${reason})` : ''}`,
      async ({ expect, onTestFinished }) => {
        const box = openBox()
        onTestFinished(() => box.down())
        const up = await setUp(fault, box)
        const surroundings: Surroundings = {
          wrap: up.wrap,
          env: { HOME: box.folder, XDG_STATE_HOME: join(box.folder, 'state'), LAB_SESSION: marker(box.folder) },
        }
        const before = [await fileTree([box.folder]), await system(), logsOf(box.folder)]
        const { report } = await diagnose(up, surroundings)
        expect(report.cause?.id ?? report.outcome, walkOf(report)).toBe(fault.cause)
        expect([await fileTree([box.folder]), await system(), logsOf(box.folder)]).toEqual(before)
        expect(processesOf(marker(box.folder))).toEqual([])
        // pm2 makes its home wherever it is first called.
        expect(existsSync(join(box.folder, '.pm2'))).toBe(false)
      },
    )
  }
})

/** Sizes, modes and times of all that configures this machine. */
async function system(): Promise<string> {
  return (await run(['find', '/etc', '/usr/lib/systemd', '-printf', '%p %y %m %s %T@\n'])).stdout
}

/** The names of the log and pid files: nothing that was not there is made, whatever is written into them meanwhile. */
function logsOf(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return all.filter(path => /(?:^|\/)(?:logs|pids)(?:\/|$)|\.(?:log|pid)$/.test(path)).toSorted()
}

function marker(folder: string): string {
  return `${folder}/session`
}
