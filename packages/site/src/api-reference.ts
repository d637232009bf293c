import starlightTypeDoc from 'starlight-typedoc'
import type { Application, DeclarationReflection, ProjectReflection, Reflection } from 'typedoc'

/** A type of the engine as a page shows it in a table. */
export interface DeclaredType {
  says: string
  /** Its fields, or the forms of a union. */
  members: { name: string; type: string; says: string }[]
}

/** What pages import from here. */
const moduleName = 'virtual:declared-types'

/**
 * The pages below `reference/api/`, made by TypeDoc from the comments of the engine, and some of its types as a module for
 * other pages. Throws when the engine does not export one of these types.
 */
export function apiReference({
  entryPoint,
  tsconfig,
  types,
}: {
  entryPoint: string
  tsconfig: string
  types: readonly string[]
}) {
  const declared: Record<string, DeclaredType> = {}
  const keepTypes = (app: Application) => {
    app.converter.on('resolveEnd', ({ project }: { project: ProjectReflection }) => {
      for (const name of types) declared[name] = declaredIn(project, name)
    })
  }
  return {
    starlightPlugin: starlightTypeDoc({
      entryPoints: [entryPoint],
      tsconfig,
      output: 'reference/api',
      typeDoc: {
        name: '@runbook/engine',
        plugin: [keepTypes],
        entryFileName: 'index',
        disableSources: true,
        // What a type names and no door exports is left in words.
        validation: { notExported: false },
        skipErrorChecking: true,
        expandObjects: true,
        expandParameters: true,
        sort: ['source-order'],
        useCodeBlocks: true,
        parametersFormat: 'table',
        propertiesFormat: 'table',
        typeDeclarationFormat: 'table',
      },
    }),
    vitePlugin: {
      name: 'declared-types',
      resolveId: (id: string) => (id === moduleName ? `\0${moduleName}` : undefined),
      load: (id: string) =>
        id === `\0${moduleName}` ? `export const declaredTypes = ${JSON.stringify(declared)}` : undefined,
    },
  }
}

function declaredIn(project: ProjectReflection, name: string): DeclaredType {
  const found = project.getChildByName([name]) as DeclarationReflection | undefined
  if (!found) throw new RangeError(`the engine exports no type "${name}"`)
  return { says: commentOf(found), members: membersOf(found) }
}

function membersOf({ type, children }: DeclarationReflection): DeclaredType['members'] {
  if (type?.type !== 'union')
    return (children ?? []).map(field => ({
      name: field.name,
      type: `${field.type ?? ''}${field.flags.isOptional ? ', may be absent' : ''}`,
      says: commentOf(field),
    }))
  return type.types.map(form => {
    const fields = form.type === 'reflection' ? (form.declaration.children ?? []) : []
    const mark = fields.find(field => field.name === 'type')?.type
    return {
      name: mark?.type === 'literal' ? String(mark.value) : String(form).replaceAll('"', ''),
      type:
        fields.length > 0
          ? `{ ${fields.map(({ name, flags, type }) => `${name}${flags.isOptional ? '?' : ''}: ${type}`).join('; ')} }`
          : String(form),
      says: '',
    }
  })
}

function commentOf({ comment }: Reflection): string {
  return (comment?.summary ?? [])
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
