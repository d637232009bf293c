import { openBox } from './box/box.ts'
import { type SetUp, setUp } from './fault.ts'
import { faults } from './faults.ts'
import { whyNot } from './system.ts'

const commands: Record<string, (argument: string | undefined) => Promise<void>> = { list, up }

const [name = 'list', argument] = process.argv.slice(2)
const command = commands[name]
if (command) await command(argument)
else usage(`"${name}" is not a command of the lab`)

async function list(): Promise<void> {
  for (const fault of faults) {
    const reason = whyNot(fault)
    console.log(`${fault.id.padEnd(42)} ${fault.title}${reason ? ` (not here: ${reason})` : ''}`)
  }
}

/** Sets a fault up and keeps it until Ctrl-C. */
async function up(id: string | undefined): Promise<void> {
  const fault = faults.find(one => one.id === id)
  if (!fault) return usage(`"${id ?? ''}" is not a fault`)
  const reason = whyNot(fault)
  if (reason) return usage(`${fault.id} cannot be set up here: ${reason}`)
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
  const box = openBox()
  try {
    // A signal while it is being set up must take it down as well.
    const up = await Promise.race([setUp(fault, box), stopped])
    if (up) tell(box.folder, up)
    await stopped
  } finally {
    await box.down()
  }
}

function tell(folder: string, { url, inputs, errorLog, wrap }: SetUp): void {
  console.log(`url     ${url}`)
  console.log(`folder  ${folder}`)
  if (errorLog) console.log(`log     ${errorLog}`)
  for (const [name, value] of Object.entries(inputs ?? {})) console.log(`input   ${name}=${value}`)
  console.log(`inside  ${wrap(['COMMAND']).join(' ')}`)
  console.log('Ctrl-C ends it.')
}

function usage(problem: string): void {
  console.error(`${problem}. Usage: npm run lab -- list | up <fault>`)
  process.exitCode = 2
}
