import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setNginxDirectives } from '../../../packages/engine/src/change/edits/nginx-directive.ts'
import { type NginxBlock, parseNginx } from '../../../packages/engine/src/nginx/parse.ts'
import {
  type Directive,
  everyDirective,
  parseConfig,
} from '../../../packages/engine/src/read/nginx/nginx-config-tree.ts'
import { configurations, type Plain, printed } from './configurations.ts'

/** Directives as the reader has them, without their places. */
function read(directives: readonly Directive[]): Plain[] {
  return directives.map(({ name, args, block }) => ({ name, args: [...args], ...(block && { block: read(block) }) }))
}

/** The same of what the editor goes by. */
function edited({ statements }: NginxBlock): Plain[] {
  return statements.map(({ words: [name, ...args], block }) => ({
    name: name?.value ?? '',
    args: args.map(({ value }) => value),
    ...(block && { block: edited(block) }),
  }))
}

/** Sets a directive in every block of its own line, and expects to read just that. */
function expectEdits(text: string): void {
  const blocks = everyDirective(parseConfig(text, 'a')).filter(({ block }) => block)
  for (const { name, line, block } of blocks) {
    const result = setNginxDirectives(text, { line, set: { zeta: '"a;b" ${c}' } })
    if (!result.ok) {
      expect(result.problem).toMatch(name.endsWith('_by_lua_block') ? /holds Lua|more than one/ : /more than one block/)
      continue
    }
    const after = everyDirective(parseConfig(result.after, 'a')).find(
      one => one.block && one.name === name && one.line === line,
    )
    const inside = read(after?.block ?? [])
    expect(inside.filter(one => one.name === 'zeta')).toEqual([{ name: 'zeta', args: ['a;b', '${c}'] }])
    expect(inside.filter(one => one.name !== 'zeta')).toEqual(read(block ?? []))
    const back = setNginxDirectives(result.after, { line, set: { zeta: null } })
    expect(back.ok && read(parseConfig(back.after, 'a'))).toEqual(read(parseConfig(text, 'a')))
  }
}

describe('reader and editor of nginx configuration', () => {
  it.each(Object.entries(configurations))('agree on %s', (_, text) => {
    expect(read(parseConfig(text, 'a'))).toEqual(edited(parseNginx(text).root))
    expectEdits(text)
  })

  it('agree on whatever is well formed, and it reads as it was meant', () => {
    fc.assert(
      fc.property(printed, ({ tree, text }) => {
        expect(read(parseConfig(text, 'a'))).toEqual(tree.map(known))
        expect(edited(parseNginx(text).root)).toEqual(tree.map(known))
        expectEdits(text)
      }),
    )
  })
})

function known({ name, args, block }: Plain): Plain {
  return { name, args, ...(block && { block: block.map(known) }) }
}
