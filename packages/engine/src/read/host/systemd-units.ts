import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'
import { portOf, publicEnvironment } from './systemd-environment.ts'
import { isWithoutSystemd } from './without-systemd.ts'

const unitShape = {
  id: 'string',
  load: 'string',
  active: 'string',
  sub: 'string',
  result: 'string',
  exec_code: 'int',
  exec_status: 'int',
  restarts: 'int',
  main_pid: 'int',
  file_state: 'string',
  fragment: 'string',
  exec: 'string',
  command: 'string',
  environment: 'string',
  port: 'int',
  environment_files: 'string',
  directory: 'string',
  user: 'string',
  type: 'string',
  restart: 'string',
  needs_reload: 'bool',
  limit_nofile: 'int',
  tasks: 'int',
  tasks_max: 'int',
  memory_max: 'int',
  control_group: 'string',
  started: 'string',
  triggered_by: 'string',
} as const satisfies Shape

/**
 * Reads `systemctl show -p Id,… -- UNIT…`. Variables of a unit are named, and only a few that are never secret keep
 * their values. `limit_nofile` is the largest safe integer when the unit has no limit.
 */
export const systemdUnits = defineReader({
  id: 'systemd-units',
  describes: 'State, start command, port and limits of systemd units, from systemctl show.',
  options: z.strictObject({}),
  accepts: [0],
  shape: () => ({
    units: [unitShape],
    count: 'int',
  }),
  read({ stdout, stderr }) {
    const said = stderr || stdout
    if (isWithoutSystemd(said) || /Failed to connect to (?:system )?bus/i.test(said))
      return {
        ok: false,
        reason: 'tool-missing',
        problem: 'This system was not booted with systemd.',
      }
    const units = stdout
      .split(/\r?\n[ \t]*\r?\n/)
      .map(propertiesOf)
      .filter(properties => properties.has('Id'))
      .map(unitOf)
    if (units.length === 0 && stdout.trim() !== '')
      return {
        ok: false,
        problem: 'This is not the output of systemctl show with the properties asked for.',
      }
    return { ok: true, values: { units, count: units.length } }
  },
})

/** A property that stands several times, as a list does, keeps all its values in order. */
function propertiesOf(block: string): Map<string, string[]> {
  const properties = new Map<string, string[]>()
  for (const line of linesOf(block)) {
    const at = line.indexOf('=')
    if (at > 0) properties.set(line.slice(0, at), [...(properties.get(line.slice(0, at)) ?? []), line.slice(at + 1)])
  }
  return properties
}

function unitOf(properties: Map<string, string[]>): Yields<typeof unitShape> {
  const text = (name: string) => properties.get(name)?.[0]?.trim() ?? ''
  const int = (name: string) => toInt(text(name))
  const environment = (properties.get('Environment') ?? []).join(' ')
  const command = commandOf(text('ExecStart'))
  return {
    id: text('Id'),
    load: text('LoadState'),
    active: text('ActiveState'),
    sub: text('SubState'),
    result: text('Result'),
    exec_code: int('ExecMainCode'),
    exec_status: int('ExecMainStatus'),
    restarts: int('NRestarts'),
    main_pid: int('MainPID'),
    file_state: text('UnitFileState'),
    fragment: text('FragmentPath'),
    exec: command.path,
    command: command.words,
    environment: publicEnvironment(environment),
    port: portOf(environment, command.words),
    environment_files: (properties.get('EnvironmentFiles') ?? []).join(' '),
    directory: text('WorkingDirectory'),
    user: text('User'),
    type: text('Type'),
    restart: text('Restart'),
    needs_reload: text('NeedDaemonReload') === 'yes',
    limit_nofile: int('LimitNOFILE'),
    tasks: int('TasksCurrent'),
    tasks_max: int('TasksMax'),
    memory_max: int('MemoryMax'),
    control_group: text('ControlGroup'),
    started: text('ExecMainStartTimestamp'),
    triggered_by: text('TriggeredBy'),
  }
}

/** `{ path=… ; argv[]=… ; ignore_errors=no ; … }`: the words may hold semicolons themselves. */
function commandOf(start: string): { path: string; words: string } {
  const [, path = '', words = ''] = /^\{ path=(.*?) ; argv\[\]=(.*?) ; (?:ignore_errors|flags)=/.exec(start) ?? []
  return { path, words }
}

/** systemd prints `infinity`, or the greatest number of 64 bits, for no limit. */
function toInt(text: string): number {
  if (text === 'infinity') return Number.MAX_SAFE_INTEGER
  return /^-?\d+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : 0
}
