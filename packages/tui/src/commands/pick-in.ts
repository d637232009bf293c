import { readLines } from '../faces/line-reader.ts'
import { prompt } from '../faces/prompt.ts'
import { type Face, printerTo, tell } from '../hold.ts'
import type { Host } from '../host.ts'
import { gap } from '../line.ts'
import type { Screen } from '../screens/screen.ts'

/** Shows a screen that stands before any session, in a face that asks; resolves to what was picked, or null. */
export async function pickIn(screen: Screen, face: Face, host: Host): Promise<string | null> {
  if (face.kind === 'screen') return await (await import('../faces/screen-face.tsx')).pickOnScreen(screen, host)
  const print = printerTo(host.stdout)
  tell([...screen.body, gap], print)
  const reader = readLines(host.stdin)
  const move = await prompt(screen, { reader, signal: new AbortController().signal, print })
  reader.close()
  return move?.kind === 'pick' ? move.id : null
}
