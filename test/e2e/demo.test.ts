import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processesOf } from '../helpers/processes.ts'
import { openPty, type Pty, sent } from '../helpers/pty.ts'
import { retried } from '../helpers/retry.ts'

let stateHome: string
let pty: Pty | undefined
beforeEach(() => {
  stateHome = mkdtempSync(path.join(tmpdir(), 'runbook-e2e-'))
})
afterEach(async () => {
  pty?.kill('SIGKILL')
  await pty?.ended
  rmSync(stateHome, { recursive: true, force: true })
})

/** Opens the demo in a terminal and picks a fault by its number in the menu. */
async function openDemo(number: string): Promise<Pty> {
  pty = openPty(['demo'], { stateHome, columns: 100, rows: 30 })
  await pty.until(/What shall be broken\?/)
  pty.type(number)
  return pty
}

/** The folder of the stack that a screen's path names. */
function stackFolder(text: string): string {
  return /\/\S*runbook-demo-\w+/.exec(text)?.[0] ?? ''
}

/** Polls until the stack's processes are gone; its folder must be gone as well. */
async function expectNothingLeft(folder: string): Promise<void> {
  await expect.poll(() => processesOf(stateHome), { timeout: 10_000 }).toEqual([])
  expect(readdirSync(path.dirname(folder))).not.toContain(path.basename(folder))
}

describe('the demo in a terminal', { ...retried, timeout: 180_000 }, () => {
  it('goes from a real 502 to a verified 200 by keys alone, and removes its stack', async () => {
    const terminal = await openDemo('1')
    await terminal.until(/Cause found[\s\S]*upstream-wrong-port[\s\S]*› 1 /)
    terminal.type('1')
    const preview = await terminal.until(/Edit \S+nginx\.conf[\s\S]*y apply/)
    terminal.type('y')
    await terminal.until(/Fixed and verified/)
    expect(readFileSync(/Edit (\S+nginx\.conf)/.exec(preview)?.[1] ?? '', 'utf8')).toContain('proxy_pass')
    terminal.type('q')
    await terminal.until(/q or enter quit/)
    terminal.type('q')
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 })
    await expectNothingLeft(stackFolder(preview))
  })

  it.for([
    ['Ctrl-C', (terminal: Pty) => terminal.type(sent.ctrlC), 130],
    ['a closed terminal', (terminal: Pty) => terminal.kill('SIGHUP'), 129],
    ['SIGTERM', (terminal: Pty) => terminal.kill('SIGTERM'), 143],
  ] as const)('removes its stack at %s', async ([, leave, code]) => {
    const terminal = await openDemo('1')
    await terminal.until(/Cause found[\s\S]*› 1 /)
    terminal.type('1')
    const preview = await terminal.until(/Edit \S+nginx\.conf/)
    leave(terminal)
    expect(await terminal.ended).toMatchObject({ code })
    await expectNothingLeft(stackFolder(preview))
    expect(terminal.emulator.isAlternate()).toBe(false)
    expect(terminal.emulator.isCursorHidden()).toBe(false)
  })

  it('leaves nothing behind when it is killed outright', async () => {
    const terminal = await openDemo('1')
    await terminal.until(/Cause found[\s\S]*› 1 /)
    terminal.type('1')
    const preview = await terminal.until(/Edit \S+nginx\.conf/)
    terminal.kill('SIGKILL')
    await terminal.ended
    await expectNothingLeft(stackFolder(preview))
  })
})
