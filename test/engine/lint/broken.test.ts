import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { formatProblem, type Problem } from '../../../packages/engine/src/errors.ts'
import { lintRules, lintRunbooks } from '../../../packages/engine/src/lint/lint.ts'
import { parseFiles } from '../../../packages/engine/src/node/load.ts'

const folder = new URL('../../fixtures/broken/', import.meta.url)
const names = readdirSync(folder).filter(name => name.endsWith('.yaml'))

/** Rules whose faults need two files; they have tests of their own. */
const ACROSS_FILES = ['duplicate-runbook', 'duplicate-cause', 'fact-of-two-types', 'fact-declared-twice']

describe('a broken runbook', () => {
  it.each(names)('is told exactly what its first lines say: %s', name => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const expected = text
      .split('\n')
      .filter(line => /^# (probes\/\S+:)?\d+:\d+ /.test(line))
      .map(line => line.slice(2))
    expect(expected).not.toEqual([])
    expect(problemsOf(name).map(shown)).toEqual(expected)
  })

  it('is there for every rule', () => {
    const seen = new Set(names.flatMap(name => problemsOf(name).map(p => p.rule)))
    const missing = lintRules.map(rule => rule.name).filter(rule => !seen.has(rule) && !ACROSS_FILES.includes(rule))
    expect(missing).toEqual([])
  })

  it('is shown in a form that editors can jump to', () => {
    const [problem] = problemsOf('misspelt-risk.yaml')
    expect(formatProblem(problem as Problem)).toMatch(
      /^test\/fixtures\/broken\/misspelt-risk\.yaml:44:5: "fixes\.start\.risk" is "lwo"/,
    )
  })
})

function problemsOf(name: string): Problem[] {
  const { parsed, problems } = parseFiles([fileURLToPath(new URL(name, folder))])
  return problems.length > 0 ? problems : lintRunbooks(parsed)
}

function shown({ file, line, column, rule, message, hint }: Problem): string {
  const probe = /probes\/.*$/.exec(file)
  const place = `${probe ? `${probe[0]}:` : ''}${line}:${column}`
  return `${place} ${rule}: ${message}${hint === undefined ? '' : ` ${hint}`}`.replace('test/fixtures/broken/', '')
}
