import type { Edit } from '@runbook/engine/core'

/** A change to a file as people read it. */
export interface EditStory {
  where: string
  /** Lines that go, and lines that come. */
  before: string[]
  after: string[]
}

/** Tells what an edit does. `{{name}}` stays as it is. */
export function editStory(edit: Edit): EditStory {
  if ('replace' in edit)
    return { where: `In ${edit.file}, on line ${edit.line}`, before: [edit.replace], after: [edit.with] }
  if ('nginx_block_at' in edit) {
    const block =
      `${edit.nginx_block_at}` === '0' ? 'at the top level' : `in the block that opens on line ${edit.nginx_block_at}`
    return { where: `In ${edit.file}, ${block}`, ...settings(edit.set, (name, value) => `${name} ${value};`) }
  }
  if ('dropin' in edit) {
    const { before, after } = settings(edit.set, (name, value) => `${name}=${value}`)
    return { where: `In a drop-in for the unit ${edit.dropin}`, before, after: [`[${edit.section}]`, ...after] }
  }
  if ('env_file' in edit) return { where: `In ${edit.env_file}`, before: [], after: [`${edit.key}=${edit.value}`] }
  const file = 'json_file' in edit ? edit.json_file : edit.yaml_file
  return { where: `In ${file}`, before: [], after: [`${edit.key.join('.')}: ${JSON.stringify(edit.value)}`] }
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
