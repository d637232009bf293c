import { useApp } from 'ink'
import { useEffect, useEffectEvent, useRef } from 'react'
import { onJobControl, stopSelf } from '../../session/signals.ts'

/** Gives Ctrl-Z its meaning: hands the terminal back, stops, and draws the screen again when continued. */
export function useJobControl(): () => void {
  const { suspendTerminal } = useApp()
  const isAway = useRef(false)
  const handBack = async (meanwhile: () => void): Promise<void> => {
    if (isAway.current) return
    isAway.current = true
    const suspension = await suspendTerminal()
    meanwhile()
    await suspension.resume()
    isAway.current = false
  }
  const stop = useEffectEvent(() => void handBack(stopSelf))
  const redraw = useEffectEvent(() => void handBack(() => {}))
  useEffect(() => onJobControl({ stopped: () => stop(), continued: () => redraw() }), [])
  return () => void handBack(stopSelf)
}
