import type { Edit } from '../../runbook/schema-fix.ts'
import { setEnvKey } from './env-file.ts'
import { setJsonKey } from './json-key.ts'
import { setNginxDirectives } from './nginx-directive.ts'
import { replaceInLine } from './replace-in-line.ts'
import { type EditResult, refuse } from './result.ts'
import { setDropinKeys } from './systemd-dropin.ts'
import { setYamlKey } from './yaml-key.ts'

type EditKind = Edit['kind']
type EditOf<K extends EditKind> = Extract<Edit, { kind: K }>

interface KindEntry<E> {
  /** The file that it touches. */
  path(edit: E): string
  /** The text afterwards. */
  apply(before: string, edit: E): EditResult
  /** True when it also makes the file. */
  isMaker?: true
}

const table = {
  replace: {
    path: (edit: EditOf<'replace'>) => edit.file,
    apply: (before: string, edit: EditOf<'replace'>) =>
      replaceInLine(before, { line: Number(edit.line), find: edit.replace, with: edit.with }),
  },
  nginx: {
    path: (edit: EditOf<'nginx'>) => edit.file,
    apply: (before: string, edit: EditOf<'nginx'>) =>
      setNginxDirectives(before, { line: Number(edit.nginx_block_at), set: textsOf(edit.set) }),
  },
  systemd: {
    // A file of its own, so that undo removes it whole.
    path: (edit: EditOf<'systemd'>) => `/etc/systemd/system/${edit.dropin}.d/50-runbook.conf`,
    apply: (before: string, edit: EditOf<'systemd'>) =>
      setDropinKeys(before, { section: edit.section, set: textsOf(edit.set) }),
    isMaker: true,
  },
  env: {
    path: (edit: EditOf<'env'>) => edit.env_file,
    apply: (before: string, edit: EditOf<'env'>) => setEnvKey(before, { key: edit.key, value: edit.value }),
  },
  json: {
    path: (edit: EditOf<'json'>) => edit.json_file,
    apply: (before: string, edit: EditOf<'json'>) => setJsonKey(before, { path: edit.key, value: edit.value }),
  },
  yaml: {
    path: (edit: EditOf<'yaml'>) => edit.yaml_file,
    apply: (before: string, edit: EditOf<'yaml'>) => setYamlKey(before, { path: edit.key, value: edit.value }),
  },
} satisfies { [K in EditKind]: KindEntry<EditOf<K>> }

/** The file that an edit touches. */
export function pathOfEdit(edit: Edit): string {
  return entryOf(edit).path(edit)
}

/** Applies one edit to a file's text; null stands for a file that is not there. */
export function applyEdit(before: string | null, edit: Edit): EditResult {
  const { apply, isMaker } = entryOf(edit)
  return before === null && !isMaker ? refuse('the file is not there') : apply(before ?? '', edit)
}

/** The compiler does not see that an edit's own entry takes it. */
function entryOf({ kind }: Edit): KindEntry<Edit> {
  return table[kind] as KindEntry<Edit>
}

function textsOf(set: Record<string, string | number | null>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(set).map(([key, value]) => [key, value === null ? null : String(value)]))
}
