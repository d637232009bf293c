import { gzipSync } from 'node:zlib'
import { loadBundle, outcomesOf } from '@runbook/engine'
import { expect, test } from 'vitest'
import { branch } from '../../packages/site/src/browser/paste/follow.ts'
import { matchPaste } from '../../packages/site/src/browser/paste/match.ts'
import { byReasons } from '../../packages/site/src/browser/paste/reasons.ts'
import { pasteIndex } from '../../packages/site/src/data/runbooks/paste-index.ts'
import { answerLines, fragmentLines, logLines } from './paste-lines.ts'
import { outputsOf, recordings } from './walk-feed.ts'

const bundle = loadBundle('runbooks')
const index = pasteIndex(bundle)

/** The places found, best first, as `runbook/step:outcome`. */
function found(text: string): string[] {
  return matchPaste(index, text).map(({ runbook, step, outcome }) => `${runbook}/${step}:${outcome}`)
}

test('the table holds more than sixty lines, and those of logs were printed in the lab', () => {
  const printed = recordings
    .flatMap(recording => recording.steps.flatMap(step => outputsOf(recording, step)))
    .map(({ stdout }) => stdout)
    .join('\n')
  expect(logLines.length).toBeGreaterThanOrEqual(60)
  expect(logLines.filter(([, line]) => !printed.includes(line))).toEqual([])
})

test.each(logLines)('%s is the first place for %s', (place, line) => {
  expect(found(line)[0]).toBe(place)
})

test.each(fragmentLines)('%s is the first place for a part of a line: %s', (place, line) => {
  expect(found(line)[0]).toBe(place)
})

test.each(answerLines)('%s, then %s, is the first place for an answer: %s', (place, runbook, answer) => {
  const [best] = matchPaste(index, answer)
  expect(found(answer)[0]).toBe(place)
  expect(best?.handoff ?? '').toBe(runbook)
})

test('every match leads to a step and causes that are there', () => {
  const causes = new Set(index.causes.map(({ id }) => id))
  const matches = [...logLines.map(([, line]) => line), ...answerLines.map(([, , text]) => text)].flatMap(text =>
    matchPaste(index, text),
  )
  for (const match of matches) {
    expect(bundle.get(match.runbook)?.steps[match.step], `${match.runbook}/${match.step}`).toBeDefined()
    if (match.handoff) expect(bundle.has(match.handoff), match.handoff).toBe(true)
  }
  // A cause may be one that outcomes name and that no finding of the same id ends in.
  const shown = new Set(
    [...bundle.values()].flatMap(({ steps }) =>
      Object.values(steps).flatMap(step => Object.values(outcomesOf(step)).flatMap(({ cause }) => cause ?? [])),
    ),
  )
  expect(matches.flatMap(match => match.causes).filter(cause => !causes.has(cause) && !shown.has(cause))).toEqual([])
})

test('a match says why it stands where it does, the weightiest reason first', () => {
  const [best] = matchPaste(index, fragmentLines[0]?.[1] ?? '')
  expect(best?.reasons.slice(0, 2)).toEqual(['decided', 'whole-form'])
  for (const [, line] of logLines) expect(matchPaste(index, line).toSorted(byReasons)).toEqual(matchPaste(index, line))
})

test('a decision stays open where it needs what is not known', () => {
  const ways = [{ when: 'fact.state == "up"', go: 'answers' }, { go: 'stopped' }]
  expect(branch(ways, { state: 'up' })).toBe('answers')
  expect(branch(ways, { state: 'down' })).toBe('stopped')
  expect(branch(ways, {})).toBeUndefined()
})

test('a text that says nothing finds nothing', () => {
  expect(found('')).toEqual([])
  expect(found('qwerty zxcvb')).toEqual([])
})

test('words lead to a cause where no reader understands the text', () => {
  expect(matchPaste(index, 'heap out of memory')[0]?.causes).toEqual(['node-heap-oom'])
})

test('hostile texts neither throw nor take long', () => {
  const begun = performance.now()
  for (const text of [
    '<'.repeat(20_000),
    'HTTP/1.1 502\n'.repeat(2000),
    '"'.repeat(9999),
    '\u0000\u001b[31m',
    '(a+)+$'.repeat(500),
  ])
    expect(matchPaste(index, text).length).toBeLessThan(6)
  expect(performance.now() - begun).toBeLessThan(20_000)
})

test('the index stays below 70 kB compressed', () => {
  expect(gzipSync(JSON.stringify(index)).length).toBeLessThan(70_000)
})
