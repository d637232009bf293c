import { readFileSync } from 'node:fs'
import type { Box } from '@runbook/lab/box/box.ts'
import { openBox } from '@runbook/lab/box/box.ts'
import { type SetUp, setUp } from '@runbook/lab/faults/fault.ts'
import { faultOf } from '@runbook/lab/faults/faults.ts'
import { canIsolate } from '@runbook/lab/faults/why-not.ts'
import { type NoiseId, noiseIds } from '@runbook/lab/noise/kinds.ts'
import { boxNoise, isSupported, whyNotCase } from '@runbook/lab/run/cases.ts'
import { run } from '@runbook/lab/run/command.ts'
import { isShown, sample } from '@runbook/lab/run/showing.ts'
import { describe, it } from 'vitest'
import { retried } from '../helpers/retry.ts'

interface Proof {
  /** The fault that it surrounds. */
  fault: string
  /** What must be true of the box then. */
  holds: (box: Box, up: SetUp) => boolean | Promise<boolean>
}

const read = (path = '') => readFileSync(path, 'utf8')
const old = /\[error\] 4711#4711: .* upstream sent too big header/
const refused = 'upstream-refused-app-down'

const proofs: Record<NoiseId, Proof> = {
  'old-errors': { fault: refused, holds: (_, { errorLog }) => old.test(read(errorLog)) },
  'other-server-failing': {
    fault: 'upstream-refused-app-down',
    holds: (_, { errorLog }) => /unix:\S+ failed \(2: .* server: api\.example\.test,/.test(read(errorLog)),
  },
  'healthy-neighbour': {
    fault: refused,
    async holds(box, { url }) {
      const answer = await run(['curl', '-s', '-H', 'Host: journal.example.test', url], box)
      return answer.stdout.includes('the shop is open')
    },
  },
  'crashed-pm2-app': {
    fault: 'pm2-stopped-or-deleted',
    holds: ({ folder }) => /newsletter/.test(read(`${folder}/pm2/pm2.log`)),
  },
  'failed-unit': {
    fault: 'systemd-unit-disabled',
    async holds(_, up) {
      return /newsletter\.service.*failed/.test((await run(['systemctl', '--failed', '--no-pager'], up)).stdout)
    },
  },
  'rotated-logs': {
    fault: refused,
    holds: (_, { errorLog }) => old.test(read(`${errorLog}.1`)) && !old.test(read(errorLog)),
  },
  'unusual-paths': {
    fault: refused,
    holds: ({ folder }, { errorLog }) =>
      errorLog === `${folder}/var/web logs/front errors.log` &&
      /proxy_pass/.test(read(`${folder}/opt/web-1.2.d/etc/sites-enabled/10 the shop.test`)),
  },
  'json-access-log': {
    fault: refused,
    holds: ({ folder }) => JSON.parse(read(`${folder}/nginx/logs/access.log`).split('\n')[0] ?? '').status === 502,
  },
  'non-root': { fault: 'unix-socket-permission', holds: ({ noise }) => noise?.id === 'non-root' },
  'ipv6-only': { fault: refused, holds: (_, { url }) => url.startsWith('http://[::1]:') },
  'other-port': { fault: refused, holds: (_, { url }) => url === 'http://127.0.0.1/' },
}

const cases = await Promise.all(
  noiseIds.map(async noise => {
    const fault = faultOf(proofs[noise].fault)
    return { noise, fault, reason: await whyNotCase({ fault, noise }) }
  }),
)

describe('a noise is there beside the fault', { ...retried, concurrent: canIsolate(), timeout: 60_000 }, () => {
  for (const { noise, fault, reason } of cases) {
    it.skipIf(reason)(`${noise}${reason ? ` (${reason})` : ''}`, async ({ expect, onTestFinished }) => {
      expect(isSupported(fault, noise)).toBe(true)
      const box = openBox({ noise: boxNoise(fault, noise) })
      onTestFinished(() => box.down())
      const up = await setUp(fault, box)
      expect(isShown(fault, await sample(fault, up))).toBe(true)
      expect(await proofs[noise].holds(box, up)).toBe(true)
    })
  }
})
