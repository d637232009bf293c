import { describe, expect, it } from 'vitest'
import { readWith } from '../read-with.ts'

const rule = (Priority: string, conditions: object[], Type: string, more: object = {}) => ({
  RuleArn: `arn:rule/${Priority}`,
  Priority,
  Conditions: conditions,
  Actions: [{ Type, ...more }],
  IsDefault: Priority === 'default',
})
const path = (...Values: string[]) => ({ Field: 'path-pattern', PathPatternConfig: { Values } })
const host = (...Values: string[]) => ({ Field: 'host-header', Values })
const toGroup = { TargetGroupArn: 'arn:g1' }
const choose = (rules: object[], url = { host: 'shop.example.com', path: '/api/cart' }) =>
  readWith('alb-rules', { options: url, stdout: JSON.stringify({ Rules: rules }) })

describe('the rules of a listener', () => {
  it.each([
    [
      'the default when none fits',
      [rule('1', [path('/img/*')], 'redirect'), rule('default', [], 'forward', toGroup)],
      'default',
    ],
    [
      'the lowest number that fits',
      [rule('20', [path('/api/*')], 'redirect'), rule('3', [path('/a??/c*')], 'forward', toGroup)],
      '3',
    ],
    ['hosts whatever their case', [rule('1', [host('*.EXAMPLE.com'), path('/api*')], 'forward', toGroup)], '1'],
    [
      'no path that only looks alike',
      [rule('1', [path('/API/*')], 'forward', toGroup), rule('default', [], 'redirect')],
      'default',
    ],
  ])('are chosen by %s', (_, rules, priority) => {
    expect(choose(rules)).toMatchObject({ ok: true, values: { priority, is_sure: true } })
  })

  it('leave the choice unsure when an earlier one asks for what a URL does not show', () => {
    const rules = [
      rule('1', [{ Field: 'source-ip' }], 'fixed-response', { FixedResponseConfig: { StatusCode: '503' } }),
      rule('default', [], 'forward', toGroup),
    ]
    expect(choose(rules)).toMatchObject({ values: { priority: 'default', is_sure: false } })
  })

  it('name the group with the greatest weight, and a sign-in before it', () => {
    const groups = [
      { TargetGroupArn: 'arn:a', Weight: 1 },
      { TargetGroupArn: 'arn:b', Weight: 9 },
      { TargetGroupArn: 'arn:c', Weight: 0 },
    ]
    const two = {
      ...rule('default', [], ''),
      Actions: [{ Type: 'authenticate-oidc' }, { Type: 'forward', ForwardConfig: { TargetGroups: groups } }],
    }
    expect(choose([two])).toMatchObject({ values: { target_groups: ['arn:b', 'arn:a'], authenticates: true } })
  })
})

const at = new Date(Date.now() - 60_000).toISOString().replace('Z', '000Z')
const line = (times: string, statuses: string, target = '10.0.1.10:8080', reason = '-') =>
  `https ${at} app/my-alb/50dc6c495c0c9188 192.168.131.39:2817 ${target} ${times} ${statuses} 34 366 "GET https://www.example.com:443/cart?token=x HTTP/1.1" "curl/7.88.1" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/t/7 "Root=1-5" "www.example.com" "arn:aws:acm:1" 0 ${at} "forward" "-" "${reason}" "${target}" "-" "-" "-" TID_1\n`

