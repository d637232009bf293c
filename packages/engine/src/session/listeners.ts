/** Those who want to be told of something, each until it stops listening. */
export function createListeners<T extends unknown[]>() {
  const listeners = new Set<(...told: T) => void>()
  return {
    /** Returns how to stop. */
    add(listener: (...told: T) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(...told: T): void {
      for (const listener of listeners) listener(...told)
    },
  }
}
