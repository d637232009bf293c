import { describe, expect, it } from 'vitest'
import { milliseconds, resolveCommand, wordsOf } from '../../../packages/engine/src/command/resolve.ts'
import type { CommandSpec } from '../../../packages/engine/src/runbook/schema-command.ts'

const facts = { url: { href: "http://x/$(touch pwned)?a='b'" }, port: 80, log: '/var/log/a b.log', evil: '-rf' }

describe('making a command final', () => {
  it.each<[string, CommandSpec, string[]]>([
    ['a line', 'curl -sS {{url.href}}', ['curl', '-sS', "http://x/$(touch pwned)?a='b'"]],
    ['a list', ['ss', '-H', 'sport = :{{port}}'], ['ss', '-H', 'sport = :80']],
    ['an object', { run: 'tail {{log}}' }, ['tail', '/var/log/a b.log']],
    ['a script', { script: 'cat "$LOG" | head', env: { LOG: '{{log}}' } }, ['bash', '-c', 'cat "$LOG" | head']],
  ])('works for %s', (_name, spec, argv) => {
    const resolved = resolveCommand(spec, facts)
    expect(resolved.ok && resolved.command.argv).toEqual(argv)
  })

  it('hands values to a script through its environment alone', () => {
    const resolved = resolveCommand({ script: 'echo {{url.href}} "$U"', env: { U: '{{url.href}}' } }, facts)
    expect(resolved).toMatchObject({
      ok: true,
      command: { argv: ['bash', '-c', 'echo {{url.href}} "$U"'], env: { U: facts.url.href } },
    })
  })

  it('names what it still needs, in words and in the environment', () => {
    expect(resolveCommand('a {{b}} {{c}}', facts)).toEqual({ ok: false, missing: ['b', 'c'] })
    expect(resolveCommand({ run: 'a', env: { X: '{{b}}' } }, facts)).toEqual({ ok: false, missing: ['b'] })
  })

  it('refuses a value that would be an option', () => {
    expect(resolveCommand('rm {{evil}}', facts)).toMatchObject({ ok: false, problem: expect.stringContaining('"-rf"') })
  })

  it('runs on the target for 10 s unless the step says otherwise', () => {
    expect(resolveCommand('a', {})).toMatchObject({ command: { place: 'target', timeoutMs: 10_000 } })
    expect(resolveCommand({ run: 'a', at: 'here', timeout: '2m' }, {})).toMatchObject({
      command: { place: 'here', timeoutMs: 120_000 },
    })
  })

  it('shows its words before they are filled', () => {
    expect(wordsOf({ run: 'tail -n 5 {{log}}' })).toEqual(['tail', '-n', '5', '{{log}}'])
  })

  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
  ])('takes %s as %d ms', (text, ms) => {
    expect(milliseconds(text)).toBe(ms)
  })
})
