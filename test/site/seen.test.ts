import { expect, it } from 'vitest'
import { seenInLab, tellingLines } from '../../packages/site/src/data/lab/seen.ts'
import { causes } from '../../packages/site/src/data/runbooks/causes.ts'

it('shows the line that a cause was named by, once', () => {
  expect(seenInLab('upstream-header-too-big')).toMatchObject([
    { runbook: 'nginx', step: 'error-log', lines: [expect.stringContaining('upstream sent too big header')] },
  ])
})

it('has something to show for most causes', () => {
  const shown = [...causes.keys()].filter(cause => seenInLab(cause).length > 0)
  expect(shown.length / causes.size).toBeGreaterThan(0.8)
})

it('takes the lines of JSON that say what the label says, and none where none does', () => {
  const health = JSON.stringify(
    { TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout', Code: 5 } },
    undefined,
    2,
  )
  expect(tellingLines(health, 'i-1 unhealthy (Target.Timeout)')).toEqual([
    '"State": "unhealthy"',
    '"Reason": "Target.Timeout"',
  ])
  expect(tellingLines(health, 'every connection was made')).toEqual([])
})

it('takes the first lines of other texts, without those that only the check wrote', () => {
  expect(tellingLines('HTTP/1.1 502 Bad Gateway\nServer: nginx\n\nrunbook-http code=502\n', '502 in 5 of 5')).toEqual([
    'HTTP/1.1 502 Bad Gateway',
    'Server: nginx',
  ])
})
