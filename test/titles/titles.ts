import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { TestTitle } from '@runbook/evidence'
import ts from 'typescript'

const checkout = path.resolve(import.meta.dirname, '../..')

/** The folders whose tests hold what is promised. */
export const publishedFolders = ['test/safety', 'test/e2e']

/** The titles of the tests of a folder; `…` stands for what a table or a loop fills in. */
export function testTitles(folder: string): TestTitle[] {
  return readdirSync(path.join(checkout, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.test\.tsx?$/.test(name))
    .sort()
    .flatMap(name => titlesIn(path.join(folder, name)))
}

function titlesIn(file: string): TestTitle[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(checkout, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const found: TestTitle[] = []
  const visit = (node: ts.Node, about: string): void => {
    if (ts.isCallExpression(node)) {
      const name = calleeOf(node)
      const title = titleOf(node.arguments[0])
      if (name === 'describe' && title) {
        for (const part of node.arguments) visit(part, title)
        return
      }
      if ((name === 'it' || name === 'test') && title) found.push({ file, about, title })
    }
    ts.forEachChild(node, child => visit(child, about))
  }
  visit(source, '')
  return found
}

/** `it` for it(…), it.each(…)(…) and it.skipIf(…)(…). */
function calleeOf({ expression }: ts.CallExpression): string {
  let node: ts.Node = expression
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) node = node.expression
  return ts.isIdentifier(node) ? node.text : ''
}

function titleOf(node: ts.Node | undefined): string {
  if (!node) return ''
  if (ts.isStringLiteralLike(node)) return node.text.replace(/%[sdifjo]|\$\w+(?:\.\w+)*/g, '…')
  if (!ts.isTemplateExpression(node)) return ''
  return [node.head.text, ...node.templateSpans.map(span => `…${span.literal.text}`)]
    .join('')
    .replace(/…+/g, '…')
    .replace(/(\w)…$/, '$1')
}
