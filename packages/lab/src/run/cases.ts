import { createHash } from 'node:crypto'
import type { Fault, Need } from '../faults/fault.ts'
import { whyNot } from '../faults/why-not.ts'
import { type BoxNoise, type NoiseId, noiseIds } from '../noise/kinds.ts'
import { whyNotNobody } from './obstacles.ts'

/** A fault that is to be diagnosed, as it is or amid a noise. */
export interface Case {
  fault: Fault
  noise?: NoiseId
}

/** What a title or table calls the case. */
export function nameOf({ fault, noise }: Case): string {
  return noise ? `${fault.id} amid ${noise}` : fault.id
}

/** Every fault as it is, and once more amid one of the kinds of noise that it can bear. */
export function casesOf(faults: readonly Fault[]): Case[] {
  return faults.flatMap(fault => {
    const noise = choose(fault)
    return noise ? [{ fault }, { fault, noise }] : [{ fault }]
  })
}

/** By the fault's name alone, so that a new fault leaves the cases of all others as they are. */
function choose(fault: Fault): NoiseId | undefined {
  const lot = (noise: NoiseId) => drawn(`${fault.id} ${noise}`) ** (1 / (weights[noise] ?? 1))
  return bearable(fault).toSorted((one, other) => lot(other) - lot(one))[0]
}

/** Those that few faults can bear are chosen more often. */
const weights: Partial<Record<NoiseId, number>> = { 'crashed-pm2-app': 6, 'failed-unit': 4, 'non-root': 3 }

/** A number from 0 to 1 that depends on the text alone. */
function drawn(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32
}

/** The kinds of noise that a fault can bear: what its servers support, less what it rules out itself. */
export function bearable(fault: Fault): NoiseId[] {
  const isOwn = (id: NoiseId) => (id === 'non-root' ? fault.asNobody === 'cause' : (fault.noises?.includes(id) ?? true))
  return noiseIds.filter(id => isSupported(fault, id) && isOwn(id))
}

/** Whether the servers of a fault can make a noise. */
export function isSupported(fault: Fault, id: NoiseId): boolean {
  return fits[id](fault)
}

/** Why a case cannot be set up on this machine, in a few words, or undefined when it can. */
export async function whyNotCase({ fault, noise }: Case): Promise<string | undefined> {
  const reason = whyNot(fault) ?? (noise && whyNot({ needs: needsOf[noise] ?? [] }))
  if (reason || noise !== 'non-root') return reason
  nobody ??= whyNotNobody()
  return nobody
}

let nobody: Promise<string | undefined> | undefined

/** What a kind of noise takes besides the fault. */
const needsOf: Partial<Record<NoiseId, readonly Need[]>> = {
  'non-root': ['root'],
  'ipv6-only': ['ipv6'],
  'other-port': ['network'],
}

/** What a box needs to know to make a noise that is of another cause than the fault. */
export function boxNoise({ shows, cause }: Fault, id: NoiseId): BoxNoise {
  // What shows itself only at times is looked for in the log of a quarter of an hour.
  const isSought = shows.isIntermittent || cause === 'healthy' || (shows.status as readonly unknown[]).includes(200)
  return { id, minutesAgo: isSought ? 25 : 3, isOther: line => !shows.log?.test(line) }
}

const has = (...wanted: Need[]) => {
  return ({ needs }: Fault) => wanted.some(need => needs.includes(need))
}
const inMachine = has('systemd-machine')
const ownNginx = has('nginx')
const ownFront = has('nginx', 'apache', 'haproxy')
const anyFront = has('nginx', 'apache', 'haproxy', 'systemd-machine')

const fits: Record<NoiseId, (fault: Fault) => boolean> = {
  'old-errors': anyFront,
  'other-server-failing': anyFront,
  'healthy-neighbour': anyFront,
  'crashed-pm2-app': has('pm2'),
  'failed-unit': inMachine,
  'rotated-logs': has('nginx', 'apache', 'systemd-machine'),
  'unusual-paths': ownNginx,
  'json-access-log': ownNginx,
  // In a machine nobody has a folder for the session's files.
  'non-root': fault => ownFront(fault) && !inMachine(fault),
  'ipv6-only': ownFront,
  'other-port': ownFront,
}
