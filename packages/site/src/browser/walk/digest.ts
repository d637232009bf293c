/** New on each page, so that a token says nothing outside of it. */
const salt = crypto.getRandomValues(new Uint32Array(4)).join('-')

/**
 * FNV-1a, 32 bits, in hex (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv). It only tells one hidden secret
 * from another on this page: nothing here is signed or kept.
 */
export function digest(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(salt + text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash.toString(16).padStart(8, '0')
}
