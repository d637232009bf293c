import { describe, expect, it } from 'vitest'
import { findReader } from '../../../packages/engine/src/read/readers.ts'
import { readWith, valuesOf } from './read-with.ts'

describe('readers of plain formats', () => {
  it.each([
    ['keeps every line as it stands', 'a\n\n b \n', {}, { lines: ['a', '', ' b '], count: 3, text: 'a\n\n b ' }],
    [
      'drops blank lines and outer spaces',
      'a\n\n b \r\n',
      { trim: true },
      { lines: ['a', 'b'], count: 2, text: 'a\nb' },
    ],
    ['counts the lines beyond the limit', '1\n2\n3', { max: 2 }, { lines: ['1', '2'], count: 3, text: '1\n2\n3' }],
    ['finds no line in nothing', '', {}, { lines: [], count: 0, text: '' }],
  ])('lines %s', (_title, stdout, options, values) => {
    expect(valuesOf('lines', { stdout, options })).toEqual(values)
  })

  it('regex yields its groups for the first match and for each', () => {
    const options = { pattern: 'port (?<port>\\d+)(?: on (?<host>\\S+))?' }
    expect(valuesOf('regex', { stdout: 'port 80\n', stderr: 'port 81 on x', options })).toEqual({
      found: true,
      count: 2,
      port: '80',
      host: '',
      matches: [
        { port: '80', host: '' },
        { port: '81', host: 'x' },
      ],
    })
    expect(valuesOf('regex', { stdout: 'none', options })).toMatchObject({
      found: false,
      count: 0,
      port: '',
      matches: [],
    })
  })

  it.each([
    ['an open group', { pattern: '(?<a' }],
    ['a group named as a value of its own', { pattern: '(?<count>a)' }],
    ['a group that CEL cannot name', { pattern: '(?<$>a)' }],
    ['a flag that would change how it looks', { pattern: 'a', flags: 'y' }],
    ['a flag given twice', { pattern: 'a', flags: 'ii' }],
  ])('regex refuses %s', (_title, options) => {
    expect(findReader('regex')?.options.safeParse(options).success).toBe(false)
  })

  it('key-value splits at the first separator, and the last of a repeated key counts', () => {
    const stdout = 'A=1\nB = x=y \nnothing\n=z\nA=2\n__proto__=p\n'
    expect(valuesOf('key-value', { stdout })).toEqual({
      values: Object.fromEntries([
        ['A', '2'],
        ['B', 'x=y'],
        ['__proto__', 'p'],
      ]),
      count: 3,
    })
    expect(valuesOf('key-value', { stdout: 'Max open files: 5', options: { separator: ': ' } }).values).toEqual({
      'Max open files': '5',
    })
  })

  it('table gives the last column the rest of the line, and numbers where they are asked for', () => {
    const stdout = `Filesystem     Type   1024-blocks    Used Available Capacity Mounted on
/dev/vda1      ext4      25626852 9911196  14388872      41% /
tmpfs          tmpfs      1024000       0   1024000       0% /srv/my data
`
    const columns = ['device', 'type', 'blocks', 'used', 'free', 'percent', 'mount']
    const options = { columns, skip: 1, ints: ['free', 'percent'] }
    expect(valuesOf('table', { stdout, options }).rows).toMatchObject([
      { device: '/dev/vda1', used: '9911196', free: 14388872, percent: 41, mount: '/' },
      { type: 'tmpfs', percent: 0, mount: '/srv/my data' },
    ])
  })

  it('table fills the cells of a short row, and splits at a separator that it is given', () => {
    const options = { columns: ['a', 'b', 'c'], separator: ':', ints: ['b'] }
    expect(valuesOf('table', { stdout: 'x::y:z\nw\n', options }).rows).toEqual([
      { a: 'x', b: 0, c: 'y:z' },
      { a: 'w', b: 0, c: '' },
    ])
  })

  it.each([
    ['a column named twice', { columns: ['a', 'a'] }],
    ['a number column that is not there', { columns: ['a'], ints: ['b'] }],
  ])('table refuses %s', (_title, options) => {
    expect(findReader('table')?.options.safeParse(options).success).toBe(false)
  })

  it('json yields fields by path and leaves out what is absent or of another type', () => {
    const fields = {
      port: { path: 'apps[0].env.PORT', type: 'int' },
      load: { path: 'load', type: 'double' },
      name: { path: 'apps[0].name', type: 'string' },
      up: { path: 'apps[0].up', type: 'bool' },
      tags: { path: 'apps[0].tags', type: 'list<string>' },
      gone: { path: 'apps[1].name', type: 'string' },
      none: { path: 'none', type: 'string' },
      word: { path: 'apps[0].name', type: 'int' },
      own: { path: 'constructor.name', type: 'string' },
    }
    const stdout = '{"load":1,"none":null,"apps":[{"name":"shop","up":true,"env":{"PORT":"3000"},"tags":["a",1]}]}'
    expect(valuesOf('json', { stdout, options: { fields } })).toEqual({
      port: 3000,
      load: 1,
      name: 'shop',
      up: true,
      tags: ['a', '1'],
    })
  })

  it('json says that an output is not JSON', () => {
    expect(readWith('json', { stdout: 'oops', options: { fields: {} } })).toEqual({
      ok: false,
      problem: 'The output is not JSON.',
    })
  })
})
