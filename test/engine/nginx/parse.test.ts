import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyStatement, type NginxBlock, parseNginx } from '../../../packages/engine/src/nginx/parse.ts'
import { configurations, printed } from './configurations.ts'

describe('the tree of an nginx text', () => {
  it.each(Object.entries(configurations))('has no fault for %s', (_, text) => {
    const { fault, root } = parseNginx(text)
    expect(fault).toBeUndefined()
    expect(root.statements.length).toBeGreaterThan(0)
  })

  it('holds spans that lie within each other', () => {
    fc.assert(
      fc.property(printed, ({ text }) => {
        const { root, fault } = parseNginx(text)
        expect(fault).toBeUndefined()
        for (const { start, end, block } of everyStatement(root)) {
          expect(text[end - 1]).toBe(block ? '}' : ';')
          if (!block) continue
          expect([text[block.open - 1], text[block.close]]).toEqual(['{', '}'])
          for (const inner of block.statements) expect(inner.start >= block.open && inner.end <= block.close).toBe(true)
          expect(start < block.open && block.close < end).toBe(true)
        }
      }),
    )
  })

  it('passes over Lua', () => {
    const [location] = parseNginx(configurations['a brace in Lua'] ?? '').root.statements
    expect(location?.block?.statements).toMatchObject([{ block: { isLua: true, statements: [] } }])
  })

  it.each([
    ['a "b;\n', 'quote 1 '],
    ['a b;\nc "d"e;', 'unexpected 2 e'],
    ['a "b"}', 'unexpected 1 }'],
    [';', 'unexpected 1 ;'],
    ['a;\n{ }', 'unexpected 2 {'],
    ['a { b }', 'unexpected 1 }'],
    ['a;\n}\nb {', 'unexpected 2 }'],
    ['a {\n b;\n', 'unclosed-block 3 '],
    ['a b', 'unfinished 1 '],
    ['a b \\;', 'unfinished 1 '],
    ['a_by_lua_block { {} ', 'unclosed-block 1 '],
    ['a{'.repeat(41), 'too-deep 1 '],
  ])('says where %j is broken, and is there all the same', (text, wanted) => {
    const { fault, root } = parseNginx(text)
    expect(fault && `${fault.kind} ${fault.line} ${fault.found}`).toBe(wanted)
    expect(depthOf(root)).toBeLessThanOrEqual(41)
  })
})

function depthOf({ statements }: NginxBlock): number {
  return Math.max(0, ...statements.map(({ block }) => (block ? 1 + depthOf(block) : 0)))
}
