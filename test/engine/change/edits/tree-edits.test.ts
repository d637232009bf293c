import { applyPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { setJsonKey } from '../../../../packages/engine/src/change/edits/json-key.ts'
import type { EditResult } from '../../../../packages/engine/src/change/edits/result.ts'
import { unifiedDiff } from '../../../../packages/engine/src/change/edits/unified-diff.ts'
import { setYamlKey } from '../../../../packages/engine/src/change/edits/yaml-key.ts'

function textOf(result: EditResult): string {
  return result.ok ? result.after : `refused: ${result.problem}`
}

describe('a JSON file', () => {
  it.each<[string, string, string[], unknown, string]>([
    ['keeps every other byte', '{ "a":1,\r\n  "b" : [ 1,2 ] }', ['a'], 3000, '{ "a":3000,\r\n  "b" : [ 1,2 ] }'],
    [
      'is changed within lists',
      '{"apps":[{"n":1},{"env":{"PORT":1}}]}',
      ['apps', '1', 'env', 'PORT'],
      '2',
      '{"apps":[{"n":1},{"env":{"PORT":"2"}}]}',
    ],
    ['gets a key on a line of its own', '{\n\t"a": 1\n}\n', ['b'], true, '{\n\t"a": 1,\n\t"b": true\n}\n'],
    ['gets a key beside others', '{"a": 1}', ['b'], null, '{"a": 1, "b": null}'],
    ['gets a key in an empty object', '{\n  "a": {}\n}', ['a', 'b'], 1, '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['gets a key in an empty object with a comment', '{ /* none */ }', ['a'], 1, '{\n  "a": 1 /* none */ }'],
    [
      'gets the objects that lead to a key',
      '{\n  "a": 1\n}',
      ['b', 'c'],
      1,
      '{\n  "a": 1,\n  "b": {\n    "c": 1\n  }\n}',
    ],
    [
      'keeps comments and trailing commas',
      '{ // "a": 0\n  "a": 1, /* b */\n}',
      ['a'],
      2,
      '{ // "a": 0\n  "a": 2, /* b */\n}',
    ],
    ['is changed where the key counts', '{"a":1,"a":2}', ['a'], 3, '{"a":1,"a":3}'],
    ['takes an escaped key', '{"\\u0061":1}', ['a'], 2, '{"\\u0061":2}'],
  ])('%s', (_title, before, path, value, after) => {
    expect(textOf(setJsonKey(before, { path, value }))).toBe(after)
  })

  it.each<[string, string[], string]>([
    ['{"a":', ['a'], 'this is no JSON: line 1 has no value where one is due'],
    ['{\n"a" 1}', ['a'], 'this is no JSON: line 2 has no ":" where one is due'],
    ['{} x', ['a'], 'this is no JSON: line 1 has no end where one is due'],
    ['{"a":1}', ['a', 'b'], 'a is 1, which has no keys'],
    ['{"a":[1]}', ['a', '3'], 'a has no element 3'],
  ])('%j at %j is refused', (before, path, problem) => {
    expect(textOf(setJsonKey(before, { path, value: 1 }))).toBe(`refused: ${problem}`)
  })

  it('holds the value and else what it held, whatever it is', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true })
    fc.assert(
      fc.property(
        object,
        fc.string(),
        fc.jsonValue(),
        fc.constantFrom(undefined, 2, '\t'),
        (data, key, value, space) => {
          fc.pre(key !== '__proto__' && !Object.hasOwn(data, '__proto__'))
          const after = textOf(setJsonKey(JSON.stringify(data, null, space), { path: [key], value }))
          expect(JSON.parse(after)).toEqual(JSON.parse(JSON.stringify({ ...data, [key]: value })))
        },
      ),
    )
  })
})

