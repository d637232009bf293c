import { declaredTypes } from 'virtual:declared-types'
import type { DeclaredType } from '../../api-reference.ts'

/** A type that the engine exports. Throws RangeError when `astro.config.ts` does not ask for it. */
export function typeOf(name: string): DeclaredType {
  const found = declaredTypes[name]
  if (!found) throw new RangeError(`astro.config.ts does not ask for the type "${name}"`)
  return found
}
