import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runbookJsonSchema, vocabularyJsonSchema } from '../../../packages/engine/src/runbook/json-schema.ts'

interface Node {
  title?: string
  description?: string
  const?: unknown
  properties?: Record<string, Node>
  items?: Node
  additionalProperties?: Node | boolean
  anyOf?: Node[]
  required?: string[]
}

const schema = runbookJsonSchema() as Node & { $schema: string }

describe('the JSON Schema for editors', () => {
  it('is draft 7, which YAML language servers know best', () => {
    expect(schema.$schema).toContain('draft-07')
  })

  it('carries a sentence at every field', () => {
    const fields = fieldsOf(schema, '')
    expect(fields.length).toBeGreaterThan(80)
    expect(fields.filter(({ node }) => !node.description).map(({ path }) => path)).toEqual([])
  })

  it('names the six kinds of step, and each refuses keys of the others', () => {
    const steps = schema.properties?.steps?.additionalProperties as Node
    expect(steps.anyOf?.map(form => form.title)).toEqual(['check', 'decide', 'ask', 'finding', 'handoff', 'end'])
    for (const form of steps.anyOf ?? []) {
      expect(form.required).toContain(form.title)
      expect(form.additionalProperties).toBe(false)
    }
  })

  it.each([
    ['schema.json', runbookJsonSchema()],
    ['vocabulary.schema.json', vocabularyJsonSchema()],
  ])('is what lies beside the runbooks as %s; npm run generate writes it', (name, made) => {
    const file = readFileSync(new URL(`../../../runbooks/${name}`, import.meta.url), 'utf8')
    expect(file).toBe(`${JSON.stringify(made, null, 2)}\n`)
  })
})

function fieldsOf(node: Node, path: string): { path: string; node: Node }[] {
  const own = Object.entries(node.properties ?? {}).map(([name, field]) => ({ path: `${path}.${name}`, node: field }))
  const inner = [
    ...own.map(field => ({ ...field })),
    ...(node.items ? [{ path: `${path}[]`, node: node.items }] : []),
    ...(typeof node.additionalProperties === 'object' ? [{ path: `${path}.*`, node: node.additionalProperties }] : []),
    ...(node.anyOf ?? []).map((form, index) => ({ path: `${path}|${form.title ?? index}`, node: form })),
  ]
  return [...own, ...inner.flatMap(({ path: at, node: below }) => fieldsOf(below, at))]
}