describe('the access log of a load balancer', () => {
  it.each([
    ['-1 -1 -1', '502 -', 'not-connected'],
    ['0.000 0.004 -1', '502 -', 'answer-cut'],
    ['0.001 -1 -1', '504 -', 'no-answer'],
    ['0.001 0.020 0.000', '502 502', 'target-answered'],
  ])('says with %s and %s how far a request came', (times, statuses, kind) => {
    expect(readWith('alb-log', { now: Date.now(), stdout: line(times, statuses) })).toMatchObject({
      values: { failed: [{ kind, path: '/cart' }] },
    })
  })

  it('names the reason of a function', () => {
    const stdout = line('0.001 0.3 -1', '502 -', '-', 'LambdaThrottling')
    expect(readWith('alb-log', { now: Date.now(), stdout })).toMatchObject({
      values: { failed: [{ kind: 'not-sent', error_reason: 'LambdaThrottling' }] },
    })
  })

  it('counts successes and forgets what is old', () => {
    const old = line('-1 -1 -1', '502 -').replaceAll(at, '2020-01-01T00:00:01.186641Z')
    const stdout = `${old}${line('0.001 0.020 0.000', '200 200')}`
    expect(readWith('alb-log', { now: Date.now(), stdout })).toEqual({
      ok: true,
      values: { total: 1, files: 1, is_whole: true, failed: [] },
    })
  })

  it.each([
    ['the load balancer itself refuses', '400 -', 1],
    ['a target refuses', '400 400', 0],
  ])('counts a status below 500 only when %s', (_, statuses, count) => {
    const reading = readWith('alb-log', { now: Date.now(), stdout: line('-1 -1 -1', statuses, '-') })
    expect(reading).toHaveProperty('values.failed.length', count)
  })

  it('tells how a request was classified, and when it came', () => {
    const stdout = line('-1 -1 -1', '400 -', '-').replace(/"-" "-" TID_1/, '"Severe" "BothTeClPresent" TID_1')
    expect(readWith('alb-log', { now: Date.now(), stdout })).toMatchObject({
      values: {
        failed: [
          {
            at: `${at.slice(0, 19)}Z`,
            classification: 'Severe',
            classification_reason: 'BothTeClPresent',
            path: '/cart',
          },
        ],
      },
    })
  })

  it.each([
    ['all that failed was handed over', 'files=3 lines=900 failed=1', true, 3],
    ['files were left out', 'files=40 lines=900 failed=1', false, 12],
    ['failed requests were left out', 'files=3 lines=900 failed=2', false, 3],
  ])('says whether it is whole when %s', (_, extent, is_whole, files) => {
    const stdout = `${line('-1 -1 -1', '502 -')}runbook-alb-log ${extent}\n`
    expect(readWith('alb-log', { options: { files: 12 }, now: Date.now(), stdout })).toMatchObject({
      values: { is_whole, files, total: 900, failed: [{ kind: 'not-connected' }] },
    })
  })

  it('is empty, not unreadable, when nothing of it failed', () => {
    const stdout = 'runbook-alb-log files=0 lines=0 failed=0\n'
    expect(readWith('alb-log', { now: Date.now(), stdout })).toMatchObject({
      ok: true,
      values: { total: 0, failed: [] },
    })
  })

  it('is not made out of something else', () => {
    expect(readWith('alb-log', { now: Date.now(), stdout: 'hello\n' })).toMatchObject({ ok: false })
  })
})

const entry = (RuleNumber: number, Egress: boolean, RuleAction: string, more: object = {}) => ({
  RuleNumber,
  Egress,
  RuleAction,
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
  ...more,
})
const ports = { ingress_from: 8080, ingress_to: 8080, egress_from: 1024, egress_to: 65_535 }
/** An entry has one of the two. */
const ipv6 = (block: string) => ({ CidrBlock: undefined, Ipv6CidrBlock: block })
const both = [entry(100, false, 'allow'), entry(100, true, 'allow')]

