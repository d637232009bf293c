import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitWords } from '../../../packages/engine/src/command/words.ts'
import { fill, fillDeep, fillForReading, fillWords, placeholders } from '../../../packages/engine/src/judge/fill.ts'

describe('splitting a command line', () => {
  it.each<[string, string[] | undefined]>([
    ['ss -H -ltnp', ['ss', '-H', '-ltnp']],
    ['  a\n  b\t c ', ['a', 'b', 'c']],
    ['a \'b c\' "d e"', ['a', 'b c', 'd e']],
    ['a"b"\'c\'d', ['abcd']],
    ['a "" \'\'', ['a', '', '']],
    ['a\\ b \\"', ['a b', '"']],
    ['"a \\" \\$ \\n"', ['a " $ \\n']],
    ['a | b > c; d && $(e) *', ['a', '|', 'b', '>', 'c;', 'd', '&&', '$(e)', '*']],
    ['tail {{ log file }} x{{b}}y', ['tail', '{{ log file }}', 'x{{b}}y']],
    ['', []],
    ["a 'b", undefined],
    ['a "b', undefined],
    ['a \\', undefined],
  ])('of %j gives %j', (line, words) => {
    expect(splitWords(line)).toEqual(words)
  })

  it('gives back every list of words that was quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), words => {
        const line = words.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
        expect(splitWords(line)).toEqual(words)
      }),
    )
  })
})

describe('filling', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('a b', '$(touch pwned)', "'; rm -rf /", '-o', '--x', '{{b}}', '\n', '*'),
  )

  it('keeps each word one word, whatever its value', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const words = ['cmd', '--file={{a}}', 'x{{ b }}y', '{{a}}']
        const filled = fillWords(words, { a, b })
        if (!filled.ok) expect(a.startsWith('-')).toBe(true)
        else expect(filled.value).toEqual(['cmd', `--file=${a}`, `x${b}y`, a])
      }),
    )
  })

  it('never lets a value become an option', () => {
    fc.assert(
      fc.property(value, a => {
        const filled = fillWords(['cmd', '{{a}}', '{{a}}tail'], { a })
        if (filled.ok) for (const word of filled.value.slice(1)) expect(word).not.toMatch(/^-/)
      }),
    )
    expect(fillWords(['cmd', '{{a}}'], { a: '-o/etc/passwd' })).toEqual({
      ok: false,
      missing: [],
      problem: 'the value "-o/etc/passwd" would be taken as an option',
    })
  })

  it('never lets two values together become an option', () => {
    expect(fillWords(['cmd', '{{a}}{{b}}'], { a: '', b: '-delete' })).toMatchObject({ ok: false })
  })

  it('does not fill what a value brings along', () => {
    expect(fill('{{a}}', { a: '{{b}}', b: 'secret' })).toEqual({ ok: true, value: '{{b}}' })
  })

  it('names everything that is missing, once', () => {
    expect(fillWords(['{{a}}', '{{b}}', '{{a}}', '{{c}}'], { b: 1 })).toEqual({ ok: false, missing: ['a', 'c'] })
    expect(fillDeep({ x: ['{{a}}', { y: '{{b.c}}' }], z: 3 }, {})).toEqual({ ok: false, missing: ['a', 'b.c'] })
  })

  it('looks into facts with parts, and never into what an object inherits', () => {
    expect(fill('{{url.host}}', { url: { host: 'h' } })).toEqual({ ok: true, value: 'h' })
    expect(fill('{{url}}', { url: { host: 'h' } })).toEqual({ ok: false, missing: ['url'] })
    for (const name of ['constructor', 'toString', '__proto__', 'url.constructor', 'url.constructor.name'])
      expect(fill(`{{${name}}}`, { url: { host: 'h' } })).toEqual({ ok: false, missing: [name] })
  })

  it('takes numbers, truth values and lists as text', () => {
    expect(fill('{{n}} {{t}} {{l}}', { n: 0, t: false, l: [1, 'a'] })).toEqual({ ok: true, value: '0 false 1 a' })
  })

  it('leaves a dash for people where a fact is not known', () => {
    expect(fillForReading('port {{port}}, {{none}}', { port: 80 })).toBe('port 80, —')
  })

  it('lists the names that a text takes, and leaves templates of other tools alone', () => {
    expect(placeholders('{{a}} {{ b.c }} {{json .}} %{http_code} {d}')).toEqual(['a', 'b.c'])
  })
})
