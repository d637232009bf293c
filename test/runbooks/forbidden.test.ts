import { loadBundle, runbookAt, stepOf } from '@runbook/engine'
import { describe, expect, it } from 'vitest'
import type { Facts } from '../../packages/engine/src/judge/fill.ts'
import { judgeCheck, readerOf } from '../../packages/engine/src/session/judge-check.ts'
import { output } from '../helpers/output.ts'

const bundle = loadBundle('runbooks')

/** What no lab on an ordinary kernel can produce: records of SELinux, of AppArmor, and of systemd's packet filter. */
const avc =
  'type=AVC msg=audit(1415714880.156:29): avc:  denied  { name_connect } for  pid=1349 comm="nginx" dest=8080 scontext=unconfined_u:system_r:httpd_t:s0 tcontext=system_u:object_r:http_cache_port_t:s0 tclass=tcp_socket\n'
const apparmor =
  'audit: type=1400 audit(1415714880.156:29): apparmor="DENIED" operation="create" profile="/usr/sbin/nginx" pid=1349 comm="nginx" family="inet" sock_type="stream" protocol=6 requested_mask="create" denied_mask="create"\n'
const since = '1415714879000'
const denied = {
  since,
  log_kind: 'denied',
  upstream_port: 8080,
  line: 'connect() to 10.0.0.5:8080 failed (13: ',
  stop: '',
}

describe('a connection that only nginx may not make', () => {
  it.for<[string, string, string, Facts, string]>([
    ['SELinux enforces', 'selinux', 'Enforcing\n', {}, 'enforcing'],
    ['SELinux only warns', 'selinux', 'Permissive\n', {}, 'no'],
    ['the audit log has a record of it', 'avc', avc, {}, 'denied'],
    ['the record is of another port', 'avc', avc, { upstream_port: 3000 }, 'no'],
    ['the record is of another program', 'avc', avc.replace('"nginx"', '"httpd"'), {}, 'no'],
    ['the record is old', 'avc', avc, { since: '1415724879000' }, 'no'],
    ['there is no record', 'avc', '', {}, 'no'],
    ['AppArmor has a record of it', 'apparmor', apparmor, {}, 'denied'],
    ['AppArmor denied another program', 'apparmor', apparmor.replaceAll('nginx', 'cupsd'), {}, 'no'],
    ['AppArmor denied it long ago', 'apparmor', apparmor, { since: '1415724879000' }, 'no'],
    ['its unit denies addresses', 'sandbox', 'IPAddressDeny=127.0.0.2/32\nPrivateNetwork=no\n', {}, 'addresses'],
    ['its unit denies nothing', 'sandbox', 'IPAddressDeny=\nIPAddressAllow=\nRestrictAddressFamilies=\n', {}, 'none'],
  ])('is explained by %s', ([, name, stdout, facts, outcome]) => {
    expect(outcomeOf(name, stdout, { ...denied, ...facts })).toBe(outcome)
  })
})

function outcomeOf(name: string, stdout: string, facts: Facts): string {
  const runbook = runbookAt(bundle, { runbook: 'forbidden' })
  const step = stepOf(bundle, { runbook: 'forbidden', step: name }, 'check')
  const reading = readerOf(step, facts)
  if ('kind' in reading) throw new Error(reading.problem)
  const judgement = judgeCheck({
    check: step,
    reading,
    outputs: [output({ stdout, startedAt: Number(since) })],
    facts,
    runbook,
    ports: { clock: { now: () => Number(since) }, redact: text => text },
  })
  return judgement.kind === 'outcome' ? judgement.outcome : judgement.problem
}
