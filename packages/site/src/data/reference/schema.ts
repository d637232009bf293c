/** A node of a JSON Schema, as far as these pages read it. */
export interface Node {
  title?: string
  description?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: Node | boolean
  items?: Node
  anyOf?: Node[]
}

/** A field of an object in a runbook. */
interface Field {
  name: string
  type: string
  isRequired: boolean
  says: string
  /** The tables of the objects that it holds. */
  holds: string[]
}

/** An object of the format: its own table on the page. */
export interface FieldTable {
  slug: string
  title: string
  says: string
  fields: Field[]
}

/** How objects are called that have no key of their own to go by. */
const names: Record<string, string> = {
  'Runbook/inputs': 'Input',
  'Runbook/fixes': 'Fix',
  'Runbook/steps': 'Step',
  'Fix/edits': 'Edit',
  'Fix/verify': 'Verify',
  'Fix/undo': 'Undo',
  'ask/outcomes': 'Answer',
}

/** The tables of a schema: one for each object, those that are alike once. */
export function tablesOf(schema: Node): FieldTable[] {
  const tables: FieldTable[] = []
  const known = new Map<string, string>()
  const add = (node: Node, title: string, path: string): string[] => {
    if (node.anyOf)
      return [...new Set(node.anyOf.flatMap(form => add(form, formTitle(title, form), `${path}|${form.title}`)))]
    if (node.items) return add(node.items, title, path)
    if (!node.properties)
      return typeof node.additionalProperties === 'object' ? add(node.additionalProperties, title, path) : []
    const key = JSON.stringify(node)
    const slug = known.get(key) ?? slugOf(title)
    if (known.has(key)) return [slug]
    known.set(key, slug)
    const table: FieldTable = { slug, title, says: node.description ?? '', fields: [] }
    tables.push(table)
    const owner = node.title ?? title
    table.fields = Object.entries(node.properties).map(([name, field]) => ({
      name,
      type: typeOf(field),
      isRequired: node.required?.includes(name) ?? false,
      says: saysOf(field),
      holds: add(field, names[`${owner}/${name}`] ?? capital(name.replace(/s$/, '').replaceAll('_', ' ')), name),
    }))
    return [slug]
  }
  add(schema, schema.title ?? 'Runbook', '')
  return tables
}

/** The type of a field in words: `text`, `list of text`, `low | medium | high`. */
export function typeOf(node: Node): string {
  if (node.const !== undefined) return JSON.stringify(node.const)
  if (node.enum) return node.enum.map(String).join(' | ')
  if (node.anyOf) return [...new Set(node.anyOf.map(typeOf))].join(' or ')
  if (Array.isArray(node.type)) return node.type.map(type => typeOf({ type })).join(' or ')
  if (node.type === 'array') return `list of ${typeOf(node.items ?? {})}`
  if (node.type === 'object') {
    const { additionalProperties: values } = node
    return node.properties ? 'object' : `${typeof values === 'object' ? typeOf(values) : 'value'} by name`
  }
  if (node.format === 'date') return 'date'
  if (node.format === 'uri') return 'URL'
  return (
    { string: 'text', integer: 'whole number', number: 'number', boolean: 'true or false', null: 'null' }[
      node.type ?? ''
    ] ?? 'any value'
  )
}

/** What a field says about itself, or else what its parts say. */
function saysOf(node: Node): string {
  if (node.description) return node.description
  const inner = node.items ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined)
  return inner?.description ?? ''
}

function formTitle(title: string, form: Node): string {
  if (form.anyOf || !form.properties) return title
  return form.title === 'run' && title !== 'Undo' && title !== 'Verify' ? 'Command' : `${title}: ${form.title ?? ''}`
}

/** The anchor of a title. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
