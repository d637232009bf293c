import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type Box, openBox } from '@runbook/lab/box/box.ts'
import { processesOf } from '@runbook/lab/box/processes.ts'
import { apps } from '@runbook/lab/faults/apps.ts'
import { type SetUp, setUp } from '@runbook/lab/faults/fault.ts'
import { faultOf } from '@runbook/lab/faults/faults.ts'
import { canIsolate, whyNot } from '@runbook/lab/faults/why-not.ts'
import { type Diagnosed, diagnose, type Surroundings, walkOf } from '@runbook/lab/run/command.ts'
import { asNobody, whyNotHidden, whyNotNobody, withHanging, without } from '@runbook/lab/run/obstacles.ts'
import { until } from '@runbook/stack'
import { describe, it } from 'vitest'
import { retried } from '../helpers/retry.ts'

interface Case {
  title: string
  /** The fault that is there all the same; it must not be taken for another. */
  fault: string
  /** What a session runs into. */
  obstacle: (box: Box, up: SetUp) => Surroundings
  inputs?: (box: Box) => Record<string, string>
  /** A reason that the report must give for what it could not check. */
  reason: string
  /** What may be concluded all the same: nothing (without it), the fault's cause, or either, as other processes here have it. */
  names?: 'nothing' | 'cause' | 'either'
  /** The exit code when nothing is; 4 without it. */
  code?: number
  whyNot?: string | undefined
}

const hidden = whyNotHidden()
const nobody = await whyNotNobody()
const conf = (box: Box) => ({ nginx_conf: join(box.folder, 'nginx/nginx.conf') })
const hide = (...names: string[]) => {
  return (box: Box, { wrap }: SetUp): Surroundings => ({ wrap: without(box, wrap, names) })
}

const refusedFaults = ['upstream-refused-app-down', 'upstream-wrong-port', 'app-bound-to-other-address']

/** Logs and files are readable, processes of others are not. */
const asOtherUser: [fault: string, names: NonNullable<Case['names']>][] = [
  ['upstream-refused-app-down', 'either'],
  ['upstream-wrong-port', 'nothing'],
  ['app-bound-to-other-address', 'either'],
  ['upstream-header-too-big', 'cause'],
  ['unix-socket-permission', 'cause'],
  ['nginx-reload-failed-silently', 'cause'],
  ['upstream-prematurely-closed', 'nothing'],
  ['node-uncaught-exception', 'nothing'],
  ['node-event-loop-blocked', 'nothing'],
  ['pm2-stopped-or-deleted', 'nothing'],
  ['pm2-errored', 'nothing'],
  ['pm2-env-port-mismatch', 'nothing'],
]

const cases: Case[] = [
  {
    title: 'curl never ends',
    fault: 'upstream-wrong-port',
    obstacle: (box, { wrap }) => ({ wrap, env: withHanging(box, 'curl') }),
    reason: 'timeout',
    code: 124,
  },
  ...refusedFaults.map(fault => ({
    title: `ss is not installed and ${fault} is there`,
    fault,
    obstacle: hide('ss'),
    inputs: conf,
    reason: 'tool-missing',
    whyNot: hidden,
  })),
  ...asOtherUser.map(([fault, names]) => ({
    title: `nobody runs it and ${fault} is there`,
    fault,
    obstacle: (box: Box, { wrap }: SetUp) => asNobody(box, wrap),
    inputs: conf,
    reason: 'permission',
    names,
    whyNot: nobody,
  })),
  {
    title: 'the error log may not be read',
    fault: 'upstream-header-too-big',
    obstacle(box, { wrap, errorLog = '' }) {
      chmodSync(errorLog, 0o600)
      return asNobody(box, wrap)
    },
    inputs: conf,
    reason: 'permission',
    whyNot: nobody,
  },
  {
    title: 'ss never ends',
    fault: 'upstream-wrong-port',
    obstacle: (box, { wrap }) => ({ wrap, env: withHanging(box, 'ss') }),
    inputs: conf,
    reason: 'timeout',
    code: 124,
  },
  {
    title: 'curl is not installed',
    fault: 'upstream-wrong-port',
    obstacle: hide('curl'),
    reason: 'tool-missing',
    whyNot: hidden,
  },
  {
    title: 'ps is not installed',
    fault: 'upstream-wrong-port',
    obstacle: hide('ps'),
    reason: 'tool-missing',
    whyNot: hidden,
  },
  {
    title: 'systemctl is not installed',
    fault: 'upstream-refused-app-down',
    obstacle: hide('systemctl'),
    inputs: () => ({ unit: 'shop.service' }),
    reason: 'tool-missing',
    whyNot: hidden,
  },
  {
    title: 'pm2 is not installed where its daemon runs',
    fault: 'pm2-stopped-or-deleted',
    obstacle: hide('pm2'),
    reason: 'tool-missing',
    whyNot: hidden,
  },
]

describe('what cannot be checked', { ...retried, concurrent: canIsolate(), timeout: 150_000 }, () => {
  for (const { title, ...each } of cases) {
    const fault = faultOf(each.fault)
    const reason = each.whyNot ?? whyNot(fault)
    it.skipIf(reason)(
      `is no evidence when ${title}${reason ? ` (${reason})` : ''}`,
      async ({ expect, onTestFinished }) => {
        const box = openBox()
        onTestFinished(() => box.down())
        const up = await setUp(fault, box)
        const { report, code } = await hold(
          box,
          { url: up.url, inputs: { ...up.inputs, ...each.inputs?.(box) } },
          each.obstacle(box, up),
        )
        const conclusion = report.cause?.id ?? report.outcome
        const allowed = { nothing: ['inconclusive'], cause: [fault.cause], either: ['inconclusive', fault.cause] }
        expect(allowed[each.names ?? 'nothing'], walkOf(report)).toContain(conclusion)
        expect(
          report.unknown.map(one => one.reason),
          walkOf(report),
        ).toContain(each.reason)
        expect(code).toBe(report.cause ? 3 : (each.code ?? 4))
        await until('nothing of the session is left', () => processesOf(marker(box)).length === 0)
      },
    )
  }

  it.skipIf(hidden)(
    `is no evidence where there is no nginx${hidden ? ` (${hidden})` : ''}`,
    async ({ expect, onTestFinished }) => {
      const box = openBox()
      onTestFinished(() => box.down())
      const { report, code } = await hold(
        box,
        { url: `http://127.0.0.1:${await box.port()}/` },
        { wrap: without(box, box.wrap, ['nginx']) },
      )
      expect([report.outcome, report.cause, code], walkOf(report)).toEqual(['inconclusive', null, 4])
      expect(report.says).not.toBe('')
    },
  )

  it('is no evidence when the application answers 502 without any nginx', async ({ expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const app = await box.app(apps.answers502)
    const { report, code } = await hold(box, { url: app.url }, { wrap: box.wrap })
    expect([report.outcome, report.cause, code], walkOf(report)).toEqual(['inconclusive', null, 4])
    expect(report.says).not.toBe('')
  })
})

/** Its processes carry the marker, which those of the fault do not. */
function hold(box: Box, at: Parameters<typeof diagnose>[0], { wrap, env }: Surroundings): Promise<Diagnosed> {
  const own = { HOME: box.folder, XDG_STATE_HOME: join(box.folder, 'state'), LAB_SESSION: marker(box) }
  return diagnose(at, { wrap, env: { ...own, ...env } })
}

function marker({ folder }: Box): string {
  return `${folder}/session`
}
