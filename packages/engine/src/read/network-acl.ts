import * as z from 'zod'
import { cloudFailure } from './cloud-failure.ts'
import { atPath, isRecord } from './json-fields.ts'
import { defineReader } from './reader.ts'

/**
 * Judges what network ACLs do with TCP between two sides, from `aws ec2 describe-network-acls`: rules go by number, the
 * first that fits decides, and what fits none is denied (VPC user guide, network ACL rules).
 */
export const networkAcl = defineReader({
  id: 'network-acl',
  describes:
    'Whether the network ACLs of a subnet let TCP through, by direction, ports and the networks of the other side.',
  options: z.strictObject({
    /** Networks of the other side, as CIDRs separated by blanks. */
    peers: z.string(),
    /** What comes in. */
    ingress_from: z.coerce.number().int(),
    ingress_to: z.coerce.number().int(),
    /** What goes out. */
    egress_from: z.coerce.number().int(),
    egress_to: z.coerce.number().int(),
  }),
  accepts: 'any',
  shape: () => ({ ingress: 'string', egress: 'string', acls: 'list<string>', blocking_acl: 'string' }),
  read(output, { peers, ...ports }) {
    const failure = cloudFailure(output, { provider: 'aws', asked: '' })
    if (failure) return { ok: false, problem: failure.problem, ...(failure.reason ? { reason: failure.reason } : {}) }
    const acls = aclsIn(output.stdout)
    if (!acls?.length)
      return { ok: false, problem: 'The answer names no network ACL, and every subnet has one.', reason: 'unreadable' }
    const others = peers.split(/[\s,]+/).filter(one => parseCidr(one) !== undefined)
    if (others.length === 0) return { ok: false, problem: 'The networks of the other side are not known.' }
    const judged = acls.map(({ id, entries }) => ({
      id,
      ingress: verdictOf(entries, { egress: false, from: ports.ingress_from, to: ports.ingress_to, peers: others }),
      egress: verdictOf(entries, { egress: true, from: ports.egress_from, to: ports.egress_to, peers: others }),
    }))
    const blocking = judged.find(one => one.ingress !== 'allowed' || one.egress !== 'allowed')
    return {
      ok: true,
      values: {
        ingress: worst(judged.map(one => one.ingress)),
        egress: worst(judged.map(one => one.egress)),
        acls: judged.map(one => one.id),
        blocking_acl: blocking?.id ?? '',
      },
    }
  },
})

/** `partly`: some of the ports or networks pass. */
type Verdict = 'allowed' | 'partly' | 'blocked'

interface Entry {
  number: number
  egress: boolean
  allow: boolean
  cidr: string
  from: number
  to: number
}

interface Flow {
  egress: boolean
  from: number
  to: number
  peers: readonly string[]
}

function verdictOf(entries: readonly Entry[], { egress, from, to, peers }: Flow): Verdict {
  const own = entries.filter(entry => entry.egress === egress).sort((one, other) => one.number - other.number)
  const verdicts = peers.map((peer): Verdict => {
    let hasAllowed = false
    for (const entry of own) {
      const net = overlap(entry.cidr, peer)
      if (net === 'none' || entry.to < from || entry.from > to) continue
      const isWhole = net === 'whole' && entry.from <= from && entry.to >= to
      if (isWhole)
        return entry.allow
          ? hasAllowed || !hasDenied(own, entry, peer, { from, to })
            ? 'allowed'
            : 'partly'
          : hasAllowed
            ? 'partly'
            : 'blocked'
      hasAllowed ||= entry.allow
    }
    return hasAllowed ? 'partly' : 'blocked'
  })
  return worst(verdicts)
}

/** Whether an earlier rule denies a part of it. */
function hasDenied(own: readonly Entry[], until: Entry, peer: string, { from, to }: { from: number; to: number }) {
  return own
    .slice(0, own.indexOf(until))
    .some(one => !one.allow && overlap(one.cidr, peer) !== 'none' && one.to >= from && one.from <= to)
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('blocked') ? 'blocked' : verdicts.includes('partly') ? 'partly' : 'allowed'
}

function aclsIn(text: string): { id: string; entries: Entry[] }[] | undefined {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return undefined
  }
  const list = atPath(root, 'NetworkAcls')
  if (!Array.isArray(list)) return undefined
  return list.filter(isRecord).map(acl => ({
    id: String(acl.NetworkAclId ?? ''),
    entries: (Array.isArray(acl.Entries) ? acl.Entries : []).filter(isRecord).flatMap(entryOf),
  }))
}

/** Protocol -1 is every one, 6 is TCP (IANA protocol numbers); the others say nothing here. */
function entryOf(entry: Record<string, unknown>): Entry[] {
  const protocol = String(entry.Protocol)
  if (!/^(?:-1|6|tcp|all)$/i.test(protocol) || typeof entry.CidrBlock !== 'string') return []
  const isAll = /^(?:-1|all)$/i.test(protocol)
  return [
    {
      number: Number(entry.RuleNumber),
      egress: entry.Egress === true,
      allow: entry.RuleAction === 'allow',
      cidr: entry.CidrBlock,
      from: isAll ? 0 : Number(atPath(entry, 'PortRange.From') ?? 0),
      to: isAll ? 65_535 : Number(atPath(entry, 'PortRange.To') ?? 65_535),
    },
  ]
}

function overlap(rule: string, peer: string): 'whole' | 'part' | 'none' {
  const [one, other] = [parseCidr(rule), parseCidr(peer)]
  if (!one || !other) return 'none'
  const bits = Math.min(one.bits, other.bits)
  const isSame = bits === 0 || one.address >>> (32 - bits) === other.address >>> (32 - bits)
  return !isSame ? 'none' : one.bits <= other.bits ? 'whole' : 'part'
}

function parseCidr(text: string): { address: number; bits: number } | undefined {
  const [, a, b, c, d, bits = '32'] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text) ?? []
  if (a === undefined || Number(bits) > 32) return undefined
  return { address: [a, b, c, d].reduce((sum, part) => sum * 256 + Number(part), 0), bits: Number(bits) }
}
