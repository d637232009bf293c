import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lintRules, lintRunbooks } from '../../../packages/engine/src/lint/lint.ts'
import { parseFiles, runbookFiles } from '../../../packages/engine/src/node/load.ts'
import { type ParsedRunbook, parseRunbook } from '../../../packages/engine/src/runbook/parse.ts'

interface Parts {
  id: string
  facts?: string
  steps: string
  more?: string
}

describe('lint over several runbooks', () => {
  it('accepts handoffs in one direction, to the same runbook from two places', () => {
    expect(
      linted(
        {
          id: 'front',
          steps: `a: { handoff: back, nothing: b }\n  b: { handoff: back, nothing: end }\n  end: { end: nothing, says: No. }`,
        },
        { id: 'back', steps: `a: { end: nothing, says: No. }` },
      ),
    ).toEqual([])
  })

  it('finds a handoff that comes back to its own runbook', () => {
    const problems = linted(
      { id: 'front', steps: `a: { handoff: middle, nothing: end }\n  end: { end: nothing, says: No. }` },
      { id: 'middle', steps: `a: { handoff: back, nothing: end }\n  end: { end: nothing, says: No. }` },
      { id: 'back', steps: `a: { handoff: front, nothing: end }\n  end: { end: nothing, says: No. }` },
    )
    expect(problems).toEqual(['back.yaml:10:8 loop: Runbooks hand off in a circle: front → middle → back → front.'])
  })

  it('finds a handoff to itself', () => {
    expect(
      linted({ id: 'self', steps: `a: { handoff: self, nothing: end }\n  end: { end: nothing, says: No. }` }),
    ).toEqual(['self.yaml:10:8 loop: Runbooks hand off in a circle: self → self.'])
  })

  it('finds one cause with two titles', () => {
    const finding = (title: string) => `a: { finding: one-cause, title: ${title}, means: It., prevent: Do. }`
    expect(linted({ id: 'one', steps: finding('It broke') }, { id: 'two', steps: finding('It is broken') })).toEqual([
      'two.yaml:10:28 duplicate-cause: The cause "one-cause" is called "It broke" in one.yaml.',
    ])
  })

  it('finds two runbooks with one id, and a fact that changes its type', () => {
    const steps = `a: { end: nothing, says: No. }`
    expect(linted({ id: 'one', steps }, { id: 'one', steps }).at(0)).toMatch(
      /duplicate-runbook: "one" is also the id of/,
    )
    expect(linted({ id: 'one', steps, facts: 'port: int' }, { id: 'two', steps, facts: 'port: string' })).toEqual([
      'two.yaml:8:10 fact-of-two-types: "port" is string here and int in one.yaml.',
    ])
  })

  it('takes a fact as set when another runbook sets it', () => {
    const user = { id: 'back', facts: 'port: int', steps: `a: { end: nothing, says: "On {{port}}." }` }
    const setter = {
      id: 'front',
      facts: 'port: int',
      steps: `a: { handoff: back, nothing: end, facts: { port: "80" } }\n  end: { end: nothing, says: No. }`,
    }
    expect(linted(user)).toEqual([
      'back.yaml:8:10 fact-never-set: The fact "port" is used, and no step of any runbook establishes it.',
    ])
    expect(linted(user, setter)).toEqual([])
  })

  it('reaches the symptom check of a runbook from another one', () => {
    const check = `check: c\n    why: w\n    run: uptime\n    read: lines\n    outcomes: { up: { otherwise: true, label: up, healthy: true, go: end } }`
    const owner = {
      id: 'front',
      steps: `a: { end: nothing, says: No. }\n  look:\n    ${check}\n  end: { end: healthy, says: Up. }`,
    }
    const user = { id: 'back', steps: `a: { end: nothing, says: No. }`, more: 'symptom: front/look' }
    expect(linted(owner)).toHaveLength(2)
    expect(linted(owner, user)).toEqual([])
  })

  it('names each rule once and says what it demands in a sentence', () => {
    expect(new Set(lintRules.map(rule => rule.name)).size).toBe(lintRules.length)
    expect(lintRules.filter(({ name, says }) => !/^[a-z-]+$/.test(name) || !/^[A-Z].*\.$/.test(says))).toEqual([])
  })

  it('finds nothing in the runbooks that are shipped', () => {
    const { parsed, problems } = parseFiles(runbookFiles(fileURLToPath(new URL('../../../runbooks/', import.meta.url))))
    expect([...problems, ...lintRunbooks(parsed)]).toEqual([])
  })
})

function linted(...runbooks: Parts[]): string[] {
  const parsed = runbooks.map(({ id, facts = '', steps, more = '' }) =>
    parsedOf(
      `id: ${id}
title: A test
layer: test
summary: A test.
reviewed: 2026-01-02
sources: [https://example.com]
start: a
facts: { ${facts} }
steps:
  ${steps}
${more}`,
      `${id}.yaml`,
    ),
  )
  return lintRunbooks(parsed).map(
    ({ file, line, column, rule, message }) => `${file}:${line}:${column} ${rule}: ${message}`,
  )
}

function parsedOf(text: string, file: string): ParsedRunbook {
  const result = parseRunbook(text, file)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.parsed
}
