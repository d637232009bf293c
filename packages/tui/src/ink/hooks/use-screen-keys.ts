import { type Key, useInput, usePaste } from 'ink'
import type { Move, Screen } from '../../screens/screen.ts'
import { choiceOfKey, selectBy } from '../components/choices/reduce.ts'
import type { Scrolling } from '../components/scroll/listen.ts'
import { fieldEdit, oneLine, unixLines } from '../components/text-field/listen.ts'
import { type Edit, editField, emptyField } from '../components/text-field/reduce.ts'
import { useScopedState } from './use-scoped-state.ts'

interface ScreenKeys {
  screen: Screen
  /** Names the screen: its selection and text are kept while this stays the same. */
  id: string
  scrolling: Scrolling
  act(move: Move): void
  stop(): void
  suspend(): void
}

/**
 * Takes keys and pasted text for a screen, and gives what is selected, typed and wrong. A key acts on what was drawn
 * when it was pressed, never on a screen that nobody has seen yet.
 */
export function useScreenKeys({ screen, id, scrolling, act, stop, suspend }: ScreenKeys) {
  const { choices, actions, field, takesPaste } = screen
  const text = useScopedState(id, emptyField)
  const selection = useScopedState(id, 0)
  const problem = useScopedState(id, '')
  const selected = (): number => Math.min(selection.read(), Math.max(0, choices.length - 1))
  const take = (move: Move): void => (move.kind === 'refuse' ? problem.write(move.problem) : act(move))
  const edit = (change: Edit): void => {
    text.write(editField(text.read(), change))
    problem.write('')
  }
  const submit = (): void => {
    if (field) take(field.submit(text.read().text))
  }

  function inField(input: string, key: Key, isMultiline: boolean): void {
    if (!isMultiline) {
      const [typed = '', ...rest] = input.split(/[\r\n]/)
      editBy(typed, key)
      // Typed ahead or sent at once: the text and its Enter arrive together.
      if (key.return || rest.length > 0) submit()
    } else if (key.ctrl && input === 'd') submit()
    else if (key.return) edit({ kind: 'insert', text: '\n' })
    else editBy(unixLines(input), key)
  }
  function editBy(input: string, key: Key): void {
    const change = fieldEdit(input, key)
    if (change) edit(change)
  }
  function inList(input: string, key: Key): void {
    const named = choiceOfKey(input, choices.length)
    const chosen = choices[named ?? (key.return ? selected() : -1)]
    if (chosen) take(chosen.move)
    else if (key.upArrow || key.downArrow) selection.write(selectBy(selected(), key.upArrow ? -1 : 1, choices.length))
  }

  useInput((input, key) => {
    if (key.ctrl && input === 'c') return stop()
    if (key.ctrl && input === 'z') return suspend()
    if (key.pageUp || key.pageDown) return scrolling.page(key.pageDown ? 1 : -1)
    if ((key.upArrow || key.downArrow) && choices.length === 0) return scrolling.by(key.downArrow ? 1 : -1)
    const action = actions.find(({ key: { press } }) => isPressed(press, input, key) && (!field || press.length > 1))
    if (action && !(key.return && (field || choices.length > 0))) return take(action.move)
    if (field) inField(input, key, field.isMultiline)
    else if (choices.length > 0) inList(input, key)
  })
  usePaste(pasted => {
    if (field) edit({ kind: 'insert', text: field.isMultiline ? unixLines(pasted) : oneLine(pasted) })
    else if (takesPaste) act({ kind: 'paste', text: unixLines(pasted) })
    else problem.write('Nothing can be pasted here.')
  })
  return { selected: selected(), text: text.read(), problem: problem.read() }
}

function isPressed(press: string, input: string, key: Key): boolean {
  if (press === 'return') return key.return
  if (press === 'escape') return key.escape
  if (press === 'tab') return key.tab && !key.shift
  return input === press && !key.ctrl && !key.meta
}
