import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChecker, createScope, evaluate } from '../../../packages/engine/src/judge/cel.ts'
import { inlined } from '../../../packages/engine/src/judge/inline.ts'
import { factsIn, namesIn } from '../../../packages/engine/src/judge/names.ts'
import type { Shape, Value } from '../../../packages/engine/src/read/reader.ts'

const shape: Shape = {
  last: { kind: 'string', 'port?': 'int' },
  samples: [{ status: 'int', seconds: 'double' }],
  total: 'int',
  load: 'double',
  fact: { 'owner?': 'string', 'names?': 'list<string>', 'limits?': 'map<string, string>' },
}

describe('checking an expression', () => {
  const { check } = createChecker(shape)

  it.each([
    ['last.kind == "refused"', 'bool'],
    ['has(last.port) && last.port > 1024', 'bool'],
    ['samples.exists(s, s.status >= 500)', 'bool'],
    ['samples.filter(s, s.status == 502).size()', 'int'],
    ['samples.map(s, s.status)', 'list<int>'],
    ['fact.limits["nofile"]', 'string'],
    ['string(total)', 'string'],
    ['load * 2.0', 'double'],
  ])('types %s as %s', (expression, type) => {
    expect(check(expression)).toEqual({ ok: true, type })
  })

  it.each([
    ['last.knid == "x"', 'No such key: knid', 5],
    ['lsat.kind == "x"', 'Unknown variable: lsat', 0],
    ['samples.exists(s, s.staus == 1)', 'No such key: staus', 20],
    ['last.kind == 3', 'no such overload: string == int', 0],
    ['total +', 'Unexpected token: EOF', 7],
  ])('refuses %s at the place of the fault', (expression, problem, at) => {
    expect(check(expression)).toEqual({ ok: false, problem, at })
  })
})

describe('our own functions', () => {
  const { check } = createChecker(shape)

  it('are typed by the list that they take', () => {
    expect(check('first(samples).status')).toEqual({ ok: true, type: 'int' })
    expect(check('latest(samples.filter(s, s.status > 1)).seconds')).toEqual({ ok: true, type: 'double' })
    expect(check('first(samples).staus')).toMatchObject({ ok: false, problem: 'No such key: staus' })
  })

  it.each<[string, Value]>([
    ['accepts(listeners, "10.0.0.5", 80)', true],
    ['accepts(listeners, "::1", 80)', false],
    ['accepts(listeners, "10.0.0.5", 81)', false],
    ['accepting(listeners, "127.0.0.1", 4000).map(l, l.pid)', [7]],
    ['in_network("10.0.3.4", "10.0.0.0/16") && !in_network("10.1.0.1", "10.0.0.0/16")', true],
    ['in_network("fd00::7", "fd00::/8")', true],
    ['url_host("::1") + url_host("[::1]") + url_host("a.test")', '[::1][::1]a.test'],
  ])('work %s out as %j', (expression, value) => {
    const sockets: Shape = { listeners: [{ address: 'string', port: 'int', pid: 'int' }] }
    const listeners = [
      { address: '0.0.0.0', port: 80, pid: 3 },
      { address: '127.0.0.1', port: 4000, pid: 7 },
    ]
    expect(createChecker(sockets).check(expression)).toMatchObject({ ok: true })
    expect(evaluate(expression, { listeners }, sockets)).toEqual({ ok: true, value })
  })

  it('give a record without parts where the list is empty', () => {
    const scope = createScope({ samples: [] }, shape, { one: 'first(samples)' })
    expect(scope.evaluate('has(one.status)')).toEqual({ ok: true, value: false })
    expect(scope.evaluate('one.status == 502')).toMatchObject({ ok: false })
    const two = createScope({ samples: [{ status: 1 }, { status: 2 }] }, shape)
    expect(two.evaluate('[first(samples).status, latest(samples).status]')).toEqual({ ok: true, value: [1, 2] })
  })
})

