import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { readLines } from '../../../packages/tui/src/renderers/line-reader.ts'

const signal = new AbortController().signal

it('gives lines in order, those that were typed ahead too', async () => {
  const input = new PassThrough()
  const reader = readLines(input)
  input.write('one\ntwo\nth')
  expect([await reader.next(signal), await reader.next(signal)]).toEqual(['one', 'two'])
  const third = reader.next(signal)
  input.write('ree\n')
  expect(await third).toBe('three')
})

it('gives what has no line end, and then nothing, when the input ends', async () => {
  const input = new PassThrough()
  const reader = readLines(input)
  input.end('last')
  expect([await reader.next(signal), await reader.next(signal)]).toEqual(['last', null])
})

it('gives nothing when the wait is broken off, and keeps the next line', async () => {
  const input = new PassThrough()
  const reader = readLines(input)
  const wait = new AbortController()
  const broken = reader.next(wait.signal)
  wait.abort()
  expect(await broken).toBe(null)
  input.write('later\n')
  expect(await reader.next(signal)).toBe('later')
})

it('gives nothing once it is closed', async () => {
  const reader = readLines(new PassThrough())
  const next = reader.next(signal)
  reader.close()
  expect(await next).toBe(null)
})
