import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtCommand } from '../helpers/command.ts'
import { openPty, type Pty, sent } from '../helpers/pty.ts'
import { retried } from '../helpers/retry.ts'
import { openShop, shopRunbooks } from '../helpers/shop.ts'

let shop: ReturnType<typeof openShop>
let shell: Pty
beforeEach(() => {
  shop = openShop()
  shell = openPty(['--norc', '--noprofile', '-i'], { program: 'bash', stateHome: shop.stateHome })
})
afterEach(async () => {
  shell.kill('SIGKILL')
  await shell.ended
  shop.remove()
})

describe('job control', { ...retried, timeout: 180_000 }, () => {
  it('gives the terminal back at Ctrl-Z, and draws the screen again at fg', async () => {
    shell.type(
      `PS1='ready> '; ${process.execPath} ${builtCommand} shop --runbooks ${shopRunbooks} --set folder=${shop.folder}\n`,
    )
    await shell.until(/q finish/)
    expect(shell.emulator.isAlternate()).toBe(true)
    shell.type(sent.ctrlZ)
    await shell.until(/Stopped[\s\S]*ready> $|Stopped[\s\S]*ready>$/)
    expect([shell.emulator.isAlternate(), shell.emulator.isCursorHidden()]).toEqual([false, false])
    shell.type('stty -a | grep -o -e "[-]*icanon" -e " [-]*echo "\n')
    await shell.until(/\nicanon\n echo *\n/)
    shell.type('fg\n')
    await shell.until(/q finish/)
    shell.type('b')
    await shell.until(/Seen/)
    shell.type(sent.ctrlC)
    await shell.until(/Stopped before its end[\s\S]*ready>/)
    shell.type('echo code $?\n')
    await shell.until(/\ncode 130\n/)
  })
})
