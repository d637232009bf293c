import { loadBundle } from '@runbook/engine'
import { openBox } from '@runbook/lab/box/box.ts'
import { goldenRoot } from '@runbook/lab/box/golden.ts'
import { type Fault, setUp } from '@runbook/lab/faults/fault.ts'
import { faults } from '@runbook/lab/faults/faults.ts'
import { canIsolate, whyNot } from '@runbook/lab/faults/why-not.ts'
import { command } from '@runbook/lab/run/command.ts'
import { beforeAll, describe, it } from 'vitest'
import { openPty } from '../helpers/pty.ts'
import { retried } from '../helpers/retry.ts'

// The screen is the same for all causes of a runbook, and the sessions themselves are proven without one.
// Several run at once here, so those that measure the whole machine stay out.
const shown = onePerRunbook(faults.filter(fault => !fault.alone && whyNot(fault) === undefined))

// The first run builds the machines' root folder.
beforeAll(() => {
  if (shown.some(({ needs }) => needs.includes('systemd-machine'))) goldenRoot()
}, 300_000)

describe('a session on screens', { ...retried, concurrent: canIsolate(), timeout: 120_000 }, () => {
  it.for(shown)('shows the cause of $id at 80x24', async (fault, { expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const up = await setUp(fault, box)
    const inputs = Object.entries(up.inputs ?? {}).flatMap(([name, value]) => ['--set', `${name}=${value}`])
    const argv = ['env', `RUNBOOK_LAB=${box.folder}`, process.execPath, command, '502', up.url, ...inputs]
    const [program = '', ...args] = up.wrap?.(argv) ?? argv
    const stateHome = fault.needs.includes('systemd-machine') ? '/root' : box.folder
    const terminal = openPty(args, { program, stateHome, patience: 90_000 })
    onTestFinished(() => {
      terminal.kill('SIGKILL')
    })
    // The footer offers the end once the fixes are planned.
    const screen = await terminal.until(
      /(Cause found|Healthy|Inconclusive|Could not be checked)[\s\S]*q (or enter )?finish/,
    )
    expect(screen.split('\n').length).toBeLessThanOrEqual(24)
    if (fault.cause === 'healthy') expect(screen).toMatch(/Healthy/)
    else expect(screen).toMatch(new RegExp(`^  ${fault.cause} \\(`, 'm'))
    terminal.type('q')
    await terminal.until(/q or enter quit/)
    terminal.type('q')
    expect((await terminal.ended).code).toBe(fault.cause === 'healthy' ? 0 : 3)
  })
})

/** The first fault of each runbook that names its cause, and the first healthy layout. */
function onePerRunbook(possible: readonly Fault[]): Fault[] {
  const families = [...loadBundle('runbooks').values()].map(({ steps }) =>
    Object.values(steps).flatMap(step => (step.kind === 'finding' ? [step.finding] : [])),
  )
  const firsts = [...families, ['healthy']].flatMap(
    causes => possible.find(({ cause }) => causes.includes(cause)) ?? [],
  )
  return [...new Set(firsts)]
}
