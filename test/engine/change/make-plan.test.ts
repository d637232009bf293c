import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makePlan, type Planned } from '../../../packages/engine/src/change/make-plan.ts'
import { consentText, consentWord, type Plan } from '../../../packages/engine/src/change/plan.ts'
import type { Facts } from '../../../packages/engine/src/judge/fill.ts'
import type { Runbook } from '../../../packages/engine/src/runbook/schema.ts'
import type { Fix } from '../../../packages/engine/src/runbook/schema-fix.ts'

const FIX: Fix = {
  title: 'Set the port to {{port}}',
  risk: 'low',
  time: '1 min',
  impact: 'None.',
  edits: [
    { kind: 'env', env_file: '/etc/shop.env', key: 'PORT', value: '{{port}}' },
    { kind: 'env', env_file: '/etc/shop.env', key: 'HOST', value: '{{host}}' },
  ],
  validate: 'check-shop --port {{port}}',
  apply: ['start-shop', { run: ['say', '{{host}}'], timeout: '1m' }],
  verify: { kind: 'symptom' },
  undo: { kind: 'restore', restore: 'files', after: 'stop-shop' },
}
const FACTS: Facts = { port: 8080, host: 'a b' }
const FILE = 'PORT=1\nHOST=x\n'

describe('making a plan', () => {
  it('makes every word and byte final', async () => {
    const plan = must(await planned())
    expect(plan).toMatchObject({ title: 'Set the port to 8080', runbook: 'shop', target: 'local' })
    expect(plan.validate).toEqual({ argv: ['check-shop', '--port', '8080'], env: {}, timeoutMs: 10_000 })
    expect(plan.apply[1]).toEqual({ argv: ['say', 'a b'], env: {}, timeoutMs: 60_000 })
    expect(plan.undo).toBe('Put back /etc/shop.env byte for byte, then stop-shop')
    expect(plan.undoCommands.map(({ argv }) => argv)).toEqual([['stop-shop']])
  })

  it('makes one edit of several in the same file, each on top of the one before', async () => {
    const plan = must(await planned())
    expect(plan.edits).toHaveLength(1)
    const after = Buffer.from(plan.edits[0]?.after ?? '', 'base64').toString()
    expect(after).toMatch(/^PORT=8080\nHOST=.*a b.*\n$/)
    expect(plan.edits[0]?.diff).toContain('-PORT=1')
    expect(plan.edits[0]?.diff).toContain('+PORT=8080')
  })

  it.each<[string, { facts?: Facts; fix?: Partial<Fix>; file?: string | null; target?: string }]>([
    ['a fact', { facts: { ...FACTS, port: 8081 } }],
    ['a command', { fix: { apply: ['start-shop'] } }],
    ['the environment of a command', { fix: { apply: [{ run: 'start-shop', env: { A: '1' } }] } }],
    ['the risk', { fix: { risk: 'high' } }],
    ['the way back', { fix: { undo: { kind: 'restore', restore: 'files' } } }],
    ['the text of the impact', { fix: { impact: 'Some.' } }],
    ['the content of the file', { file: `${FILE}# more\n` }],
    ['the target', { target: 'other' }],
  ])('gives another token when this differs: %s', async (_what, difference) => {
    expect(must(await planned(difference)).token).not.toBe(must(await planned()).token)
  })

  it('gives a token that is the digest of everything else', async () => {
    const plan = must(await planned())
    expect(plan.token).toBe(digest(consentText(plan)).slice(0, 20))
    expect(must(await planned()).token).toBe(plan.token)
  })

  it.each<[string, Parameters<typeof planned>[0], RegExp]>([
    ['a fact is not known', { facts: { port: 1 } }, /needs host/],
    [
      'a value would be an option',
      { fix: { edits: [], apply: ['say {{host}}'] }, facts: { ...FACTS, host: '-x' } },
      /option/,
    ],
    ['the file is not there', { file: null }, /shop\.env.*not there/],
    ['the file is not text', { file: 'binary' }, /./],
    ['there is no such fix', { name: 'other' }, /no fix "other"/],
  ])('says why it cannot when %s', async (_why, how, problem) => {
    const result = await planned(how)
    expect(result.ok ? '' : result.problem).toMatch(problem)
  })
})

describe('the word of consent', () => {
  it.each([
    ['low', null],
    ['medium', 'yes'],
    ['high', 'web-1'],
  ] as const)('for a %s risk is %j', (risk, word) => {
    expect(consentWord({ risk, target: 'web-1' })).toBe(word)
  })
})

interface How {
  facts?: Facts
  fix?: Partial<Fix>
  file?: string | null
  target?: string
  name?: string
}

function planned({ facts = FACTS, fix = {}, file = FILE, target = 'local', name = 'fix' }: How = {}): Promise<Planned> {
  const bytes = file === 'binary' ? Buffer.from([0xff, 0xfe, 0x00]) : Buffer.from(file ?? '')
  const state =
    file === null
      ? { base64: null, mode: '', owner: '' }
      : { base64: bytes.toString('base64'), mode: '644', owner: '0:0' }
  return makePlan({
    ports: { files: { read: async () => state, write: async () => {} }, digest },
    runbook: { id: 'shop', fixes: { fix: { ...FIX, ...fix } } } as unknown as Runbook,
    fix: name,
    facts,
    target,
  })
}

function must(result: Planned): Plan {
  if (!result.ok) throw new Error(result.problem)
  return result.plan
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
