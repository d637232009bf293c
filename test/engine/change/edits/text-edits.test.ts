import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setEnvKey } from '../../../../packages/engine/src/change/edits/env-file.ts'
import { replaceInLine } from '../../../../packages/engine/src/change/edits/replace-in-line.ts'
import type { EditResult } from '../../../../packages/engine/src/change/edits/result.ts'
import { setDropinKeys } from '../../../../packages/engine/src/change/edits/systemd-dropin.ts'

function textOf(result: EditResult): string {
  return result.ok ? result.after : `refused: ${result.problem}`
}

describe('a replacement in a line', () => {
  const before = 'upstream shop {\r\n\tserver 127.0.0.1:3000; # :8080, :80\r\n}'

  it('changes that text and no other byte', () => {
    const after = textOf(replaceInLine(before, { line: 2, find: ':3000', with: ':4000' }))
    expect(after).toBe('upstream shop {\r\n\tserver 127.0.0.1:4000; # :8080, :80\r\n}')
    expect(textOf(replaceInLine(before, { line: 2, find: ':80', with: ':81' }))).toContain('# :8080, :81')
  })

  it.each([
    [2, ':5000', ':1', 'line 2 is "server 127.0.0.1:3000; # :8080, :80", without ":5000"'],
    [2, ':300', ':1', 'line 2 is "server 127.0.0.1:3000; # :8080, :80", without ":300"'],
    [2, ', ', ';\n', 'a replacement must stay within one line'],
    [1, 's', 'x', 'line 1 is "upstream shop {", with "s" 2 times'],
    [4, 'a', 'b', 'there is no line 4; the file has 3'],
    [0, 'a', 'b', 'there is no line 0; the file has 3'],
    [1, '', 'b', 'a replacement must stay within one line'],
  ])('on line %i of %j by %j is refused: %s', (line, find, replacement, problem) => {
    expect(textOf(replaceInLine(before, { line, find, with: replacement }))).toBe(`refused: ${problem}`)
  })

  it('is refused the second time', () => {
    const part = fc.stringMatching(/^[a-y :;]{0,12}$/)
    fc.assert(
      fc.property(part, part, fc.stringMatching(/^[0-9]{1,5}$/), (head, tail, made) => {
        const edit = { line: 1, find: 'zz', with: made }
        const after = textOf(replaceInLine(`${head}zz${tail}`, edit))
        expect(after).toBe(head + made + tail)
        expect(replaceInLine(after, edit).ok).toBe(false)
      }),
    )
  })
})

describe('a systemd drop-in', () => {
  it.each([
    ['is begun', '', { Restart: 'always', RestartSec: '2' }, '[Service]\nRestart=always\nRestartSec=2\n'],
    [
      'resets a command before it replaces it',
      '',
      { ExecStart: '/bin/a b' },
      '[Service]\nExecStart=\nExecStart=/bin/a b\n',
    ],
    [
      'replaces a command that was reset',
      '[Service]\nExecStart=\nExecStart=/a\n',
      { ExecStart: '/b' },
      '[Service]\nExecStart=\nExecStart=/b\n',
    ],
    [
      'replaces a value with the lines that continue it',
      '[Service]\nMemoryMax=1 \\\n# note\n  2\n# end\nB=1\n',
      { MemoryMax: '1G' },
      '[Service]\nMemoryMax=1G\n# end\nB=1\n',
    ],
    [
      'sets one variable among several',
      '[Service]\nEnvironment=A=1\nEnvironment="B=2"\n',
      { Environment: 'A=3' },
      '[Service]\nEnvironment=A=3\nEnvironment="B=2"\n',
    ],
    [
      'adds a variable',
      '[Service]\nEnvironment=A=1\n\n[Install]\nX=1\n',
      { Environment: 'C=3' },
      '[Service]\nEnvironment=A=1\nEnvironment=C=3\n\n[Install]\nX=1\n',
    ],
    [
      'adds a section after others',
      '[Unit]\r\nRestart=no',
      { Restart: 'always' },
      '[Unit]\r\nRestart=no\r\n\r\n[Service]\r\nRestart=always\r\n',
    ],
    [
      'removes a key of its section only',
      '[Unit]\nA=1\n[Service]\n#A=2\nA=3\n',
      { A: null },
      '[Unit]\nA=1\n[Service]\n#A=2\n',
    ],
    ['stays when it is so already', '[Service]\nA=1', { A: '1', B: null }, '[Service]\nA=1'],
  ])('%s', (_title, before, set, after) => {
    expect(textOf(setDropinKeys(before, { section: 'Service', set }))).toBe(after)
  })

  it.each([
    ['Service', { A: 'x\nExecStart=/evil' }, /is not one systemd setting/],
    ['Service', { A: 'x\\' }, /is not one systemd setting/],
    ['Service', { 'A=B': 'x' }, /is not one systemd setting/],
    ['Ser]vice', { A: 'x' }, /"Ser\]vice" is no section/],
  ])('refuses %s %j', (section, set, problem) => {
    expect(textOf(setDropinKeys('', { section, set: set as Record<string, string> }))).toMatch(problem)
  })
})

