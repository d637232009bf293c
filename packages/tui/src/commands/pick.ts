import { EngineError } from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { askPick } from '../renderers/ask-pick.ts'
import { isInteractive, rendererFor } from '../renderers/renderer.ts'
import { runbookPickerScreen } from '../screens/runbook-picker.ts'
import type { Flags } from './flags.ts'
import { resumable } from './resumable.ts'
import { run } from './run.ts'
import { runbooksInUse } from './runbooks-folder.ts'
import { resume } from './session.ts'

/** `runbook`: lets a person pick a runbook, or a session to go on with. */
export async function pick(flags: Flags, host: Host): Promise<ExitCode> {
  const renderer = rendererFor(flags, host)
  if (!isInteractive(renderer))
    throw new EngineError('No runbook was named.', {
      code: 'bad-input',
      hint: 'Write "runbook 502 https://…", or "runbook list" to see what there is.',
    })
  const bundle = runbooksInUse(flags.runbooks)
  const screen = runbookPickerScreen({ runbooks: [...bundle.values()], sessions: resumable(bundle, host) })
  const [kind, id] = (await askPick(screen, renderer, host))?.split(' ') ?? []
  if (id === undefined) return exitCodes.interrupted
  return kind === 'session'
    ? await resume({ id, flags }, host)
    : await run({ runbook: id, url: undefined, flags, commands: [] }, host)
}