describe('a network ACL', () => {
  it.each<[string, object[], string, string]>([
    ['that allows all', both, 'allowed', 'allowed'],
    ['with nothing but the last rule', [], 'blocked', 'blocked'],
    [
      'whose earlier rule denies the network',
      [entry(90, false, 'deny', { CidrBlock: '10.0.0.0/8' }), ...both],
      'blocked',
      'allowed',
    ],
    [
      'whose earlier rule denies another network',
      [entry(90, false, 'deny', { CidrBlock: '192.168.0.0/16' }), ...both],
      'allowed',
      'allowed',
    ],
    [
      'that lets out only HTTPS',
      [entry(100, false, 'allow'), entry(100, true, 'allow', { Protocol: '6', PortRange: { From: 443, To: 443 } })],
      'allowed',
      'blocked',
    ],
    [
      'that lets out a part of the ports',
      [
        entry(100, false, 'allow'),
        entry(100, true, 'allow', { Protocol: '6', PortRange: { From: 32_768, To: 65_535 } }),
      ],
      'allowed',
      'partly',
    ],
    [
      'that denies a part of the ports first',
      [...both, entry(50, true, 'deny', { Protocol: '6', PortRange: { From: 3389, To: 3389 } })],
      'allowed',
      'partly',
    ],
    [
      'that denies first what an earlier rule allows',
      [...both, entry(50, true, 'allow', { CidrBlock: '10.0.0.0/8' }), entry(60, true, 'deny')],
      'allowed',
      'allowed',
    ],
    [
      'that allows a port, and then denies another',
      [
        entry(100, false, 'allow'),
        entry(50, true, 'allow', { Protocol: '6', PortRange: { From: 443, To: 443 } }),
        entry(60, true, 'deny', { Protocol: '6', PortRange: { From: 3389, To: 3389 } }),
        entry(100, true, 'allow'),
      ],
      'allowed',
      'partly',
    ],
    ['with rules for IPv6 alone', [entry(100, false, 'allow', ipv6('::/0')), ...both.slice(1)], 'blocked', 'allowed'],
    ['with a rule for UDP', [...both, entry(50, true, 'deny', { Protocol: '17' })], 'allowed', 'allowed'],
  ])('%s', (_, Entries, ingress, egress) => {
    const stdout = JSON.stringify({ NetworkAcls: [{ NetworkAclId: 'acl-1', Entries }] })
    expect(readWith('network-acl', { options: { peers: '10.0.10.0/24', ...ports }, stdout })).toMatchObject({
      values: { ingress, egress },
    })
  })

  it.each<[string, object[], string]>([
    ['allows', [entry(100, false, 'allow', ipv6('::/0')), entry(100, true, 'allow', ipv6('::/0'))], 'allowed'],
    ['denies, whatever it does with IPv4', [...both, entry(101, false, 'deny', ipv6('::/0'))], 'blocked'],
    [
      'denies in part',
      [
        entry(90, false, 'deny', ipv6('2001:db8:1:0:8000::/65')),
        entry(100, false, 'allow', ipv6('2001:db8::/32')),
        entry(100, true, 'allow', ipv6('::/0')),
      ],
      'partly',
    ],
  ])('%s a network of IPv6', (_, Entries, ingress) => {
    const stdout = JSON.stringify({ NetworkAcls: [{ NetworkAclId: 'acl-1', Entries }] })
    expect(readWith('network-acl', { options: { peers: '2001:db8:1::/64', ...ports }, stdout })).toMatchObject({
      values: { ingress },
    })
  })

  it.each<[string, object[], string[]]>([
    ['below the first rule', [entry(100, true, 'deny'), entry(200, true, 'deny')], ['98', '99']],
    ['below one for another protocol', [entry(50, true, 'allow', { Protocol: '17' })], ['48', '49']],
    ['only where there is room for all', [entry(2, true, 'deny')], []],
  ])('has free numbers %s', (_, rules, free_egress) => {
    const Entries = [entry(10, false, 'allow'), ...rules]
    const stdout = JSON.stringify({ NetworkAcls: [{ NetworkAclId: 'acl-1', Entries }] })
    const peers = '10.0.10.0/24 10.0.11.0/24'
    expect(readWith('network-acl', { options: { peers, ...ports }, stdout })).toMatchObject({ values: { free_egress } })
  })
})
