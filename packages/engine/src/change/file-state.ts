import type { Digest, FileState } from '../ports.ts'

/** Text of base64 bytes in UTF-8. Throws TypeError when they are not UTF-8: such a file is not edited, as it could not be put back exactly. */
export function decode(base64: string): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    Uint8Array.from(atob(base64), char => char.charCodeAt(0)),
  )
}

/** Base64 of a text in UTF-8. */
export function encode(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Digest of a file's whole state: content, mode and owner. */
export function stateDigest({ base64, mode, owner }: FileState, digest: Digest): string {
  return digest(JSON.stringify([base64, mode, owner]))
}
