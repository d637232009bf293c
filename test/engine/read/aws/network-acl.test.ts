import { describe, expect, it } from 'vitest'
import { readWith } from '../read-with.ts'

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
