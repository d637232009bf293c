import { type Report, reportMarkdown } from '@runbook/engine'
import { micromark } from 'micromark'
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table'

const STYLE = [
  'body{font:16px/1.5 system-ui;max-width:52rem;margin:2rem auto;padding:0 1rem}',
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:.6rem .8rem}',
  'td{padding:.1rem 1rem .1rem 0;vertical-align:top}th:empty{display:none}',
].join('')

/**
 * A report as one HTML page that runs nothing and loads nothing. It is made of the Markdown, in which no HTML counts:
 * micromark shows tags as text and drops links that are not to the web.
 */
export function reportHtml(report: Report): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(`Runbook ${report.runbook}: ${report.cause?.title ?? report.outcome}`)}</title>`,
    `<style>${STYLE}</style>`,
    micromark(reportMarkdown(report), {
      allowDangerousHtml: false,
      allowDangerousProtocol: false,
      extensions: [gfmTable()],
      htmlExtensions: [gfmTableHtml()],
    }),
    '</html>',
    '',
  ].join('\n')
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, char => entities[char] ?? char)
}
