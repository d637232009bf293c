import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { killAll, localExec } from '../../../packages/engine/src/node/local-exec.ts'
import type { Command } from '../../../packages/engine/src/ports.ts'

const exec = localExec({ env: { PATH: '/usr/bin:/bin', HOME: '/nowhere' } })

function fixture(name: string): string {
  return join(import.meta.dirname, '../../fixtures/bin', name)
}

function run(argv: string[], more: Partial<Command> = {}, signal?: AbortSignal) {
  return exec.run({ argv, place: 'target', timeoutMs: 90_000, ...more }, signal)
}

/** A killed process counts as gone while it waits to be reaped. */
function isGone(pid: string): boolean {
  try {
    return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid.trim()}/stat`, 'utf8'))
  } catch {
    return true
  }
}

describe('how a command ends', () => {
  it.each([
    ['an exit code', ['bash', '-c', 'exit 3'], { kind: 'exited', code: 3 }],
    ['a signal', ['bash', '-c', 'kill -KILL $$'], { kind: 'signalled', signal: 'SIGKILL' }],
    [
      'a missing program',
      ['no-such-tool'],
      { kind: 'not-started', why: 'missing', message: 'no such program: no-such-tool' },
    ],
  ])('%s is a result', async (_title, argv, ending) => {
    expect((await run(argv)).ending).toEqual(ending)
  })

  it.each([
    ['a NUL in an argument', ['echo', 'a\0b']],
    ['an empty program', ['']],
    ['no words', []],
  ])('%s is a result and not an exception', async (_title, argv) => {
    expect((await run(argv)).ending).toMatchObject({ kind: 'not-started' })
  })

  it('a program whose file is not executable is named with the reason', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'exec-')), 'tool')
    writeFileSync(path, '#!/bin/sh\n')
    chmodSync(path, 0o644)
    expect((await run([path])).ending).toEqual({
      kind: 'not-started',
      why: 'permission',
      message: `not allowed to run ${path}`,
    })
  })
})

describe('what a command gets', () => {
  it('sees its words as they are, with no shell between', async () => {
    expect((await run(['printf', '%s|', '$HOME', '*', 'a b', '; id'])).stdout).toBe('$HOME|*|a b|; id|')
  })

  it('has the given environment, its own variables and English messages, and nothing else', async () => {
    const names = (await run(['env'], { env: { MINE: 'x' } })).stdout.trim().split('\n').sort()
    expect(names).toEqual([
      'HOME=/nowhere',
      'LC_ALL=C',
      'MINE=x',
      'PATH=/usr/bin:/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin',
    ])
  })

  it.each([
    ['nothing', undefined, ''],
    ['an empty text', '', ''],
    ['a text', 'two\nlines ü', 'two\nlines ü'],
  ])('reads %s from standard input', async (_title, stdin, expected) => {
    expect((await run(['cat'], { stdin })).stdout).toBe(expected)
  })

  it('may ignore a large standard input', async () => {
    expect((await run(['true'], { stdin: 'x'.repeat(1_000_000) })).ending).toEqual({ kind: 'exited', code: 0 })
  })

  it('has no terminal to ask on', async () => {
    const output = await run([fixture('asks-terminal')])
    expect(output.stdout).toBe('got \n')
    expect(output.stderr).toMatch(/No such device or address/)
  })
})

describe('what a command prints', () => {
  it('is decoded with replacements for invalid bytes', async () => {
    expect((await run([fixture('prints-bad-utf8')])).stdout).toBe('caf\ufffd ü\n')
  })

  it('keeps its first and last half beyond the cap', async () => {
    const output = await run([fixture('floods')])
    expect(output.isCut).toBe(true)
    expect(output.stdout).toMatch(/^first\nx{99}\n/)
    expect(output.stdout).toMatch(/x\nlast\n$/)
    expect(output.stdout).toMatch(/\n… \d+ bytes left out …\n/)
    expect(output.stdout.length).toBeLessThan(2 ** 20 + 50)
  })
})

describe('a command that does not end', () => {
  it.each([['ignores-sigterm'], ['stops-itself'], ['waits-for-child'], ['loses-child']])(
    '%s is over after its timeout, long before the minute that it would take',
    async name => {
      const output = await run([fixture(name)], { timeoutMs: 300 })
      expect(output.ending).toEqual({ kind: 'timed-out', afterMs: 300 })
      expect(output.durationMs).toBeLessThan(15_000)
      if (name === 'loses-child') process.kill(Number(output.stdout))
    },
  )

  it('takes its descendants with it', async () => {
    const { stdout } = await run([fixture('waits-for-child')], { timeoutMs: 300 })
    await expect.poll(() => isGone(stdout)).toBe(true)
  })

  it('ends when it is aborted, and is not started after that', async () => {
    const controller = new AbortController()
    const running = run(['sleep', '60'], {}, controller.signal)
    controller.abort()
    expect((await running).ending).toEqual({ kind: 'aborted' })
    expect(await run(['sleep', '60'], {}, controller.signal)).toMatchObject({ ending: { kind: 'aborted' }, stdout: '' })
  })

  it('ends with the program', async () => {
    const running = run(['sleep', '60'])
    killAll()
    expect((await running).ending).toEqual({ kind: 'signalled', signal: 'SIGKILL' })
  })
})

it('a background process that holds the output is neither waited for nor ended', async () => {
  const { ending, stdout } = await run([fixture('leaves-child')])
  expect(ending).toEqual({ kind: 'exited', code: 0 })
  // It sleeps for a minute, so it would be gone if it had been waited for.
  expect(isGone(stdout)).toBe(false)
  process.kill(Number(stdout))
})
