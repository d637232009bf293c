import { type Bundle, noSuch, openSession } from '@runbook/engine'
import type { ExitCode } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { isInteractive, rendererFor } from '../renderers/renderer.ts'
import { runSession } from '../session/run-session.ts'
import { checkTarget, type Flags, inputsFrom } from './flags.ts'
import { preview } from './preview.ts'
import { runbooksInUse } from './runbooks-folder.ts'

interface RunArguments {
  runbook: string
  url: string | undefined
  flags: Flags
  /** Names of the other commands, for "did you mean". */
  commands: readonly string[]
}

/** `runbook <id> [url]`: opens a session and runs it to its end. */
export async function run({ runbook, url, flags, commands }: RunArguments, host: Host): Promise<ExitCode> {
  checkTarget(flags)
  const bundle = runbooksInUse(flags.runbooks)
  checkRunbook(runbook, bundle, commands)
  const inputs = inputsFrom(flags, url)
  if (flags.plan) return preview({ bundle, runbook, inputs, isJson: flags.json === true }, host)
  const renderer = rendererFor(flags, host)
  const session = openSession({
    bundle,
    runbook,
    inputs,
    options: { answers: isInteractive(renderer) ? 'ask' : 'none', checks: flags.manual ? 'manual' : 'run' },
    stateDir: host.stateDir,
    env: host.env,
  })
  return await runSession({ session, renderer, host })
}

function checkRunbook(runbook: string, bundle: Bundle, commands: readonly string[]): void {
  if (bundle.has(runbook)) return
  throw noSuch({
    what: 'runbook',
    name: runbook,
    known: [...bundle.keys(), ...commands],
    code: 'no-such-runbook',
    otherwise: `Runbooks are ${[...bundle.keys()].join(', ')}.`,
    shown: meant => `runbook ${meant}`,
  })
}
