import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtCommand } from '../helpers/command.ts'
import { processesOf } from '../helpers/processes.ts'
import { openPty, type Pty, sent } from '../helpers/pty.ts'
import { retried } from '../helpers/retry.ts'
import { openShop, shopRunbooks } from '../helpers/shop.ts'

let shop: ReturnType<typeof openShop>
let pty: Pty | undefined
beforeEach(() => {
  shop = openShop()
})
afterEach(async () => {
  pty?.kill('SIGKILL')
  await pty?.ended
  shop.remove()
})

const argsOf = (...more: string[]) => ['shop', '--runbooks', shopRunbooks, '--set', `folder=${shop.folder}`, ...more]
const open = (args: string[], size: { columns?: number; rows?: number } = {}): Pty => {
  pty = openPty(args, { ...size, stateHome: shop.stateHome })
  return pty
}

/** What a terminal must be like once the command has left it. */
function expectSane({ emulator }: Pty): void {
  expect({
    isAlternate: emulator.isAlternate(),
    isCursorHidden: emulator.isCursorHidden(),
    isBracketedPaste: emulator.isBracketedPaste(),
  }).toEqual({ isAlternate: false, isCursorHidden: false, isBracketedPaste: false })
}

describe('the command in a terminal', { ...retried, timeout: 180_000 }, () => {
  it('walks from the first check to a verified fix and a report, by keys alone', async () => {
    const terminal = open(argsOf(), { rows: 30 })
    await terminal.until(/Cause found[\s\S]*Fixes\n› 1 {2}Point the configuration at port 4000/)
    terminal.type('1')
    await terminal.until(/Fix, risk low[\s\S]*- ?port 3000\n {2}\+port 4000/)
    terminal.type('y')
    await terminal.until(/✓ Point the configuration at port 4000: applied and verified \(it answers 200\)/)
    expect(shop.read('shop.conf')).toBe('port 4000\nname shop\n')
    terminal.type('q')
    const text = await terminal.until(/Report \S+\/report\.md[\s\S]*q or enter quit/)
    expect(text).toContain('✓ Fixed and verified')
    terminal.type('q')
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 })
    const left = await terminal.until(/Session \S+$/)
    expect(left).toContain('✓ Fixed and verified')
    expectSane(terminal)
    const report = readFileSync(/^Report (.+)$/m.exec(left)?.[1] ?? '', 'utf8')
    expect(report).toContain('# Runbook shop: Fixed and verified')
  })

  it('takes a fix back byte for byte', async () => {
    const terminal = open(argsOf(), { rows: 30 })
    await terminal.until(/› 1/)
    terminal.type('1')
    await terminal.until(/y apply/)
    terminal.type('y')
    await terminal.until(/u undo/)
    terminal.type('u')
    await terminal.until(/taken back/)
    expect(shop.read('shop.conf')).toBe('port 3000\nname shop\n')
  })

  it('goes back a step', async () => {
    const terminal = open(argsOf())
    await terminal.until(/q finish/)
    terminal.type('b')
    await terminal.until(/Seen[\s\S]*✓ it names 3000\n/)
    terminal.type('b')
    await terminal.until(/Seen[\s\S]*✓ it answers 502\n/)
  })

  it('is drawn anew when the window changes while a command runs', async () => {
    shop.remove()
    shop = openShop({ port: '4000' })
    const terminal = open(argsOf())
    await terminal.until(/\$ sleep 47/)
    terminal.resize(140, 40)
    await terminal.until(/names 4000 +│ \$ sleep 47|names 4000 +│/)
    terminal.resize(40, 12)
    const text = await terminal.until(/^runbook shop · on local +Checking\n/)
    expect(text.split('\n').length).toBeLessThanOrEqual(12)
    expect(text).toContain('$ sleep 47')
  })

  it('leaves a sane terminal and no process at Ctrl-C', async () => {
    shop.remove()
    shop = openShop({ port: '4000' })
    const terminal = open(argsOf())
    await terminal.until(/\$ sleep 47/)
    terminal.type(sent.ctrlC)
    await terminal.until(/\? Unknown: stopped/)
    terminal.type(sent.ctrlC)
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 })
    await terminal.until(/✗ Stopped before its end[\s\S]*Session \S+$/)
    expectSane(terminal)
    expect(processesOf(shop.stateHome)).toEqual([])
  })

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('leaves a sane terminal and no process at %s', async (signal, code) => {
    shop.remove()
    shop = openShop({ port: '4000' })
    const terminal = open(argsOf())
    await terminal.until(/\$ sleep 47/)
    terminal.kill(signal)
    expect(await terminal.ended).toEqual({ code, signal: 0 })
    await terminal.until(/Session \S+$/)
    expectSane(terminal)
    expect(processesOf(shop.stateHome)).toEqual([])
  })

  it('ends at SIGTERM on its last screen too', async () => {
    const terminal = open(argsOf())
    await terminal.until(/q finish/)
    terminal.type('q')
    await terminal.until(/q or enter quit/)
    terminal.kill('SIGTERM')
    expect(await terminal.ended).toEqual({ code: 143, signal: 0 })
  })

  it('finishes a change that Ctrl-C would break in its middle', async () => {
    const terminal = open(argsOf(), { rows: 30 })
    await terminal.until(/› 1/)
    terminal.type('2')
    await terminal.until(/type yes to apply/)
    terminal.type(`yes${sent.enter}`)
    await terminal.until(/… apply: sleep 2/)
    terminal.type(sent.ctrlC)
    await terminal.until(/! A change is being made/)
    await terminal.until(/applied and verified/)
    expect(shop.read('answer')).toBe('status 200\n')
  })
})

