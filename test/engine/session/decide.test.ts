import { describe, expect, it } from 'vitest'
import { parseRunbook } from '../../../packages/engine/src/runbook/parse.ts'
import { foldEvents } from '../../../packages/engine/src/session/session.ts'
import type { SessionEvent, SessionOptions } from '../../../packages/engine/src/session/types.ts'
import { ASKING, UNATTENDED } from './shop.ts'

const WHO = `
id: who
title: Who answered
layer: symptom
summary: It tells by facts who answered.
reviewed: 2026-01-02
sources: [https://example.com]
facts: { maker: string }
start: who
steps:
  who:
    decide: Who wrote the answer?
    outcomes:
      proxy: { when: fact.maker == "proxy", label: the proxy, go: at-proxy }
      app: { otherwise: true, label: the application, go: at-app }
  at-proxy: { end: inconclusive, says: Look at the proxy. }
  at-app: { end: inconclusive, says: Look at the application. }
`

/** The state after these events, in a session of that one runbook. */
function stateAfter(options: SessionOptions, events: SessionEvent[] = []) {
  const result = parseRunbook(WHO, 'who.yaml')
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const bundle = new Map([['who', result.parsed.runbook]])
  return foldEvents({ bundle, runbook: 'who', inputs: {}, options, target: 'local' }, events)
}

describe('a branch on a fact that nobody knows', () => {
  it('is put to the person who is there', () => {
    expect(stateAfter(ASKING).state).toBe('answering')
    const { state, context } = stateAfter(ASKING, [{ type: 'answer.given', outcome: 'proxy' }])
    expect(state).toBe('ended')
    expect(context.position.step).toBe('at-proxy')
  })

  it('ends where it stands when the person does not know either', () => {
    const { state, context } = stateAfter(ASKING, [{ type: 'step.skipped' }, { type: 'step.confirmed' }])
    expect(state).toBe('ended')
    expect(context.position.step).toBe('who')
  })

  it('ends inconclusive when nobody is there, and says what it needed', () => {
    const { state, context } = stateAfter(UNATTENDED)
    expect(state).toBe('ended')
    expect(context.trail[0]?.judgement).toMatchObject({ kind: 'unknown', reason: 'needs-input' })
  })
})
