import type { Session, SessionEvent } from '@runbook/engine'
import type { Line } from '../lines/line.ts'
import type { KeyBinding } from './keys.ts'

/** What a key, a choice or a text does. */
export type Move =
  | { kind: 'send'; event: SessionEvent }
  /** Shows another screen above this one, until the session moves on or it is closed. */
  | { kind: 'open'; screen: () => Screen }
  | { kind: 'close' }
  | { kind: 'exit' }
  /** Gives the output of the step's command, as a person saw it. */
  | { kind: 'paste'; text: string }
  /** The text cannot be used; it stays and the sentence is shown. */
  | { kind: 'refuse'; problem: string }
  /** An answer to a screen that stands before any session. */
  | { kind: 'pick'; id: string }

export interface Choice {
  label: string
  note: string
  move: Move
}

export interface Action {
  key: KeyBinding
  move: Move
}

/** A text to type. */
export interface Field {
  label: string
  isMultiline: boolean
  /** What sending it does, for the footer. */
  submitLabel: string
  submit(text: string): Move
}

/** What runs at this moment. */
export interface Busy {
  label: string
  /** ms since the epoch; null when it is not known. */
  since: number | null
  /** False for a change: it is not broken off in its middle. */
  canStop: boolean
}

/** Everything that a renderer needs to show one state and to take what a person does there. */
export interface Screen {
  /** What is going on, in a word or two. */
  title: string
  body: Line[]
  /** What stands below the choices. */
  below: Line[]
  busy: Busy | null
  /** Stands above the choices; may be empty. */
  choicesTitle: string
  choices: Choice[]
  actions: Action[]
  field: Field | null
  /** True where pasted text is taken as the output of the step's command. */
  takesPaste: boolean
}

/** What a screen may ask of a session. */
export type ShownSession = Pick<Session, 'view' | 'can' | 'records' | 'folder' | 'id'>

/** A screen with only what it names. */
export function screen(parts: Partial<Screen> & Pick<Screen, 'title' | 'body'>): Screen {
  return { below: [], busy: null, choicesTitle: '', choices: [], actions: [], field: null, takesPaste: false, ...parts }
}

export function sends(event: SessionEvent): Move {
  return { kind: 'send', event }
}
