import { EngineError } from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { asksIn, faceFor } from '../hold.ts'
import type { Host } from '../host.ts'
import { pickScreen } from '../screens/pick.ts'
import type { Flags } from './flags.ts'
import { pickIn } from './pick-in.ts'
import { resumable } from './resumable.ts'
import { run } from './run.ts'
import { runbooksInUse } from './runbooks-folder.ts'
import { resume } from './session.ts'

/** `runbook`: lets a person pick a runbook, or a session to go on with. */
export async function pick(flags: Flags, host: Host): Promise<ExitCode> {
  const face = faceFor(flags, host)
  if (!asksIn(face))
    throw new EngineError('No runbook was named.', {
      code: 'bad-input',
      hint: 'Write "runbook 502 https://…", or "runbook list" to see what there is.',
    })
  const bundle = runbooksInUse(flags.runbooks)
  const screen = pickScreen({ runbooks: [...bundle.values()], sessions: resumable(bundle, host) })
  const [kind, id] = (await pickIn(screen, face, host))?.split(' ') ?? []
  if (id === undefined) return exitCodes.interrupted
  return kind === 'session'
    ? await resume({ id, flags }, host)
    : await run({ runbook: id, url: undefined, flags, commands: [] }, host)
}
