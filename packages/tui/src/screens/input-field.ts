import { EngineError, parseInputs, type SessionContext } from '@runbook/engine'
import { type Field, type Move, sends } from './screen.ts'

/** A field that takes a value for an input, and says what is wrong with one that cannot be used. */
export function inputField({ bundle }: Pick<SessionContext, 'bundle'>, name: string): Field {
  return { label: name, isMultiline: false, submitLabel: 'use it', submit: text => give(bundle, name, text.trim()) }
}

function give(bundle: SessionContext['bundle'], name: string, value: string): Move {
  try {
    parseInputs(bundle, { [name]: value })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { kind: 'refuse', problem: [error.message, error.hint ?? ''].join(' ').trim() }
  }
  return sends({ type: 'input.given', name, value })
}