describe('the modes of the terminal', { ...retried, timeout: 180_000 }, () => {
  it.each([
    ['is finished', 'q', 'q', 3],
    ['is stopped by Ctrl-C', sent.ctrlC, '', 130],
  ])('are as before when the session %s', async (_title, first, second, code) => {
    const words = [process.execPath, builtCommand, ...argsOf()].map(word => `'${word}'`).join(' ')
    pty = openPty(['-c', `stty -a; ${words}; echo code $?; stty -a`], {
      rows: 60,
      program: 'bash',
      stateHome: shop.stateHome,
    })
    await pty.until(/q finish/)
    pty.type(first)
    if (second !== '') {
      await pty.until(/q or enter quit/)
      pty.type(second)
    }
    const [before = '', after = ''] = (await pty.until(/code \d+\n[\s\S]*-extproc/)).split(/^code \d+\n/m)
    expect(/^code (\d+)$/m.exec(pty.emulator.text())?.[1]).toBe(String(code))
    expect(after.trim()).toBe(before.slice(before.indexOf('speed'), before.indexOf('-extproc') + '-extproc'.length))
  })
})

describe('the command without a screen, in a terminal', { ...retried, timeout: 180_000 }, () => {
  it('asks in lines and moves no cursor', async () => {
    const terminal = open(['shop', '--runbooks', shopRunbooks, '--plain'], { rows: 60 })
    await terminal.until(/folder:$/)
    terminal.type(`${shop.folder}\n`)
    await terminal.until(/1\) Point the configuration at port 4000[\s\S]*Type a number or a letter, then Enter:$/)
    terminal.type('1\n')
    await terminal.until(/y\) apply\n[\s\S]*Enter:$/)
    terminal.type('y\n')
    await terminal.until(/u\) undo\n[\s\S]*Enter:$/)
    terminal.type('q\n')
    expect(await terminal.ended).toEqual({ code: 0, signal: 0 })
    expect(terminal.emulator.escapes()).toEqual([])
  })

  it('ends the session at Ctrl-C when it waits for an answer', async () => {
    const terminal = open(['shop', '--runbooks', shopRunbooks, '--plain'])
    await terminal.until(/folder:$/)
    terminal.type(sent.ctrlC)
    expect(await terminal.ended).toEqual({ code: 130, signal: 0 })
    await terminal.until(/Session \S+$/)
  })
})
