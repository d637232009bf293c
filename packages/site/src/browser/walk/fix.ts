import { type Edit, editStory, type Facts, type Fix, fillForPlan, planWords } from '@runbook/engine/core'
import { commandText } from '../commands/shown.ts'
import { copyable, h } from './dom.ts'

/** A fix as text: what it changes, how it is proved, and the way back. Nothing here is carried out. */
export function fixNode(fix: Fix, facts: Facts): HTMLElement {
  const say = (text: string) => fillForPlan(text, facts)
  const show = (title: string, specs: readonly Parameters<typeof commandText>[0][]) =>
    specs.length === 0
      ? []
      : [h('h4', {}, title), ...specs.map(spec => copyable(commandText(spec, facts), `command: ${title}`))]
  const { edits = [], validate, apply = [], verify, undo } = fix
  return h(
    'section',
    { className: 'walk-fix' },
    h('h3', {}, say(fix.title)),
    h('p', {}, `Risk ${fix.risk}, ${fix.time}. ${say(fix.impact)}`),
    edits.length > 0 && h('ul', {}, ...edits.map(edit => editNode(edit, say))),
    ...show(planWords.validate, validate === undefined ? [] : [validate]),
    ...show(planWords.apply, apply),
    ...(verify.kind === 'symptom'
      ? [h('h4', {}, planWords.verify), h('p', {}, 'Ask for the URL again: the first check must come out healthy.')]
      : show(planWords.verify, [verify])),
    ...(undo.kind === 'none' ? [h('h4', {}, planWords.undo), h('p', {}, `There is none: ${say(undo.none)}`)] : []),
    ...(undo.kind === 'run' ? show(planWords.undo, [undo.run]) : []),
    ...(undo.kind === 'restore'
      ? [
          h('h4', {}, planWords.undo),
          h('p', {}, `Put the edited files back as they were${undo.after === undefined ? '.' : ', then:'}`),
          ...(undo.after === undefined ? [] : [copyable(commandText(undo.after, facts), 'command of the way back')]),
        ]
      : []),
  )
}

/** A change to a file: where, the lines that go, and the lines that come. */
function editNode(edit: Edit, say: (text: string) => string): HTMLElement {
  const { where, before, after } = editStory(edit)
  return h(
    'li',
    {},
    say(where),
    ...before.map(line => h('del', {}, `- ${say(line)}`)),
    ...after.map(line => h('ins', {}, `+ ${say(line)}`)),
  )
}
