import type { Effect } from './effect.ts'
import type { SessionEvent } from './types.ts'

interface Doing {
  run(effect: Effect, signal: AbortSignal): Promise<SessionEvent | undefined>
  /** Called with how an effect went, unless it was given up before. */
  ended(event: SessionEvent | undefined): void
  /** Called when an effect, or what followed from its end, broke. */
  failed(error: unknown): void
}

/** Runs one effect at a time: the one that is wanted now. */
export function createCurrentEffect({ run, ended, failed }: Doing) {
  let current: { effect: Effect; abort: AbortController } | undefined
  let working: Promise<void> = Promise.resolve()
  return {
    /** Starts what is wanted, unless that is what runs already; stops what is wanted no longer. */
    pursue(wanted: Effect | undefined): void {
      if (current && wanted && isSame(current.effect, wanted)) return
      current?.abort.abort()
      current = undefined
      if (!wanted) return
      const mine = { effect: wanted, abort: new AbortController() }
      current = mine
      working = run(wanted, mine.abort.signal)
        .then(event => {
          if (current !== mine) return
          current = undefined
          ended(event)
        })
        .catch(failed)
    },
    /** Stops what runs; it still tells how it went. */
    interrupt(): void {
      current?.abort.abort()
    },
    /** Resolves when what was started last has ended, even if it was given up. */
    settled: (): Promise<void> => working,
  }
}

function isSame(a: Effect, b: Effect): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
