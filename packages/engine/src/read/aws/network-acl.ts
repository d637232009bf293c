import * as z from 'zod'
import { cloudRefusal } from '../cloud/cloud-answer.ts'
import { overlap, prefixLength } from '../common/addresses.ts'
import { isObject, type JsonObject, objectsOf, parseJson } from '../common/json.ts'
import { atPath } from '../json-fields.ts'
import { defineReader } from '../reader.ts'

/**
 * Judges what network ACLs do with TCP between two sides, from `aws ec2 describe-network-acls`: rules go by number, the
 * first that fits decides, and what fits none is denied (VPC user guide, network ACL rules). `free_…` are numbers of the
 * ACL that blocks, one for each network of the other side, at which new rules would come before all others.
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
    /** Which account and region were asked. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    ingress: 'string',
    egress: 'string',
    acls: 'list<string>',
    blocking_acl: 'string',
    free_ingress: 'list<string>',
    free_egress: 'list<string>',
  }),
  read(output, { peers, asked, ...ports }) {
    const refusal = cloudRefusal(output, { provider: 'aws', asked })
    if (refusal) return refusal
    const acls = aclsIn(output.stdout)
    if (!acls?.length)
      return { ok: false, problem: 'The answer names no network ACL, and every subnet has one.', reason: 'unreadable' }
    const others = peers.split(/[\s,]+/).filter(one => prefixLength(one) >= 0)
    if (others.length === 0) return { ok: false, problem: 'The networks of the other side are not known.' }
    const judged = acls.map(({ id, numbers, entries }) => ({
      id,
      numbers,
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
        free_ingress: freeBefore(blocking?.numbers.ingress ?? [], others.length),
        free_egress: freeBefore(blocking?.numbers.egress ?? [], others.length),
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
  return worst(peers.map(peer => verdictFor(own, { from, to, peer })))
}

/** Rules of one direction, by number. One that fits only a part leaves the rest to the rules after it. */
function verdictFor(own: readonly Entry[], { from, to, peer }: { from: number; to: number; peer: string }): Verdict {
  const fitting = own.filter(entry => overlap(entry.cidr, peer) !== 'none' && entry.to >= from && entry.from <= to)
  const last = fitting.findIndex(entry => covers(entry, { cidr: peer, from, to }))
  // What fits no rule is denied, and so is not allowed as a whole.
  const deciding = last < 0 ? fitting : fitting.slice(0, last + 1)
  const effective = deciding.filter((entry, index) => !deciding.slice(0, index).some(earlier => covers(earlier, entry)))
  if (!effective.some(entry => entry.allow)) return 'blocked'
  return last < 0 || effective.some(entry => !entry.allow) ? 'partly' : 'allowed'
}

type Range = Pick<Entry, 'cidr' | 'from' | 'to'>

function covers(entry: Range, other: Range): boolean {
  return overlap(entry.cidr, other.cidr) === 'whole' && entry.from <= other.from && entry.to >= other.to
}

/** As many rule numbers as are asked for, before every rule that there is; none when there is no room. */
function freeBefore(numbers: readonly number[], count: number): string[] {
  const first = Math.min(100, ...numbers) - count
  return first < 1 ? [] : Array.from({ length: count }, (_, index) => String(first + index))
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('blocked') ? 'blocked' : verdicts.includes('partly') ? 'partly' : 'allowed'
}

interface Acl {
  id: string
  /** Of all rules, those for other protocols included. */
  numbers: { ingress: number[]; egress: number[] }
  entries: Entry[]
}

function aclsIn(text: string): Acl[] | undefined {
  const list = atPath(parseJson(text), 'NetworkAcls')
  if (!Array.isArray(list)) return undefined
  return list.filter(isObject).map(acl => {
    const entries = objectsOf(acl.Entries)
    const numbersOf = (egress: boolean) =>
      entries.filter(one => (one.Egress === true) === egress).map(one => Number(one.RuleNumber))
    return {
      id: String(acl.NetworkAclId ?? ''),
      numbers: { ingress: numbersOf(false), egress: numbersOf(true) },
      entries: entries.flatMap(entryOf),
    }
  })
}

/** Protocol -1 is every one, 6 is TCP (IANA protocol numbers); the others say nothing here. */
function entryOf(entry: JsonObject): Entry[] {
  const protocol = String(entry.Protocol)
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock
  if (!/^(?:-1|6|tcp|all)$/i.test(protocol) || typeof cidr !== 'string') return []
  const isAll = /^(?:-1|all)$/i.test(protocol)
  return [
    {
      number: Number(entry.RuleNumber),
      egress: entry.Egress === true,
      allow: entry.RuleAction === 'allow',
      cidr,
      from: isAll ? 0 : Number(atPath(entry, 'PortRange.From') ?? 0),
      to: isAll ? 65_535 : Number(atPath(entry, 'PortRange.To') ?? 65_535),
    },
  ]
}
