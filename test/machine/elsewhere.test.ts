import { openBox } from '@runbook/lab/box/box.ts'
import { inside, type Neighbour, neighbourOf } from '@runbook/lab/box/inside.ts'
import { apps } from '@runbook/lab/faults/apps.ts'
import { whyNot } from '@runbook/lab/faults/why-not.ts'
import { diagnose, walkOf } from '@runbook/lab/run/command.ts'
import { describe, it } from 'vitest'
import { retried } from '../helpers/retry.ts'

/** What only the other machine can tell; the session says where to go on, and names no cause. */
const unknowable: { title: string; close: (there: Neighbour) => void; says: RegExp }[] = [
  {
    title: 'refuses, as nothing listens there or its firewall resets',
    close: () => {},
    says: /another machine and refuses the connection.*ss -ltnp/s,
  },
  {
    title: 'is silent, as its firewall drops or its queue is full',
    close: ({ within }) => {
      const there = { wrap: within }
      inside(there, ['nft', 'add table inet lan'])
      inside(there, ['nft', 'add chain inet lan in { type filter hook input priority 0; }'])
      inside(there, ['nft', 'add rule inet lan in tcp dport 3000 drop'])
    },
    says: /another machine, and nothing answers.*nft list ruleset/s,
  },
]

const reason = whyNot({ needs: ['nginx', 'nft'] })

describe.skipIf(reason)('an upstream on another machine', { ...retried, concurrent: true, timeout: 60_000 }, () => {
  it.for(unknowable)('that $title, is not diagnosed from here', async ({ close, says }, { expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const there = neighbourOf(box)
    close(there)
    // An application of this machine on the same port is no reason to take it for that one.
    await box.app(apps.hello, { port: 3000 })
    const nginx = await box.nginx({ location: `proxy_pass http://${there.address}:3000; proxy_connect_timeout 1s;` })
    const { report, code } = await diagnose(nginx, {
      wrap: box.wrap,
      env: { HOME: box.folder, XDG_STATE_HOME: `${box.folder}/state` },
    })
    expect([report.outcome, code, report.cause], walkOf(report)).toEqual(['inconclusive', 4, null])
    expect(report.says).toMatch(says)
  })
})
