import { existsSync } from 'node:fs'
import path from 'node:path'
import { EngineError } from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { printerTo } from '../lines/print.ts'
import { onSignals } from '../session/signals.ts'
import { serveSite } from './docs-server.ts'

/** Where the built site may be: beside the built command, or in the checkout. */
const places = ['site', '../../../site/dist'].map(place => path.resolve(import.meta.dirname, place))

/** `runbook docs`: serves the built site on loopback until it is told to end. */
export async function docs({ port }: { port?: string }, { stdout }: Host): Promise<ExitCode> {
  const folder = places.find(place => existsSync(path.join(place, 'index.html')))
  if (folder === undefined)
    throw new EngineError('The docs are not built.', {
      code: 'not-allowed',
      hint: 'In a checkout, run "npm run site", then this again.',
    })
  const site = await serveSite({ folder, port: portOf(port) })
  const ended = new Promise<ExitCode>(resolve =>
    onSignals({ interrupt: () => resolve(exitCodes.interrupted), terminate: resolve }),
  )
  printerTo(stdout)(`The docs are at ${site.url} until you press Ctrl-C.`)
  const code = await ended
  await site.close()
  return code
}

function portOf(text: string | undefined): number {
  if (text === undefined) return 0
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new EngineError(`"${text}" is not a port.`, {
    code: 'bad-input',
    hint: 'Give a number up to 65535; 0 takes a free one.',
  })
}
