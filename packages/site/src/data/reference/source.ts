import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { checkout } from '../runbooks/bundle.ts'

/** A declaration in the source, with the comment above it. */
export interface Declared {
  name: string
  kind: 'function' | 'type' | 'class' | 'value'
  says: string
  /** The declaration without its body. */
  text: string
  members: Member[]
}

/** A property, a method or a form of a union. */
export interface Member {
  name: string
  type: string
  says: string
}

/** What a module passes on, in the order written: the file and the name in it. */
export function exportsOf(file: string): { from: string; name: string }[] {
  return parse(file).statements.flatMap(statement => {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      return []
    const target = statement.moduleSpecifier
    if (!target || !ts.isStringLiteral(target)) return []
    const from = path.join(path.dirname(file), target.text)
    return statement.exportClause.elements.map(({ name }) => ({ from, name: name.text }))
  })
}

/** The declaration of a name in a file, paths from the top of the checkout. Throws RangeError when there is none. */
export function declaredIn(file: string, name: string): Declared {
  const source = parse(file)
  for (const statement of source.statements) {
    const found = declarationOf(statement, name)
    if (found) return { name, ...found, says: commentOf(statement, source), members: membersOf(found.node, source) }
  }
  const from = importOf(source, name)
  if (from === undefined) throw new RangeError(`${file} declares no "${name}"`)
  return declaredIn(path.join(path.dirname(file), from), name)
}

/** The file that a name is imported from, to be passed on. */
function importOf(source: ts.SourceFile, name: string): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const names = statement.importClause?.namedBindings
    if (names && ts.isNamedImports(names) && names.elements.some(one => one.name.text === name))
      return statement.moduleSpecifier.text
  }
  return undefined
}

/** The entries of a constant object: its names, values as written, and comments. */
export function entriesOf(file: string, name: string): Member[] {
  const source = parse(file)
  const found: Member[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText(source) === name && node.initializer) {
      const value = ts.isAsExpression(node.initializer) ? node.initializer.expression : node.initializer
      if (ts.isObjectLiteralExpression(value))
        for (const entry of value.properties)
          if (ts.isPropertyAssignment(entry))
            found.push({
              name: entry.name.getText(source),
              type: entry.initializer.getText(source),
              says: commentOf(entry, source),
            })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const parsed = new Map<string, ts.SourceFile>()

/** The syntax tree of a file of the checkout. */
export function parse(file: string): ts.SourceFile {
  const known = parsed.get(file)
  if (known) return known
  const text = readFileSync(path.join(checkout, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  parsed.set(file, source)
  return source
}

type Found = Pick<Declared, 'kind' | 'text'> & { node: ts.Node }

function declarationOf(statement: ts.Statement, name: string): Found | undefined {
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === name)
    return { kind: 'function', text: headOf(statement, statement.body), node: statement }
  if (ts.isClassDeclaration(statement) && statement.name?.text === name)
    return { kind: 'class', text: statement.getText().split('{')[0]?.trim() ?? '', node: statement }
  if ((ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) && statement.name.text === name)
    return { kind: 'type', text: statement.getText(), node: statement }
  if (!ts.isVariableStatement(statement)) return undefined
  const value = statement.declarationList.declarations.find(one => one.name.getText() === name)
  return value && { kind: 'value', text: `const ${value.getText().split(' = ')[0]}`, node: value }
}

function headOf(node: ts.Node, body: ts.Node | undefined): string {
  const text = node.getText()
  return (body ? text.slice(0, body.getStart() - node.getStart()) : text).replace(/^export (?:async )?/, '').trim()
}

function membersOf(node: ts.Node, source: ts.SourceFile): Member[] {
  if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node))
    return node.members.flatMap(member =>
      member.name && !ts.isConstructorDeclaration(member)
        ? [{ name: member.name.getText(source), type: typeText(member, source), says: commentOf(member, source) }]
        : [],
    )
  if (ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type))
    return node.type.types.map(form => ({
      name: markOf(form, source),
      type: form.getText(source),
      says: commentOf(form, source),
    }))
  return []
}

/** A form of a union goes by its `type` or `kind`, or by itself. */
function markOf(form: ts.TypeNode, source: ts.SourceFile): string {
  if (!ts.isTypeLiteralNode(form)) return form.getText(source)
  const mark = form.members.find(member => ['type', 'kind'].includes(member.name?.getText(source) ?? ''))
  return mark && ts.isPropertySignature(mark) ? (mark.type?.getText(source) ?? '').replaceAll("'", '') : ''
}

function typeText(member: ts.Node, source: ts.SourceFile): string {
  if (ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) {
    const type = member.type?.getText(source) ?? ''
    return member.questionToken ? `${type}, may be absent` : type
  }
  const text = member.getText(source)
  return text.slice(text.indexOf('('))
}

/** The sentence above a node, on one line. */
function commentOf(node: ts.Node, source: ts.SourceFile): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  const text = comments.at(-1)?.comment
  const words = typeof text === 'string' ? text : (ts.getTextOfJSDocComment(text) ?? leading(node, source))
  return words.replace(/\s+/g, ' ').trim()
}

function leading(node: ts.Node, source: ts.SourceFile): string {
  const ranges = ts.getLeadingCommentRanges(source.text, node.pos) ?? []
  const last = ranges.at(-1)
  const text = last ? source.text.slice(last.pos, last.end) : ''
  return text.startsWith('/**') ? text.slice(3, -2).replace(/^\s*\* ?/gm, '') : ''
}
