import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RunbookError } from '../../../packages/engine/src/errors.ts'
import { loadBundle } from '../../../packages/engine/src/node/load.ts'
import { type ParsedRunbook, parseRunbook } from '../../../packages/engine/src/runbook/parse.ts'
import { BACK, FRONT } from '../session/shop-runbooks.ts'

const TEXT = `id: small
title: Small
layer: test
summary: Small.
reviewed: 2026-01-02
sources: [https://example.com]
start: only
steps:
  only:
    end: healthy
    says: >-
      All is well with
      the shop, and "well" with you.
`

describe('parsing a runbook', () => {
  it('gives the runbook, and the place of every key in its file', () => {
    const parsed = must(TEXT)
    expect(parsed.runbook).toMatchObject({ id: 'small', start: 'only', steps: { only: { end: 'healthy' } } })
    expect(parsed.locate(['start'])).toEqual({ line: 7, column: 1 })
    expect(parsed.locate(['steps', 'only', 'says'])).toEqual({ line: 11, column: 5 })
    expect(parsed.locate(['sources', 0])).toEqual({ line: 6, column: 11 })
  })

  it('gives each step its kind', () => {
    const steps = Object.entries(must(FRONT).runbook.steps)
    expect(steps.map(([id, { kind }]) => `${id} ${kind}`)).toEqual([
      'probe check',
      'sockets check',
      'seen ask',
      'to-back handoff',
      'healthy end',
      'unclear end',
    ])
  })

  it('gives edits, proofs and ways back their kinds', () => {
    const fixes = Object.values(must(BACK).runbook.fixes ?? {})
    expect(fixes.map(({ edits = [], verify, undo }) => [...edits, verify, undo].map(({ kind }) => kind))).toEqual([
      ['env', 'symptom', 'restore'],
      ['symptom', 'run'],
      ['symptom', 'none'],
    ])
  })

  it.each([
    ['probe', FRONT, { runbook: 'front', step: 'probe' }],
    ['front/probe', BACK, { runbook: 'front', step: 'probe' }],
  ])('takes the symptom "%s" for a position', (_written, text, position) => {
    expect(must(text).runbook.symptom).toEqual(position)
  })

  it('gives the nearest place for a key that is not there', () => {
    expect(must(TEXT).locate(['steps', 'only', 'nothing', 'at-all'])).toEqual({ line: 9, column: 3 })
  })

  it('finds the same occurrence of a word in a folded text', () => {
    const { runbook, locateWord } = must(TEXT)
    const says = (runbook.steps.only as { says: string }).says
    expect(locateWord(['steps', 'only', 'says'], 'well', says.indexOf('well'))).toEqual({ line: 12, column: 14 })
    expect(locateWord(['steps', 'only', 'says'], 'well', says.lastIndexOf('well'))).toEqual({ line: 13, column: 22 })
    expect(locateWord(['steps', 'only', 'says'], 'absent', 3)).toEqual({ line: 11, column: 5 })
  })

  it('refuses aliases that would expand without bound', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(9)}]`).slice(1)
    const result = parseRunbook(`a0: &a0 [x]\n${levels.join('\n')}\n`, 'bomb.yaml')
    expect(result).toMatchObject({ ok: false, problems: [{ rule: 'yaml' }] })
  })

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      ...'{}[]:,&*!|>%@`"\'#-?\n\t x0~',
      'id: ',
      'steps:\n  ',
      '*a',
      '&a ',
      '<<: *a',
      '!!js/function ',
      '--- ',
      '\u0000',
      '\uFEFF',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map(parts => parts.join('')),
        ),
        text => {
          const result = parseRunbook(text, 'x.yaml')
          if (!result.ok) {
            expect(result.problems.length).toBeGreaterThan(0)
            for (const { line, column, message } of result.problems) {
              expect(Math.min(line, column)).toBeGreaterThanOrEqual(1)
              expect(message).not.toBe('')
            }
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('loading a folder', () => {
  it('gives the runbooks that are shipped, by id', () => {
    const bundle = loadBundle(fileURLToPath(new URL('../../../runbooks/', import.meta.url)))
    expect([...bundle.keys()]).toEqual(expect.arrayContaining(['502', 'nginx', 'process', 'node-app']))
    for (const [id, runbook] of bundle) expect(runbook.id).toBe(id)
  })

  it('throws every problem of every file at once', () => {
    const folder = new URL('../../fixtures/broken/', import.meta.url)
    const copies = mkdtempSync(path.join(tmpdir(), 'runbook-broken-'))
    try {
      const names = readdirSync(folder).filter(name => /^(misspelt|no-)/.test(name))
      for (const name of names) writeFileSync(path.join(copies, name), readFileSync(new URL(name, folder)))
      const attempt = () => loadBundle(copies)
      expect(attempt).toThrow(RunbookError)
      expect(attempt).toThrow(/misspelt-key\.yaml:38:5: .*\n.*misspelt-risk\.yaml:44:5: /)
    } finally {
      rmSync(copies, { recursive: true })
    }
  })

  it('says which folder cannot be read', () => {
    expect(() => loadBundle('/nonexistent/runbooks')).toThrow('The folder "/nonexistent/runbooks" cannot be read.')
  })
})

function must(text: string): ParsedRunbook {
  const result = parseRunbook(text, 'small.yaml')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.parsed
}
