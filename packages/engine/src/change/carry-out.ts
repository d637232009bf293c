import { commandLine, endingWords } from '../command/command-line.ts'
import type { Command, Output, Ports, RunningCommand } from '../ports.ts'
import { stateDigest } from './file-state.ts'
import type { ChangeRecord, ChangeResult, Plan, PlannedCommand, Snapshot } from './plan.ts'

type Show = (running: RunningCommand | null) => void
/** Journals a stage before it begins. */
type Progress = (stage: string, detail: string) => void

interface Work {
  ports: Ports
  plan: Plan
  progress: Progress
  show: Show
}

/**
 * Makes a planned change: snapshot, edit, validate, apply. A failure before apply puts every byte back; a failure in
 * apply puts the files back and runs the way back. It never rejects for what a tool does.
 */
export async function carryOut({ ports, plan, progress, show }: Work): Promise<ChangeResult> {
  const snapshot = await takeSnapshot(ports, plan)
  if (typeof snapshot === 'string') return { kind: 'refused', problem: snapshot }
  const saved = ports.store.save(`snapshot-${plan.fix}-${ports.clock.now()}.json`, JSON.stringify(snapshot))
  progress('snapshot', saved)
  const undoAll = async (problem: string, commands: readonly PlannedCommand[]): Promise<ChangeResult> => {
    const stuck = await restore({ ports, progress, show }, snapshot, commands)
    return stuck === null
      ? { kind: 'restored', problem, snapshot: saved }
      : { kind: 'stuck', problem: `${problem} ${stuck}`, snapshot: saved }
  }
  try {
    for (const [index, edit] of plan.edits.entries()) {
      progress('edit', edit.path)
      const before = snapshot.files[index]?.state
      await ports.files.write(edit.path, {
        base64: edit.after,
        mode: before?.mode || '644',
        owner: before?.owner ?? '',
      })
    }
  } catch (error) {
    return await undoAll(sentence(error), [])
  }
  if (plan.validate) {
    progress('validate', commandLine(plan.validate.argv))
    const problem = await failureOf({ ports, show }, plan.validate)
    if (problem) return await undoAll(`Validation failed and the files were put back: ${problem}`, [])
  }
  for (const command of plan.apply) {
    progress('apply', commandLine(command.argv))
    const problem = await failureOf({ ports, show }, command)
    if (problem) return await undoAll(`It could not be applied and was taken back: ${problem}`, plan.undoCommands)
  }
  return { kind: 'applied', snapshot: saved }
}

/** Takes an applied change back. Gives null, or one sentence of what could not be undone. */
export async function takeBack({
  ports,
  change,
  progress,
  show,
}: Omit<Work, 'plan'> & { change: ChangeRecord }): Promise<string | null> {
  const text = change.snapshot === undefined ? undefined : ports.store.load(change.snapshot)
  if (text === undefined) return 'The snapshot of the files is gone; nothing was put back.'
  return await restore({ ports, progress, show }, JSON.parse(text) as Snapshot, change.plan.undoCommands)
}

async function takeSnapshot(ports: Ports, plan: Plan): Promise<Snapshot | string> {
  const files: Snapshot['files'] = []
  for (const edit of plan.edits) {
    const state = await ports.files.read(edit.path)
    if (stateDigest(state, ports.digest) !== edit.before)
      return `${edit.path} changed since the plan was shown. Nothing was done.`
    files.push({ path: edit.path, state })
  }
  return { files }
}

async function restore(
  { ports, progress, show }: Omit<Work, 'plan'>,
  snapshot: Snapshot,
  commands: readonly PlannedCommand[],
): Promise<string | null> {
  const problems: string[] = []
  for (const { path, state } of snapshot.files) {
    progress('restore', path)
    try {
      await ports.files.write(path, state)
    } catch (error) {
      problems.push(`${path} could not be put back: ${sentence(error)}`)
    }
  }
  for (const command of commands) {
    progress('undo', commandLine(command.argv))
    const problem = await failureOf({ ports, show }, command)
    if (problem) problems.push(`The way back failed: ${problem}`)
  }
  return problems.length === 0 ? null : problems.join(' ')
}

async function failureOf(
  { ports, show }: { ports: Ports; show: Show },
  planned: PlannedCommand,
): Promise<string | undefined> {
  const command: Command = { ...planned, place: 'target' }
  show({ command, startedAt: ports.clock.now(), run: 1, of: 1 })
  const output: Output = await ports.exec.run(command)
  if (output.ending.kind === 'exited' && output.ending.code === 0) return undefined
  const said = ports.redact((output.stderr.trim() || output.stdout.trim()).split('\n').at(-1) ?? '')
  return `${commandLine(planned.argv)}: ${endingWords(output)}${said === '' ? '' : `: ${said}`}`
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
