import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../../packages/tui/src/commands/report-html.ts'
import { reportWith } from '../../helpers/report.ts'

describe('a report as HTML', () => {
  it('has headings, a table, lists and code as a browser knows them', () => {
    const page = reportHtml(reportWith({}))
    expect(page).toContain('<h1>Runbook 502: Cause found, not fixed</h1>')
    expect(page).toContain('<td>Outcome</td>\n<td>Cause found, not fixed</td>')
    expect(page).toContain('<h2>Cause: The shop is stopped</h2>')
    expect(page).toContain('<pre><code class="language-sh">check \'a b\'\n</code></pre>')
    expect(page).toContain('<a href="https://example.com">https://example.com</a>')
  })

  it('runs nothing and loads nothing', () => {
    expect(reportHtml(reportWith({}))).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    )
  })

  it('takes nothing in any text as HTML, as a link or as an image', () => {
    const hostile =
      '</pre></code><script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:b) ![i](http://x/) &lt;b&gt;'
    const [step] = reportWith({}).steps
    const [fix] = reportWith({}).fixes
    const { cause } = reportWith({})
    const page = reportHtml(
      reportWith({
        says: hostile,
        inputs: { url: hostile },
        cause: cause && { ...cause, title: hostile, means: hostile, advice: hostile, sources: [hostile] },
        steps: step
          ? [{ ...step, question: hostile, label: hostile, evidence: hostile, command: ['echo', hostile] }]
          : [],
        fixes: fix ? [{ ...fix, title: hostile, impact: hostile, note: hostile }] : [],
        unknown: [{ step: hostile, reason: 'failed', problem: hostile, needs: hostile }],
      }),
    )
    const body = page.slice(page.indexOf('</style>'))
    const tags = new Set([...body.matchAll(/<\/?([a-z]+\d?)/g)].map(([, tag]) => tag))
    for (const tag of ['script', 'img', 'b', 'a']) expect(tags).not.toContain(tag)
  })

  it('takes no start of a line for a list, a heading or an underline', () => {
    const page = reportHtml(reportWith({ says: '- no list\n\n1. no list\n\n# none\n\na\n\n===' }))
    expect(page).not.toMatch(/<[uo]l>\n<li>no list/)
    expect(page).not.toContain('<h1>none')
    expect(page).toContain('<p>===</p>')
  })
})
