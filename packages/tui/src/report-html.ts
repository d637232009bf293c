import { type Report, reportMarkdown } from '@runbook/engine'

/** A report as one HTML page that runs nothing and loads nothing; every text is escaped. */
export function reportHtml(report: Report): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(`Runbook ${report.runbook}: ${report.cause?.title ?? report.outcome}`)}</title>`,
    '<style>body{font:16px/1.5 system-ui;max-width:52rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>',
    `<pre>${escapeHtml(reportMarkdown(report))}</pre>`,
    '</html>',
    '',
  ].join('\n')
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, char => entities[char] ?? char)
}
