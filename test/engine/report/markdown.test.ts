import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportMarkdown } from '../../../packages/engine/src/report/markdown.ts'
import { causeOf, reportWith, STEP } from '../../helpers/report.ts'

describe('a report as Markdown', () => {
  it('tells outcome, cause, chain, fixes and steps in this order', () => {
    const headings = reportMarkdown(reportWith({})).match(/^#.*$/gm)
    expect(headings).toEqual([
      '# Runbook 502: Cause found, not fixed',
      '## Cause: The shop is stopped',
      '## Fixes',
      '### Start it — proposed',
      '## What was checked',
      '### Does it answer?',
      '## Could not be checked',
    ])
  })

  it('shows commands as they can be typed, and the approval', () => {
    const text = reportMarkdown(reportWith({}))
    expect(text).toContain("**Validate; when it fails, every byte is put back**\n\n```sh\ncheck 'a b'\n```")
    expect(text).toContain('**Apply**\n\n```sh\nstart-shop\n```')
    expect(text).toContain('Approval: `abc`')
  })

  it('has no fence that the output of a tool can close', () => {
    const hostile = fc.array(
      fc.constantFrom('`', '```', '````', '\n', '\n```\n', '~~~', '# heading', '<script>', ' ', 'x'),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(hostile, parts => {
        const evidence = parts.join('')
        const lines = reportMarkdown(reportWith({ steps: [{ ...STEP, evidence }] })).split('\n')
        const outside = outsideFences(lines)
        expect(outside.filter(line => line.startsWith('# heading') || line.includes('<script>'))).toEqual([])
        expect(outside).toContain('## Could not be checked')
      }),
      { numRuns: 500 },
    )
  })

  it('takes nothing in labels, problems and inputs as markup or as another line', () => {
    const hostile = '<b>*x*</b> [a](javascript:b) `c` | d\n# heading'
    const text = reportMarkdown(
      reportWith({
        steps: [{ ...STEP, label: hostile }],
        unknown: [{ step: 'front/probe', reason: 'failed', problem: hostile, needs: '' }],
        inputs: { url: hostile },
      }),
    )
    expect(text).not.toMatch(/^# heading/m)
    expect(text).not.toMatch(/(?<!\\)<b>/)
    expect(text).not.toMatch(/(?<!\\)\[a/)
    expect(text.match(/^\| url .*$/m)?.[0].match(/(?<!\\)\|/g)).toHaveLength(3)
  })

  it('takes nothing that a fact brought into a title or a sentence as markup or as another line', () => {
    const hostile = 'x\n# heading\n<script>alert(1)</script>'
    const cause = { ...causeOf(), title: hostile, means: hostile, advice: hostile }
    const [fix] = reportWith({}).fixes
    const text = reportMarkdown(
      reportWith({ cause, says: hostile, fixes: fix ? [{ ...fix, title: hostile, impact: hostile }] : [] }),
    )
    const outside = outsideFences(text.split('\n'))
    expect(outside.filter(line => /^# heading/.test(line) || /(?<!\\)<script>/.test(line))).toEqual([])
  })
})

function outsideFences(lines: string[]): string[] {
  const outside: string[] = []
  let fence: string | undefined
  for (const line of lines) {
    const mark = /^(`{3,})/.exec(line)?.[1]
    if (fence === undefined && mark) fence = mark
    else if (fence !== undefined && mark && mark.length >= fence.length && line.trim() === mark) fence = undefined
    else if (fence === undefined) outside.push(line)
  }
  return outside
}
