import type { Edit } from '../runbook/schema-fix.ts'
import { setEnvKey } from './edits/env-file.ts'
import { setJsonKey } from './edits/json-key.ts'
import { setNginxDirectives } from './edits/nginx-directive.ts'
import { replaceInLine } from './edits/replace-in-line.ts'
import type { EditResult } from './edits/result.ts'
import { setDropinKeys } from './edits/systemd-dropin.ts'
import { setYamlKey } from './edits/yaml-key.ts'

/** The file that an edit touches; a drop-in gets a file of its own so that undo removes it whole. */
export function pathOfEdit(edit: Edit): string {
  if ('dropin' in edit) return `/etc/systemd/system/${edit.dropin}.d/50-runbook.conf`
  if ('env_file' in edit) return edit.env_file
  if ('json_file' in edit) return edit.json_file
  return 'yaml_file' in edit ? edit.yaml_file : edit.file
}

/** Applies one edit to a file's text; null stands for a file that is not there. */
export function applyEdit(before: string | null, edit: Edit): EditResult {
  if ('dropin' in edit) return setDropinKeys(before ?? '', { section: edit.section, set: textsOf(edit.set) })
  if (before === null) return { ok: false, problem: 'the file is not there' }
  if ('replace' in edit) return replaceInLine(before, { line: Number(edit.line), find: edit.replace, with: edit.with })
  if ('nginx_block_at' in edit)
    return setNginxDirectives(before, { line: Number(edit.nginx_block_at), set: textsOf(edit.set) })
  if ('env_file' in edit) return setEnvKey(before, { key: edit.key, value: edit.value })
  if ('json_file' in edit) return setJsonKey(before, { path: edit.key, value: edit.value })
  return setYamlKey(before, { path: edit.key, value: edit.value })
}

function textsOf(set: Record<string, string | number | null>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(set).map(([key, value]) => [key, value === null ? null : String(value)]))
}