describe('a YAML file', () => {
  it.each<[string, string, string[], unknown, string]>([
    [
      'keeps every other byte',
      '# top\na:   1   # one\r\nb: [ 1,2 ]\r\n',
      ['a'],
      2,
      '# top\na:   2   # one\r\nb: [ 1,2 ]\r\n',
    ],
    ['keeps quotes', "env:\n    PORT: '3000'\n    X:  1", ['env', 'PORT'], 'web', "env:\n    PORT: 'web'\n    X:  1"],
    ['keeps a text that looks like a number a text', 'a: b\n', ['a'], '3000', 'a: "3000"\n'],
    [
      'gets a key after its neighbours',
      'a:\n    b: 1 # x\n\n# c\nc:   2\n',
      ['a', 'd'],
      5,
      'a:\n    b: 1 # x\n    d: 5\n\n# c\nc:   2\n',
    ],
    ['gets a key at its end', 'a: 1', ['b'], 2, 'a: 1\nb: 2'],
    [
      'is changed within lists',
      '- name: x\n  port:  1\n- name: y\n',
      ['0', 'port'],
      2,
      '- name: x\n  port:  2\n- name: y\n',
    ],
    ['gets a key in a list', '- name: x\n- name: y\n', ['0', 'port'], 2, '- name: x\n  port: 2\n- name: y\n'],
    ['has numbers for keys', '8080: a\n', ['8080'], 'b', '8080: b\n'],
    [
      'is printed anew around a larger value, with comments',
      'a: 1 # one\nb: 2 # two\n',
      ['a'],
      { c: [1] },
      'a:\n  c:\n    - 1\nb: 2 # two\n',
    ],
    ['is begun', '', ['a', 'b'], 1, 'a:\n  b: 1\n'],
  ])('%s', (_title, before, path, value, after) => {
    expect(textOf(setYamlKey(before, { path, value }))).toBe(after)
  })

  it.each<[string, string[], RegExp]>([
    ['a: [', ['a'], /this is no YAML: /],
    ['a: 1\n---\nb: 2\n', ['a'], /the file holds 2 documents/],
    ['a: 1\n', ['a', 'b'], /a is no mapping or list/],
  ])('%j at %j is refused', (before, path, problem) => {
    expect(textOf(setYamlKey(before, { path, value: 1 }))).toMatch(problem)
  })

  it('holds the value and else what it held, whatever the value', () => {
    const before = '# c\nname: shop\nenv:\n  PORT: 3000 # web\n  HOST: "a"\nlist:\n  - one\n'
    const path = fc.constantFrom(['name'], ['env', 'PORT'], ['env', 'HOST'], ['env', 'NEW'], ['new'], ['list', '0'])
    fc.assert(
      fc.property(path, fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 2 })), (keys, value) => {
        const expected = parse(before)
        keys.slice(0, -1).reduce((at, key) => at[key], expected)[keys.at(-1) ?? ''] = value
        const after = textOf(setYamlKey(before, { path: keys, value }))
        expect(JSON.stringify(parse(after))).toBe(JSON.stringify(expected))
        expect(after).toMatch(/^# c\n/)
      }),
    )
  })
})

describe('a unified diff', () => {
  it('shows the change with 3 lines around it', () => {
    const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
    expect(unifiedDiff('/etc/a', `${lines.join('\n')}\n`, `${lines.with(4, 'x').join('\n')}\n`)).toBe(
      '--- /etc/a\n+++ /etc/a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n',
    )
  })

  it.each([
    ['a new file', null, 'a\n', '--- /dev/null\n+++ /etc/a\n@@ -0,0 +1,1 @@\n+a\n'],
    ['a removed file', 'a\n', null, '--- /etc/a\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n'],
    ['no change', 'a', 'a', ''],
  ])('shows %s', (_title, before, after, diff) => {
    expect(unifiedDiff('/etc/a', before, after)).toBe(diff)
  })

  it('leads from the one text to the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '', '\tc', 'd\r'), { maxLength: 12 }).map(lines => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after)
        expect(applyPatch(before, unifiedDiff('/a', before, after), { autoConvertLineEndings: false })).toBe(after)
      }),
    )
  })
})
