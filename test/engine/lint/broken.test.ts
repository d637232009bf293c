import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatProblem, type Problem } from '../../../packages/engine/src/errors.ts'
import { lintRules, lintRunbooks } from '../../../packages/engine/src/lint/lint.ts'
import { parseRunbook } from '../../../packages/engine/src/runbook/parse.ts'

const folder = new URL('../../fixtures/broken/', import.meta.url)
const names = readdirSync(folder)

/** Rules whose faults need two files; they have tests of their own. */
const ACROSS_FILES = ['duplicate-runbook', 'duplicate-cause', 'fact-of-two-types', 'fact-declared-twice']

describe('a broken runbook', () => {
  it.each(names)('is told exactly what its first lines say: %s', name => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const expected = text
      .split('\n')
      .filter(line => /^# \d+:\d+ /.test(line))
      .map(line => line.slice(2))
    expect(expected).not.toEqual([])
    expect(problemsOf(text, name).map(shown)).toEqual(expected)
  })

  it('is there for every rule', () => {
    const seen = new Set(
      names.flatMap(name => problemsOf(readFileSync(new URL(name, folder), 'utf8'), name).map(p => p.rule)),
    )
    const missing = lintRules.map(rule => rule.name).filter(rule => !seen.has(rule) && !ACROSS_FILES.includes(rule))
    expect(missing).toEqual([])
  })

  it('is shown in a form that editors can jump to', () => {
    const text = readFileSync(new URL('misspelt-risk.yaml', folder), 'utf8')
    const [problem] = problemsOf(text, 'runbooks/misspelt-risk.yaml')
    expect(formatProblem(problem as Problem)).toMatch(
      /^runbooks\/misspelt-risk\.yaml:44:5: "fixes\.start\.risk" is "lwo"/,
    )
  })
})

function problemsOf(text: string, name: string): Problem[] {
  const result = parseRunbook(text, name)
  return result.ok ? lintRunbooks([result.parsed]) : result.problems
}

function shown({ line, column, rule, message, hint }: Problem): string {
  return `${line}:${column} ${rule}: ${message}${hint === undefined ? '' : ` ${hint}`}`
}
