import { commonKeys, type KeyBinding } from '../../../screens/keys.ts'
import type { Screen } from '../../../screens/screen.ts'

/** The keys that do something on a screen, for its footer; keys that do the same stand together. */
export function hintsOf({ choices, actions, field, busy }: Screen, isLong: boolean): KeyBinding[] {
  const all: KeyBinding[] = [
    ...(field
      ? [{ ...(field.isMultiline ? commonKeys.submitMany : commonKeys.submit), label: field.submitLabel }]
      : []),
    ...(choices.length > 0 ? [commonKeys.pick] : []),
    ...actions.map(({ key }) => key),
    ...(isLong ? [choices.length > 0 ? commonKeys.page : commonKeys.scroll] : []),
    ...(busy?.canStop ? [commonKeys.stop] : []),
  ]
  const labels = [...new Set(all.map(({ label }) => label))]
  return labels.map(label => {
    const same = all.filter(key => key.label === label)
    return { press: '', shown: same.map(({ shown }) => shown).join(' or '), label }
  })
}
