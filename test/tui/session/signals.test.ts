import { afterEach, expect, it } from 'vitest'
import { onJobControl, onSignals } from '../../../packages/tui/src/session/signals.ts'

const off: (() => void)[] = []
afterEach(() => {
  for (const each of off.splice(0)) each()
})

it('tells Ctrl-C from being told to end, and by which signal', () => {
  const heard: unknown[] = []
  off.push(onSignals({ interrupt: () => heard.push('interrupt'), terminate: code => heard.push(code) }))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.emit(signal)
  expect(heard).toEqual(['interrupt', 143, 129])
})

it('tells being stopped from going on', () => {
  const heard: string[] = []
  off.push(onJobControl({ stopped: () => heard.push('stopped'), continued: () => heard.push('continued') }))
  process.emit('SIGTSTP')
  process.emit('SIGCONT')
  expect(heard).toEqual(['stopped', 'continued'])
})

it('leaves no listener behind', () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGCONT'] as const
  const counts = () => signals.map(signal => process.listenerCount(signal))
  const before = counts()
  const stops = [onSignals({ interrupt() {}, terminate() {} }), onJobControl({ stopped() {}, continued() {} })]
  expect(counts()).toEqual(before.map(count => count + 1))
  for (const stop of stops) stop()
  expect(counts()).toEqual(before)
})
