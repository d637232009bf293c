import { createHash } from 'node:crypto'
import type { Digest } from '../ports.ts'

/** SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export const sha256: Digest = text => createHash('sha256').update(text, 'utf8').digest('hex')