describe('the names in an expression', () => {
  it('are read from its syntax tree, without those that it binds itself', () => {
    const text = 'xs.exists(x, x.a == fact.b && y > 1) ? known.c : cel.bind(z, w, z + last.?kind.orValue("fact.no"))'
    expect(namesIn(text)).toMatchObject({
      facts: ['b', 'c'],
      optional: [{ of: 'last', part: 'kind', at: text.indexOf('kind') }],
    })
    expect(namesIn(text).variables.sort()).toEqual(['fact', 'known', 'last', 'w', 'xs', 'y'])
  })

  it('are facts by way of lets, too, even where those go in a circle', () => {
    const lets = { port: 'known.port', app: 'first(apps.filter(a, a.port == port && a.user == fact.user))' }
    expect(factsIn('app.pid == fact.pid', lets)).toEqual(['pid', 'user', 'port'])
    expect(factsIn('a', { a: 'b', b: 'a + fact.x' })).toEqual(['x'])
  })

  it('are none where it cannot be parsed', () => {
    expect(namesIn('1 +')).toEqual({ variables: [], facts: [], optional: [] })
  })
})

describe('an expression written out', () => {
  const lets = { app: 'first(apps.filter(a, a.port == known.port))', port: 'app.port' }
  const factShape: Shape = { 'port?': 'int', 'name?': 'string' }

  it.each([
    ['app.pid > 0', '(first(apps.filter(a, a.port == (has(fact.port) ? fact.port : 0)))).pid > 0'],
    [
      'known.name == "" && apps.exists(app, app.port == port)',
      '(has(fact.name) ? fact.name : "") == "" && apps.exists(app, app.port == ((first(apps.filter(a, a.port == (has(fact.port) ? fact.port : 0)))).port))',
    ],
    ['known.other == 1 +', 'known.other == 1 +'],
  ])('%s', (expression, text) => {
    expect(inlined(expression, { lets, factShape })).toBe(text)
  })

  it('gives what it gave within its step', () => {
    const values = { apps: [{ port: 80, pid: 4 }], fact: { port: 80 } }
    const shape: Shape = { apps: [{ port: 'int', pid: 'int' }], fact: factShape }
    for (const expression of ['app.pid', 'known.name', 'known.port + port', 'apps.map(a, a.pid)'])
      expect(evaluate(inlined(expression, { lets, factShape }), values)).toEqual(
        createScope(values, shape, lets).evaluate(expression),
      )
  })
})

describe('evaluating an expression', () => {
  it.each<[string, Record<string, Value>, Value]>([
    ['total + 1', { total: 1 }, 2],
    ['load > 1.5', { load: 2 }, true],
    ['load / 2.0', { load: 3 }, 1.5],
    ['samples.map(s, s.seconds * 1000.0)', { samples: [{ seconds: 1 }, { seconds: 0.5 }] }, [1000, 500]],
    ['samples.all(s, s.status < 500)', { samples: [] }, true],
    ['has(last.port)', { last: { kind: 'a' } }, false],
    ['last.port', { last: { port: 80 } }, 80],
    ['fact.names[0] + "!"', { fact: { names: ['a'] } }, 'a!'],
    ['{"a": total}', { total: 1 }, { a: 1 }],
    ['last.kind in ["a", "b"]', { last: { kind: 'b' } }, true],
  ])('%s over %j gives %j', (expression, values, result) => {
    expect(evaluate(expression, values, shape)).toEqual({ ok: true, value: result })
  })

  it.each<[string, RegExp]>([
    ['1 +', /EOF/],
    ['missing.part', /missing/i],
    ['samples[3].status', /./],
    ['1 / 0', /./],
    ['int("x")', /./],
  ])('says what is wrong with %s', (expression, problem) => {
    const result = evaluate(expression, { samples: [] })
    expect(result.ok ? '' : result.problem).toMatch(problem)
  })

  it('never throws, whatever the expression and the values', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom('a', '.b', '(', ')', '[0]', ' + ', ' == ', '"x"', '1', '!', ' ? ', ' : ', 'size(', ' in '),
        )
        .map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(text, fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue()), (expression, values) => {
        expect(typeof evaluate(expression, values as Record<string, Value>, shape).ok).toBe('boolean')
      }),
      { numRuns: 1000 },
    )
  })
})
