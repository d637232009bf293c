import { type Declared, declaredIn, exportsOf } from './source.ts'

/** A part of the engine, with what it exports. */
export interface ExportGroup {
  folder: string
  title: string
  exports: Declared[]
}

const titles: [string, string][] = [
  ['session', 'Sessions'],
  ['runbook', 'Runbooks'],
  ['report', 'Reports'],
  ['judge', 'Conditions and templates'],
  ['read', 'Readers'],
  ['step', 'Steps and commands'],
  ['change', 'Changes'],
  ['exec', 'Commands, files and text'],
  ['', 'Ports, errors and the rest'],
]

/** What a door of the engine exports, by the part that it comes from. */
export function exportGroups(door: 'core.ts' | 'index.ts'): ExportGroup[] {
  const folder = 'packages/engine/src'
  const all = exportsOf(`${folder}/${door}`).map(({ from, name }) => ({
    part:
      from
        .slice(folder.length + 1)
        .split('/')
        .slice(0, -1)[0] ?? '',
    declared: declaredIn(from, name),
  }))
  return titles.flatMap(([part, title]) => {
    const exports = all.filter(one => one.part === part).map(one => one.declared)
    return exports.length > 0 ? [{ folder: part, title, exports: exports.sort((a, b) => rank(a) - rank(b)) }] : []
  })
}

/** What can be called comes first. */
function rank({ kind }: Declared): number {
  return ['function', 'class', 'value', 'type'].indexOf(kind)
}
