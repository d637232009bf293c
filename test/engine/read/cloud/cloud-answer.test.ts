import { describe, expect, it } from 'vitest'
import type { Output } from '../../../../packages/engine/src/ports.ts'
import { cloudRefusal, jsonAnswer } from '../../../../packages/engine/src/read/cloud/cloud-answer.ts'

const output = (code: number, stderr: string): Output => ({
  ending: { kind: 'exited', code },
  stdout: '',
  stderr,
  isCut: false,
  durationMs: 1,
  startedAt: 0,
})

describe('an answer of a cloud', () => {
  it('is refused with its reason, and without one where none is known', () => {
    const denied = 'An error occurred (AccessDenied) when calling the Describe operation: no'
    expect(cloudRefusal(output(255, denied), { provider: 'aws', asked: '' })).toMatchObject({ reason: 'permission' })
    expect(cloudRefusal(output(1, 'so not'), { provider: 'azure', asked: '' })).toEqual({
      ok: false,
      problem: 'az ended with exit code 1: so not',
    })
    expect(cloudRefusal(output(0, 'WARNING: old'), { provider: 'azure', asked: '' })).toBeUndefined()
  })

  const page = 'A web page came instead of an answer; a proxy in between is likely to have written it.'
  const cut = 'The output is not whole JSON; it was cut or garbled on its way.'
  it.each([
    ['{"a": 1}', '', undefined],
    ['\ufeff[]', '', undefined],
    ['<html>', '', page],
    ['\n<?xml version="1.0"?>', '', page],
    ['<!DOCTYPE html>', '502', page.replace('answer;', 'answer (502);')],
    ['{"a": ', '', cut],
    ['', '', cut],
    ['{"a": ', '200', cut.replace('The output', 'The answer (200)')],
  ])('%j with the status "%s" is not read because: %s', (text, code, problem) => {
    const answer = jsonAnswer(text, code)
    expect(answer.ok ? undefined : answer.problem).toBe(problem)
    if (!answer.ok) expect(answer.reason).toBe('unreadable')
  })
})
