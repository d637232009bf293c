import type { Value } from '@runbook/engine/core'
import type { Answer, WalkRecord } from './session.ts'

/** Of a pasted output only a short deciding part goes into a link, and of a whole walk no more than this, in characters. */
const excerptLimit = 600
const excerptsLimit = 3000
/** A link from elsewhere may hold anything; more than this is not unpacked, in bytes. */
const unpackLimit = 200_000

/** Step, outcome (0 when nobody could tell), facts, excerpt; the runbook only where it is another than before. */
type Packed = [string, string | 0, Record<string, Value>?, string?, string?]

/** A walk as text for an address: letters, digits, `-` and `_` only. */
export async function packWalk({ runbook, inputs, answers }: WalkRecord): Promise<string> {
  let room = excerptsLimit
  let before = runbook
  const packed = answers.map(({ at, outcome, facts, excerpt = '' }): Packed => {
    const isKept = excerpt.length <= Math.min(excerptLimit, room)
    if (isKept) room -= excerpt.length
    const other = at.runbook === before ? '' : at.runbook
    before = at.runbook
    return trimmed([at.step, outcome ?? 0, facts, facts && isKept ? excerpt : '', other])
  })
  return toBase64Url(
    await through(new CompressionStream('deflate-raw'), utf8(JSON.stringify([1, runbook, inputs, packed]))),
  )
}

/** Reads what `packWalk` made; undefined when it is nothing of that kind. */
export async function unpackWalk(text: string): Promise<WalkRecord | undefined> {
  try {
    const bytes = await through(new DecompressionStream('deflate-raw'), fromBase64Url(text))
    const [version, runbook, inputs, packed] = JSON.parse(new TextDecoder().decode(bytes)) as [
      unknown,
      unknown,
      unknown,
      unknown,
    ]
    if (version !== 1 || typeof runbook !== 'string' || !isTexts(inputs) || !Array.isArray(packed)) return undefined
    let before = runbook
    const answers = packed.map((one: unknown) => {
      const answer = answerOf(one, before)
      before = answer.at.runbook
      return answer
    })
    return { runbook, inputs, answers }
  } catch {
    return undefined
  }
}

function answerOf(packed: unknown, before: string): Answer {
  if (!Array.isArray(packed)) throw new TypeError('an answer is a list')
  const [step, outcome, facts, excerpt, other] = packed as unknown[]
  if (typeof step !== 'string' || (typeof outcome !== 'string' && outcome !== 0)) throw new TypeError('no answer')
  return {
    at: { runbook: typeof other === 'string' && other !== '' ? other : before, step },
    outcome: outcome === 0 ? null : outcome,
    ...(isRecord(facts)
      ? { facts: facts as Record<string, Value>, excerpt: typeof excerpt === 'string' ? excerpt : '' }
      : {}),
  }
}

/** Without empty items at the end. */
function trimmed(packed: Packed): Packed {
  const last = packed.findLastIndex(item => item !== undefined && item !== '')
  return packed.slice(0, last + 1).map(item => item ?? null) as Packed
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
