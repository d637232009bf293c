import type { Value } from '@runbook/engine/core'
import type { Answer, WalkRecord } from './session.ts'

/** Of a pasted output only a short deciding part goes into a link, and of a whole walk no more than this, in characters. */
const excerptLimit = 600
const excerptsLimit = 3000
/** A link from elsewhere may hold anything; more than this is not unpacked, in bytes. */
const unpackLimit = 200_000

/** An answer in a link. */
interface Packed {
  /** Only where it is another than before. */
  runbook?: string | undefined
  step: string
  /** Null when nobody could tell. */
  outcome: string | null
  facts?: Record<string, Value> | undefined
  excerpt?: string | undefined
}

/** A walk as text for an address: letters, digits, `-` and `_` only. */
export async function packWalk({ runbook, inputs, answers }: WalkRecord): Promise<string> {
  let room = excerptsLimit
  let before = runbook
  const packed = answers.map(({ at, outcome, facts, excerpt = '' }): Packed => {
    const isKept = excerpt.length <= Math.min(excerptLimit, room)
    if (isKept) room -= excerpt.length
    const other = at.runbook === before ? undefined : at.runbook
    before = at.runbook
    return { runbook: other, step: at.step, outcome, facts, excerpt: facts && isKept ? excerpt : undefined }
  })
  const text = JSON.stringify({ version: 2, runbook, inputs, answers: packed })
  return toBase64Url(await through(new CompressionStream('deflate-raw'), utf8(text)))
}

/** Reads what `packWalk` made, now or when links held lists; undefined when it is nothing of that kind. */
export async function unpackWalk(text: string): Promise<WalkRecord | undefined> {
  try {
    const bytes = await through(new DecompressionStream('deflate-raw'), fromBase64Url(text))
    const { version, runbook, inputs, answers } = named(JSON.parse(new TextDecoder().decode(bytes)))
    if (version !== 2 || typeof runbook !== 'string' || !isTexts(inputs) || !Array.isArray(answers)) return undefined
    let before = runbook
    const read = answers.map((one: unknown) => {
      const answer = answerOf(one, before)
      before = answer.at.runbook
      return answer
    })
    return { runbook, inputs, answers: read }
  } catch {
    return undefined
  }
}

/** The first links were lists: version, runbook, inputs, and answers as step, outcome (0 for none), facts, excerpt, runbook. */
function named(walk: unknown): Record<string, unknown> {
  if (isRecord(walk)) return walk
  if (!Array.isArray(walk) || walk[0] !== 1 || !Array.isArray(walk[3])) throw new TypeError('no walk')
  const answers = walk[3].map((one: unknown) => {
    if (!Array.isArray(one)) throw new TypeError('an answer is a list')
    const [step, outcome, facts, excerpt, runbook] = one as unknown[]
    return { runbook, step, outcome: outcome === 0 ? null : outcome, facts, excerpt }
  })
  return { version: 2, runbook: walk[1], inputs: walk[2], answers }
}

function answerOf(packed: unknown, before: string): Answer {
  if (!isRecord(packed)) throw new TypeError('an answer is an object')
  const { runbook, step, outcome, facts, excerpt } = packed
  if (typeof step !== 'string' || (typeof outcome !== 'string' && outcome !== null)) throw new TypeError('no answer')
  return {
    at: { runbook: typeof runbook === 'string' && runbook !== '' ? runbook : before, step },
    outcome,
    ...(isRecord(facts)
      ? { facts: facts as Record<string, Value>, excerpt: typeof excerpt === 'string' ? excerpt : '' }
      : {}),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every(item => typeof item === 'string')
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length
    if (size > unpackLimit) throw new RangeError('too long')
    parts.push(part.value)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0))
}

/** The address of a walk on this page, without its origin. */
export async function addressOf(record: WalkRecord): Promise<string> {
  const page = `${location.pathname}?runbook=${encodeURIComponent(record.runbook)}`
  const isBare = record.answers.length === 0 && Object.keys(record.inputs).length === 0
  return isBare ? page : `${page}#${await packWalk(record)}`
}
