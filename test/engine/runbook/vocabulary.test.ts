import { describe, expect, it } from 'vitest'
import { lintRunbooks } from '../../../packages/engine/src/lint/lint.ts'
import { parseRunbook } from '../../../packages/engine/src/runbook/parse.ts'
import { parseVocabulary, type Vocabulary } from '../../../packages/engine/src/runbook/vocabulary.ts'

const vocabulary: Vocabulary = {
  inputs: { url: { type: 'url', ask: 'Which URL fails?' } },
  facts: {
    owner: { type: 'string', is: 'Who owns the shop.', say: 'its owner' },
    manager: 'string',
    unused: 'int',
  },
  words: { probe: "curl -sS -w '\\n%{http_code}'", shop: ['{{owner}}', '-t'] },
  readings: { digits: { regex: { pattern: '(?<digits>\\d+)' } } },
}

const text = `
id: shop
title: The shop is down
layer: process
summary: It asks whether the shop runs.
reviewed: 2026-01-02
sources: [https://example.com/manual]
inputs: [url]
facts: { port: int }
start: probe
steps:
  probe:
    check: Does it answer?
    why: It must.
    run: $probe -i {{url.href}}
    read: $digits
    set: { manager: pm2 }
    facts: { port: int(digits) }
    outcomes:
      any: { otherwise: true, label: "{{owner}} said {{port}}", go: end }
  end: { end: nothing, says: It ends. }
`

describe('what runbooks share', () => {
  it('is written out where a runbook names it, and only what it speaks of', () => {
    const result = parseRunbook(text, 'shop.yaml', vocabulary)
    expect(result.ok ? [] : result.problems).toEqual([])
    if (!result.ok) return
    const { inputs, facts, steps } = result.parsed.runbook
    expect(inputs).toEqual({ url: { type: 'url', ask: 'Which URL fails?' } })
    expect(facts).toEqual({
      owner: { type: 'string', say: 'its owner' },
      manager: { type: 'string' },
      port: { type: 'int' },
    })
    expect(steps.probe).toMatchObject({
      run: ['curl', '-sS', '-w', '\\n%{http_code}', '-i', '{{url.href}}'],
      read: { regex: { pattern: '(?<digits>\\d+)' } },
      facts: { manager: '"pm2"', port: 'int(digits)' },
    })
  })

  it('is refused at the place where the name is wrong, with what was meant', () => {
    const result = parseRunbook(text.replace('$probe', '$prob').replace('[url]', '[ulr]'), 'shop.yaml', vocabulary)
    expect(result.ok ? [] : result.problems.map(({ line, message, hint }) => `${line}: ${message} ${hint}`)).toEqual([
      '8: "ulr" is not a name of the vocabulary. Did you mean "url"?',
      '15: "prob" is not a name of the vocabulary. Did you mean "probe"?',
    ])
  })

  it('is not declared once more', () => {
    const twice = text
      .replace('inputs: [url]', 'inputs: { url: { type: url, ask: Which? } }')
      .replace('{ port: int }', '{ port: int, manager: string }')
    const result = parseRunbook(twice, 'shop.yaml', vocabulary)
    const problems = result.ok ? lintRunbooks([result.parsed]) : result.problems
    const twiceDeclared = problems.filter(({ rule }) => rule === 'fact-declared-twice')
    expect(twiceDeclared.map(({ line, rule, hint }) => [line, rule, hint])).toEqual([
      [8, 'fact-declared-twice', 'Write "inputs: [url]".'],
      [9, 'fact-declared-twice', 'Leave it out here.'],
    ])
  })

  it('is itself told what is wrong with it', () => {
    const result = parseVocabulary('facts: { port: integer }\n', 'vocabulary.yaml')
    expect(result.ok ? [] : result.problems.map(({ line, rule }) => [line, rule])).toEqual([[1, 'schema']])
  })
})
