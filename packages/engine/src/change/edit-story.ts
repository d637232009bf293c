import type { Edit } from '../runbook/schema-fix.ts'

/** A change to a file as people read it. */
export interface EditStory {
  where: string
  /** Lines that go, and lines that come. */
  before: string[]
  after: string[]
}

type EditOf<K extends Edit['kind']> = Extract<Edit, { kind: K }>

/** Apart from what makes the edits: pages that tell of them need none of that code. */
const stories = {
  replace: ({ file, line, replace, with: instead }: EditOf<'replace'>) => ({
    where: `In ${file}, on line ${line}`,
    before: [replace],
    after: [instead],
  }),
  nginx: ({ file, nginx_block_at: line, set }: EditOf<'nginx'>) => ({
    where: `In ${file}, ${`${line}` === '0' ? 'at the top level' : `in the block that opens on line ${line}`}`,
    ...settings(set, (name, value) => `${name} ${value};`),
  }),
  systemd: ({ dropin, section, set }: EditOf<'systemd'>) => {
    const { before, after } = settings(set, (name, value) => `${name}=${value}`)
    return { where: `In a drop-in for the unit ${dropin}`, before, after: [`[${section}]`, ...after] }
  },
  env: ({ env_file, key, value }: EditOf<'env'>) => ({
    where: `In ${env_file}`,
    before: [],
    after: [`${key}=${value}`],
  }),
  json: ({ json_file, key, value }: EditOf<'json'>) => keyStory(json_file, key, value),
  yaml: ({ yaml_file, key, value }: EditOf<'yaml'>) => keyStory(yaml_file, key, value),
} satisfies { [K in Edit['kind']]: (edit: EditOf<K>) => EditStory }

/** Tells what an edit does. `{{name}}` stays as it is. */
export function editStory(edit: Edit): EditStory {
  // The compiler does not see that an edit's own entry takes it.
  const tell = stories[edit.kind] as (edit: Edit) => EditStory
  return tell(edit)
}

function keyStory(file: string, key: readonly string[], value: unknown): EditStory {
  return { where: `In ${file}`, before: [], after: [`${key.join('.')}: ${JSON.stringify(value)}`] }
}

function settings(
  set: Record<string, string | number | null>,
  line: (name: string, value: string | number) => string,
): Pick<EditStory, 'before' | 'after'> {
  const all = Object.entries(set)
  return {
    before: all.filter(([, value]) => value === null).map(([name]) => name),
    after: all.flatMap(([name, value]) => (value === null ? [] : [line(name, value)])),
  }
}
