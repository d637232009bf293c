import type { Host } from '../host.ts'

/** How a session is shown, and whether a person is asked. */
export type Renderer = { kind: 'json' } | { kind: 'lines'; isAsking: boolean } | { kind: 'screen' }

export interface RendererFlags {
  json?: boolean | undefined
  plain?: boolean | undefined
  /** False when --no-input was given. */
  input?: boolean | undefined
}

/** The renderer that flags and terminal allow: without a person at both ends it is lines, and nobody is asked. */
export function rendererFor(
  { json, plain, input }: RendererFlags,
  { isTerminal, canDraw }: Pick<Host, 'isTerminal' | 'canDraw'>,
): Renderer {
  if (json) return { kind: 'json' }
  const isAsking = isTerminal && input !== false
  return isAsking && canDraw && !plain ? { kind: 'screen' } : { kind: 'lines', isAsking }
}

/** True when a person answers in this renderer. */
export function isInteractive(renderer: Renderer): boolean {
  return renderer.kind === 'screen' || (renderer.kind === 'lines' && renderer.isAsking)
}
