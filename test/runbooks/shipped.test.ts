import { describe, expect, it } from 'vitest'
import { loadBundle } from '../../packages/engine/src/index.ts'

const bundle = loadBundle('runbooks')
const findings = [...bundle.values()].flatMap(({ steps }) =>
  Object.values(steps).filter(step => step.kind === 'finding'),
)

/** The causes of a self-hosted nginx, its processes and its Node applications that this release names. */
const promised = [
  'upstream-refused-app-down',
  'upstream-wrong-port',
  'localhost-resolves-ipv6-first',
  'app-bound-to-other-address',
  'unix-socket-missing',
  'unix-socket-permission',
  'unix-socket-stale',
  'no-live-upstreams',
  'upstream-prematurely-closed',
  'keepalive-race',
  'upstream-read-timeout',
  'upstream-header-too-big',
  'https-proxied-to-plain-http',
  'http-proxied-to-tls-port',
  'dns-host-not-found-at-startup',
  'dns-runtime-nxdomain',
  'app-answers-5xx-itself',
  'nginx-reload-failed-silently',
  'nginx-config-invalid-not-running',
  'nginx-worker-connections',
  'nginx-too-many-open-files',
  'node-uncaught-exception',
  'node-event-loop-blocked',
  'node-heap-oom',
  'node-eaddrinuse',
  'pm2-errored',
  'pm2-endless-restart-loop',
  'pm2-stopped-or-deleted',
  'pm2-env-port-mismatch',
  'systemd-203-exec',
  'systemd-start-limit-hit',
  'systemd-unit-inactive-disabled-masked',
]

describe('the shipped runbooks', () => {
  // loadBundle above lints them: unknown targets, loops, missing endings, conditions, dangerous commands and the rest.
  it('load without a problem', () => {
    expect(bundle.size).toBeGreaterThan(15)
  })

  it.for(promised)('name %s', cause => {
    expect(findings.map(step => step.finding)).toContain(cause)
  })

  it('say for each cause how to keep it from coming back', () => {
    expect(findings.filter(step => step.prevent.length < 20)).toEqual([])
  })

  it('are all reached from 502', () => {
    const reached = new Set(['502'])
    for (const id of reached)
      for (const step of Object.values(bundle.get(id)?.steps ?? {}))
        if (step.kind === 'handoff') reached.add(step.handoff)
    expect([...reached].sort()).toEqual([...bundle.keys()].sort())
  })

  it('offer at least one fix or an advice for each cause', () => {
    const helpless = findings.filter(step => (step.fixes ?? []).length === 0 && !step.advice)
    expect(helpless.map(step => step.finding)).toEqual([])
  })
})