describe('an environment file', () => {
  it.each([
    ['is begun', '', 'PORT', '3000', 'PORT=3000\n'],
    ['gets a variable at its end, without a last line end', 'A=1', 'PORT', '3000', 'A=1\nPORT=3000'],
    ['gets an exported variable among exported ones', 'export A=1\r\n', 'B', '2', 'export A=1\r\nexport B=2\r\n'],
    [
      'keeps comment and export',
      '# PORT=1\nexport PORT=3000 # web\nB=2\n',
      'PORT',
      '4000',
      '# PORT=1\nexport PORT=4000 # web\nB=2\n',
    ],
    ['keeps quotes', 'PORT="3000"\nB=2', 'PORT', '4000', 'PORT="4000"\nB=2'],
    ['changes what is set last', 'A=1\nA=2\n', 'A', '3', 'A=1\nA=3\n'],
    ['is not misled by a value over lines', 'KEY="x\nPORT=1\n"\nPORT=2\n', 'PORT', '3', 'KEY="x\nPORT=1\n"\nPORT=3\n'],
    ['fills an empty value', 'A=\r\nB=1\r\n', 'A', '1', 'A=1\r\nB=1\r\n'],
    ['is not misled by a longer name', 'MY_PORT=1\nPORT_B=2\n', 'PORT', '3', 'MY_PORT=1\nPORT_B=2\nPORT=3\n'],
    ['quotes what needs it', 'A=1\n', 'A', 'a b#c', "A='a b#c'\n"],
  ])('%s', (_title, before, key, value, after) => {
    expect(textOf(setEnvKey(before, { key, value }))).toBe(after)
  })

  it.each([
    ['A B', 'x', '"A B" is no name of a variable'],
    ['A', 'x\nB=1', 'the value of A has more than one line'],
  ])('refuses %j = %j', (key, value, problem) => {
    expect(textOf(setEnvKey('', { key, value }))).toBe(`refused: ${problem}`)
  })

  it('gives a shell the value that was set, whatever it is and was', () => {
    const value = fc.string({ unit: fc.constantFrom(...'ab1 "\'$`\\#;&*~=/'), maxLength: 8 })
    const before = fc.constantFrom('', "V='old'\n", 'V="old"\n', 'V=old # c\n', 'U=1')
    fc.assert(
      fc.property(before, value, (text, wanted) => {
        const after = textOf(setEnvKey(text, { key: 'V', value: wanted }))
        expect(execFileSync('bash', ['-c', `${after}\nprintf %s "$V"`], { encoding: 'utf8' })).toBe(wanted)
      }),
      { numRuns: 100 },
    )
    // A hundred shells, one after the other.
  }, 120_000)
})
