/** Collects one stream within a bound: the first half and the last half of what does not fit. */
export interface Capture {
  add(chunk: Uint8Array): void
  /** Bytes seen so far, kept or not. */
  readonly seen: number
  readonly isCut: boolean
  /** What was kept as UTF-8, invalid bytes replaced; a line of its own stands for what was left out. */
  text(): string
}

/** Makes a capture that never holds more than `capBytes` (and the same again while it grows). */
export function createCapture(capBytes: number): Capture {
  const half = Math.floor(capBytes / 2)
  let head = new Uint8Array(0)
  let headLength = 0
  let tail = new Uint8Array(0)
  let tailSeen = 0

  function addToHead(chunk: Uint8Array): void {
    const needed = headLength + chunk.length
    if (needed > head.length) {
      const grown = new Uint8Array(Math.min(half, Math.max(needed, head.length * 2, 4096)))
      grown.set(head.subarray(0, headLength))
      head = grown
    }
    head.set(chunk, headLength)
    headLength = needed
  }

  function addToTail(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    if (tail.length === 0) tail = new Uint8Array(half)
    const kept = chunk.subarray(Math.max(0, chunk.length - half))
    const at = (tailSeen + chunk.length - kept.length) % half
    const first = kept.subarray(0, half - at)
    tail.set(first, at)
    tail.set(kept.subarray(first.length), 0)
    tailSeen += chunk.length
  }

  return {
    get seen() {
      return headLength + tailSeen
    },
    get isCut() {
      return tailSeen > half
    },
    add(chunk) {
      const room = Math.min(chunk.length, half - headLength)
      if (room > 0) addToHead(chunk.subarray(0, room))
      addToTail(chunk.subarray(room))
    },
    text() {
      const first = head.subarray(0, headLength)
      if (tailSeen <= half) return decode(first, tail.subarray(0, tailSeen))
      const at = tailSeen % half
      return joinCut(first, concat(tail.subarray(at), tail.subarray(0, at)), tailSeen - half)
    },
  }
}

/** Joins the halves at whole characters, so that the cut itself makes no replacement characters. */
function joinCut(first: Uint8Array, last: Uint8Array, between: number): string {
  const head = first.subarray(0, wholeCharacters(first))
  let start = 0
  while (start < 3 && isContinuation(last[start])) start += 1
  const leftOut = between + start + first.length - head.length
  return `${decode(head)}\n… ${leftOut} bytes left out …\n${decode(last.subarray(start))}`
}

/** Length without a character that is begun and not finished at the end (RFC 3629 gives the lead bytes). */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (isContinuation(byte)) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}

function decode(...parts: Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return parts.map(part => decoder.decode(part, { stream: true })).join('') + decoder.decode()
}
