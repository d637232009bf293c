import { type Edit, type Facts, type Fix, fillForPlan } from '@runbook/engine/core'
import { commandText } from './walk-command.ts'
import { copyable, h } from './walk-dom.ts'

/** A fix as text: what it changes, how it is proved, and the way back. Nothing here is carried out. */
export function fixNode(fix: Fix, facts: Facts): HTMLElement {
  const say = (text: string) => fillForPlan(text, facts)
  const show = (title: string, specs: readonly Parameters<typeof commandText>[0][]) =>
    specs.length === 0
      ? []
      : [h('p', {}, title), ...specs.map(spec => copyable(commandText(spec, facts), `command: ${title}`))]
  const { edits = [], validate, apply = [], verify, undo } = fix
  return h(
    'section',
    { className: 'walk-fix' },
    h('h3', {}, say(fix.title)),
    h('p', {}, `Risk ${fix.risk}, ${fix.time}. ${say(fix.impact)}`),
    edits.length > 0 && h('ul', {}, ...edits.map(edit => h('li', {}, say(editText(edit))))),
    ...show('Check the change first:', validate === undefined ? [] : [validate]),
    ...show('Then make it effective:', apply),
    h(
      'p',
      {},
      verify === 'symptom'
        ? 'To prove it, ask for the URL again: the first check must come out healthy.'
        : 'To prove it:',
    ),
    ...(verify === 'symptom' ? [] : [copyable(commandText(verify, facts), 'command to prove it')]),
    ...('none' in undo ? [h('p', {}, `There is no way back: ${say(undo.none)}`)] : []),
    ...('run' in undo ? show('The way back:', [undo.run]) : []),
    ...('restore' in undo
      ? [
          h('p', {}, 'The way back: put the edited files back as they were.'),
          ...show('Then:', undo.after === undefined ? [] : [undo.after]),
        ]
      : []),
  )
}

/** What an edit does, in one sentence. */
export function editText(edit: Edit): string {
  if ('replace' in edit) return `In ${edit.file}, line ${edit.line}: replace “${edit.replace}” by “${edit.with}”.`
  if ('nginx_block_at' in edit)
    return Number(edit.nginx_block_at) === 0
      ? `In ${edit.file}, outside of every block: ${settingsText(edit.set, ' ')}.`
      : `In ${edit.file}, in the block that opens on line ${edit.nginx_block_at}: ${settingsText(edit.set, ' ')}.`
  if ('dropin' in edit)
    return `In a drop-in of ${edit.dropin}, section [${edit.section}]: ${settingsText(edit.set, '=')}.`
  if ('env_file' in edit) return `In ${edit.env_file}: set ${edit.key}=${edit.value}.`
  const file = 'json_file' in edit ? edit.json_file : edit.yaml_file
  return `In ${file}: set ${edit.key.join('.')} to ${JSON.stringify(edit.value)}.`
}

function settingsText(settings: Readonly<Record<string, string | number | null>>, between: string): string {
  return Object.entries(settings)
    .map(([name, value]) => (value === null ? `remove ${name}` : `set ${name}${between}${value}`))
    .join(', ')
}
