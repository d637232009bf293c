import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadBundle, replaySession, resumeSession, type Session } from '@runbook/engine'
import { type Box, openBox } from '@runbook/lab/box/box.ts'
import { processesOf } from '@runbook/lab/box/processes.ts'
import { setUp } from '@runbook/lab/faults/fault.ts'
import { faultOf } from '@runbook/lab/faults/faults.ts'
import { canIsolate, whyNot } from '@runbook/lab/faults/why-not.ts'
import { command, runbook, withReport } from '@runbook/lab/run/command.ts'
import { withHanging } from '@runbook/lab/run/obstacles.ts'
import { until } from '@runbook/stack'
import { describe, expect, it } from 'vitest'

const runbooks = join(import.meta.dirname, 'runbooks')
const original = 'port 3000\n# the shop\n'

describe('a command that is killed', { concurrent: canIsolate(), timeout: 60_000 }, () => {
  const fault = faultOf('upstream-read-timeout')
  const reason = whyNot(fault)

  it.skipIf(reason)(
    `by SIGKILL in a check leaves a journal that can be read, and soon no process${reason ? ` (${reason})` : ''}`,
    async ({ expect, onTestFinished }) => {
      const box = openBox()
      onTestFinished(() => box.down())
      const { url } = await setUp(fault, box)
      const child = startCommand(box, ['502', url, '--no-input', '--json'])
      await until('curl runs', () => journalOf(box).includes('check.started') && processesOf(marker(box)).length > 1)
      await child.end('SIGKILL')

      const id = sessionOf(box)
      const report = await runbook(['report', id, '--format', 'json'], surroundings(box))
      expect(report.code, report.stderr).toBe(0)
      expect(JSON.parse(report.stdout)).toMatchObject({ session: id, cause: null })
      // What it had started ends by its own limit, here that of nginx.
      await until('nothing of the session is left', () => processesOf(marker(box)).length === 0)
    },
  )

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    it(`by ${signal} takes a check that never ends with it`, async ({ expect, onTestFinished }) => {
      const box = openBox()
      onTestFinished(() => box.down())
      const child = startCommand(box, ['502', 'http://127.0.0.1:1/', '--no-input', '--json'], withHanging(box, 'curl'))
      await until('the check hangs', () => processesOf(marker(box)).length > 2)
      process.kill(child.pid, signal)
      await until('nothing of the session is left', () => processesOf(marker(box)).length === 0)
      await until('the command is reaped', () => child.process.exitCode !== null || child.process.signalCode !== null)
      expect(child.process.exitCode).toBe(code)
      const { stdout } = await runbook(['report', sessionOf(box), '--format', 'json'], surroundings(box))
      expect(JSON.parse(stdout).cause).toBe(null)
    })

  it('by SIGKILL in a change comes back as interrupted, and undo puts every byte back', async ({
    expect,
    onTestFinished,
  }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const id = await killInChange(box)
    const session = resumeSession({ bundle: loadBundle(runbooks), stateDir: stateDir(box), env: {}, id })
    expect(session.view().state).toBe('interrupted')
    expect(session.view().context.change).toMatchObject({ fix: 'set-port', status: 'interrupted' })
    expect(session.send({ type: 'undo.requested' })).toBe(true)
    await reached(session, 'undone')
    expect(readFileSync(join(box.folder, 'shop.conf'), 'utf8')).toBe(original)
    expect(statSync(join(box.folder, 'shop.conf')).mode & 0o777).toBe(0o640)
    expect(tries(box)).toBe(1)
    session.send({ type: 'session.finished' })
    expect(session.view().context.change).toMatchObject({ status: 'undone' })
  })

  it('by SIGKILL in a change repeats nothing when the session goes on: it looks again', async ({
    expect,
    onTestFinished,
  }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const id = await killInChange(box)
    expect(replaySession({ bundle: loadBundle(runbooks), stateDir: stateDir(box), id }).state).toBe('changing')
    const ended = await runbook(['--runbooks', runbooks, 'resume', id, '--no-input', '--json'], surroundings(box))
    const { report } = withReport(ended)
    expect([report.outcome, report.fixes[0]?.status, ended.code]).toEqual(['fixed', 'verified', 0])
    expect(tries(box)).toBe(1)
  })
})

function startCommand(box: Box, args: readonly string[], env: Record<string, string> = {}) {
  return box.start([process.execPath, command, ...args], {
    log: join(box.folder, 'command.log'),
    env: { ...surroundings(box).env, ...env },
  })
}

/** Its processes carry the marker, which those of a fault do not. */
function surroundings(box: Box) {
  return {
    wrap: box.wrap,
    cwd: box.folder,
    env: { HOME: box.folder, XDG_STATE_HOME: join(box.folder, 'state'), LAB_SESSION: marker(box) },
  }
}

/** Kills the command while it applies a fix, and gives the session. */
async function killInChange(box: Box): Promise<string> {
  box.write('shop.conf', original)
  chmodSync(join(box.folder, 'shop.conf'), 0o640)
  const place = ['--runbooks', runbooks, '--set', `folder=${box.folder}`]
  const { stdout } = await runbook([...place, 'slow-change', '--no-input', '--json'], surroundings(box))
  const { report } = withReport({ code: 0, stdout, stderr: '' })
  const approval = report.fixes[0]?.approval ?? ''
  const child = startCommand(box, ['--runbooks', runbooks, 'fix', report.session, 'set-port', '--approve', approval])
  await until('the change is being applied', () => tries(box) === 1)
  await child.end('SIGKILL')
  expect(readFileSync(join(box.folder, 'shop.conf'), 'utf8')).toContain('port 4000')
  return report.session
}

function tries({ folder }: Box): number {
  const file = join(folder, 'tries')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0
}

function reached(session: Session, state: string): Promise<void> {
  return until(`the session is ${state}`, () => session.view().state === state)
}

function marker({ folder }: Box): string {
  return `${folder}/session`
}

function stateDir({ folder }: Box): string {
  return join(folder, 'state/runbook')
}

function sessionOf(box: Box): string {
  const [id = ''] = readdirSync(join(stateDir(box), 'sessions'))
  return id
}

function journalOf(box: Box): string {
  const folder = join(stateDir(box), 'sessions')
  const file = existsSync(folder) ? join(folder, sessionOf(box), 'journal.jsonl') : ''
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
