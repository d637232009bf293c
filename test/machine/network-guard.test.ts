import { openBox } from '@runbook/lab/box/box.ts'
import type { Surrounded } from '@runbook/lab/cloud/azure/network.ts'
import { behindGateway } from '@runbook/lab/cloud/azure/network-scenario.ts'
import { startCloud } from '@runbook/lab/cloud/run-scenario.ts'
import { whyNotScenario } from '@runbook/lab/cloud/surroundings.ts'
import { diagnose, runbook } from '@runbook/lab/run/command.ts'
import { describe, expect, it } from 'vitest'

const late =
  "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe configuration."
const sick: Surrounded['backends'] = [['10.0.1.4', 'Unhealthy', late]]

const guarded: readonly (readonly [title: string, azure: Surrounded, says: RegExp])[] = [
  [
    'while the name of a backend does not resolve, as a write makes it forget the address',
    { gateway: { members: [{ ipAddress: '10.0.1.4' }, { fqdn: 'gone.shop.internal' }] }, backends: sick },
    /gone\.shop\.internal, in a pool of this gateway, does not resolve/,
  ],
  [
    'while a name in another pool does not resolve, which the same write looks up again',
    { gateway: { spareMembers: [{ fqdn: 'docs.shop.internal' }] }, backends: sick },
    /docs\.shop\.internal, in a pool of this gateway, does not resolve/,
  ],
  [
    'while another change of it is under way',
    { gateway: { provisioning: 'Updating' }, backends: sick },
    /in the state Updating/,
  ],
]

describe('a fix that writes the whole gateway', { timeout: 180_000 }, () => {
  const reason = whyNotScenario({ needs: ['az', 'curl'] })
  for (const [title, azure, says] of guarded)
    it.skipIf(reason)(`is refused ${title}`, async () => {
      const box = openBox()
      try {
        const scenario = behindGateway({ id: 'agw-guard', cause: 'agw-probe-timeout', title, azure })
        const { state, inside } = await startCloud(box, scenario)
        const { report } = await diagnose(scenario, inside)
        const offered = report.fixes.find(({ id }) => id === 'probe-waits-longer')
        const { code, stdout, stderr } = await runbook(
          ['fix', report.session, 'probe-waits-longer', '--approve', offered?.approval ?? ''],
          inside,
        )
        expect(code).toBe(5)
        expect(stdout + stderr).toMatch(says)
        expect(state.log.filter(({ method }) => method === 'PUT')).toEqual([])
      } finally {
        await box.down()
      }
    })
})
