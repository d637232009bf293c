import type { Host } from '../host.ts'
import { gap } from '../lines/line.ts'
import { printerTo, printLines } from '../lines/print.ts'
import type { Screen } from '../screens/screen.ts'
import { readLines } from './line-reader.ts'
import { prompt } from './prompt.ts'
import type { Renderer } from './renderer.ts'

/** Shows a screen that stands before any session, by a renderer that asks; resolves to what was picked, or null. */
export async function askPick(screen: Screen, renderer: Renderer, host: Host): Promise<string | null> {
  if (renderer.kind === 'screen') return await (await import('../ink/render.tsx')).pickOnScreen(screen, host)
  const print = printerTo(host.stdout)
  printLines([...screen.body, gap], print)
  const reader = readLines(host.stdin)
  const move = await prompt(screen, { reader, signal: new AbortController().signal, print })
  reader.close()
  return move?.kind === 'pick' ? move.id : null
}
