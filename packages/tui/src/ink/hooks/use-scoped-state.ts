import { useRef, useState } from 'react'

/**
 * State that belongs to what `id` names and starts anew with another. Reading gives the latest value even between two
 * drawings, so that keys that arrive together each see what the one before did.
 */
export function useScopedState<T>(id: string, initial: T): { read(): T; write(value: T): void } {
  const held = useRef({ id, value: initial })
  const [, draw] = useState(0)
  return {
    read: () => (held.current.id === id ? held.current.value : initial),
    write(value) {
      held.current = { id, value }
      draw(count => count + 1)
    },
  }
}
