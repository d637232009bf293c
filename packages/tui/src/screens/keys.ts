/** A key with its label. Handlers and footers both take it from here, so neither can promise what the other does not do. */
export interface KeyBinding {
  /** The character, or the name of a special key. */
  press: string
  /** How the key is written on screen. */
  shown: string
  label: string
}

export const keys = {
  confirm: { press: 'return', shown: 'enter', label: 'go on' },
  accept: { press: 'y', shown: 'y', label: 'apply' },
  decline: { press: 'n', shown: 'n', label: 'do not apply' },
  retry: { press: 'r', shown: 'r', label: 'run again' },
  answer: { press: 'a', shown: 'a', label: 'answer by hand' },
  skip: { press: 's', shown: 's', label: 'skip' },
  leaveOpen: { press: 'tab', shown: 'tab', label: 'leave it open' },
  back: { press: 'b', shown: 'b', label: 'back' },
  close: { press: 'escape', shown: 'esc', label: 'back' },
  setInput: { press: 'i', shown: 'i', label: 'set an input' },
  stepwise: { press: 'p', shown: 'p', label: 'stop after each step' },
  flowing: { press: 'p', shown: 'p', label: 'run on by itself' },
  paste: { press: 'v', shown: 'v', label: 'paste its output' },
  undo: { press: 'u', shown: 'u', label: 'undo' },
  keep: { press: 'k', shown: 'k', label: 'keep it' },
  verifyAgain: { press: 'r', shown: 'r', label: 'check again' },
  finish: { press: 'q', shown: 'q', label: 'finish' },
  quit: { press: 'q', shown: 'q', label: 'quit' },
} as const satisfies Record<string, KeyBinding>

/** Keys that every screen has. */
export const commonKeys = {
  scroll: { press: 'pagedown', shown: '↑↓ pgup pgdn', label: 'scroll' },
  page: { press: 'pagedown', shown: 'pgup pgdn', label: 'scroll' },
  pick: { press: 'return', shown: '1–9 or ↑↓ enter', label: 'choose' },
  submit: { press: 'return', shown: 'enter', label: 'use it' },
  submitMany: { press: 'ctrl+d', shown: 'ctrl+d', label: 'use it' },
  stop: { press: 'ctrl+c', shown: 'ctrl+c', label: 'stop' },
} as const satisfies Record<string, KeyBinding>
