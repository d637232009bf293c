import { findingOf, noSuch, openSession } from '@runbook/engine'
import { availableFront, type DemoFault, possibleFaults, startStack } from '@runbook/stack'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { line } from '../lines/line.ts'
import { printerTo } from '../lines/print.ts'
import { askPick } from '../renderers/ask-pick.ts'
import { isInteractive, type Renderer, rendererFor } from '../renderers/renderer.ts'
import { keys } from '../screens/keys.ts'
import { type Screen, screen } from '../screens/screen.ts'
import { runSession } from '../session/run-session.ts'
import { type Flags, inputsFrom } from './flags.ts'
import { runbooksInUse } from './runbooks-folder.ts'

/** `runbook demo [fault]`: starts a really broken stack on loopback and runs the same session as for an incident. */
export async function demo(
  { fault: asked, flags }: { fault: string | undefined; flags: Flags },
  host: Host,
): Promise<ExitCode> {
  const renderer = rendererFor(flags, host)
  const fault = asked === undefined ? await pickFault(renderer, host) : namedFault(asked)
  if (!fault) return exitCodes.interrupted
  const bundle = runbooksInUse(flags.runbooks)
  const stack = await startStack({ fault })
  try {
    if (renderer.kind !== 'json') printerTo(host.stdout)(stack.banner)
    const session = openSession({
      bundle,
      runbook: '502',
      inputs: { url: stack.url, ...stack.sessionInputs, ...inputsFrom(flags, undefined) },
      options: { answers: isInteractive(renderer) ? 'ask' : 'none', checks: flags.manual ? 'manual' : 'run' },
      stateDir: host.stateDir,
      env:
        stack.binFolder === undefined ? host.env : { ...host.env, PATH: `${stack.binFolder}:${host.env.PATH ?? ''}` },
    })
    const code = await runSession({ session, renderer, host })
    // The demo's job is done once the session has named the fault, whether or not it was mended.
    return code === exitCodes.diagnosed && findingOf(session.view().context)?.finding === fault.cause
      ? exitCodes.fine
      : code
  } finally {
    await stack.stop()
  }
}

async function pickFault(renderer: Renderer, host: Host): Promise<DemoFault | undefined> {
  const faults = possibleFaults(availableFront())
  if (!isInteractive(renderer)) return faults[0]
  const id = await askPick(faultScreen(faults), renderer, host)
  return faults.find(fault => fault.id === id)
}

function faultScreen(faults: readonly DemoFault[]): Screen {
  return screen({
    title: 'Pick a fault',
    body: [
      line('What shall be broken?', { tone: 'strong' }),
      line('A real stack is started on loopback with this fault, and removed at the end.', { tone: 'quiet' }),
    ],
    choices: faults.map(({ id, title }) => ({ label: title, note: id, move: { kind: 'pick', id } })),
    actions: [{ key: keys.quit, move: { kind: 'exit' } }],
  })
}

function namedFault(id: string): DemoFault {
  const faults = possibleFaults(availableFront())
  const fault = faults.find(each => each.id === id)
  if (fault) return fault
  throw noSuch({
    what: 'fault',
    name: id,
    known: faults.map(each => each.id),
    code: 'bad-input',
    message: `There is no fault "${id}" that can be shown here.`,
  })
}
