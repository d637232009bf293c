import type { Session } from '@runbook/engine'
import { render } from 'ink'
import type { ReactNode } from 'react'
import type { Host } from '../host.ts'
import type { Screen } from '../screens/screen.ts'
import { App, PickApp } from './app.tsx'
import { themeFor } from './theme.ts'

interface OnScreen {
  session: Session
  host: Host
  /** Fires when the process has been told to end. */
  leave: AbortSignal
}

/** Runs a session on a screen of its own until the person leaves it, it is aborted, or `leave` fires. */
export async function runOnScreen({ session, host, leave }: OnScreen): Promise<void> {
  await show(<App session={session} theme={themeFor(host.hasColor)} />, host, leave)
}

/** Shows a screen that stands before any session; resolves to what was picked, or null. */
export async function pickOnScreen(screen: Screen, host: Host): Promise<string | null> {
  const picked = await show(<PickApp screen={screen} theme={themeFor(host.hasColor)} />, host)
  return typeof picked === 'string' ? picked : null
}

async function show(tree: ReactNode, { stdin, stdout, stderr }: Host, leave?: AbortSignal): Promise<unknown> {
  const instance = render(tree, {
    stdin,
    stdout,
    stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 20,
  })
  leave?.addEventListener('abort', () => instance.unmount(), { once: true })
  return await instance.waitUntilExit()
}
