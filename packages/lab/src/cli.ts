import { openBox } from './box/box.ts'
import { holdScenario, listScenarios } from './cloud/by-hand.ts'
import { type SetUp, setUp } from './faults/fault.ts'
import { faults } from './faults/faults.ts'
import { whyNot } from './faults/why-not.ts'
import { type NoiseId, noiseIds } from './noise/kinds.ts'
import { record } from './record/command.ts'
import { boxNoise } from './run/cases.ts'
import { score, table } from './score/command.ts'

const commands: Record<string, (words: readonly string[]) => Promise<number | undefined>> = {
  list,
  up,
  record,
  score,
  table,
}

const [name = 'list', ...words] = process.argv.slice(2)
const command = commands[name]
if (command) process.exitCode = await command(words)
else process.exitCode = usage(`"${name}" is not a command of the lab`)

async function list([layer]: readonly string[]): Promise<undefined> {
  if (layer === 'cloud') {
    listScenarios()
    return undefined
  }
  for (const fault of faults) {
    const reason = whyNot(fault)
    console.log(`${fault.id.padEnd(42)} ${fault.title}${reason ? ` (not here: ${reason})` : ''}`)
  }
}

/** Sets a fault, or a scenario of the cloud layers, up, amid a noise or without, and keeps it until Ctrl-C. */
async function up([id, noise]: readonly string[]): Promise<number | undefined> {
  if (id === 'cloud') {
    const problem = await holdScenario(noise, untilSignal())
    return problem === undefined ? undefined : usage(problem)
  }
  const fault = faults.find(one => one.id === id)
  if (!fault) return usage(`"${id ?? ''}" is not a fault`)
  const reason = whyNot(fault)
  if (reason) return usage(`${fault.id} cannot be set up here: ${reason}`)
  if (noise && !noiseIds.includes(noise as NoiseId)) return usage(`"${noise}" is no noise: ${noiseIds.join(', ')}`)
  const stopped = untilSignal()
  const box = openBox({ noise: noise ? boxNoise(fault, noise as NoiseId) : undefined })
  try {
    // A signal while it is being set up must take it down as well.
    const up = await Promise.race([setUp(fault, box), stopped])
    if (up) tell(box.folder, up)
    await stopped
  } finally {
    await box.down()
  }
  return undefined
}

function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

function tell(folder: string, { url, inputs, errorLog, wrap }: SetUp): void {
  console.log(`url     ${url}`)
  console.log(`folder  ${folder}`)
  if (errorLog) console.log(`log     ${errorLog}`)
  for (const [name, value] of Object.entries(inputs ?? {})) console.log(`input   ${name}=${value}`)
  console.log(`inside  ${wrap(['COMMAND']).join(' ')}`)
  console.log('Ctrl-C ends it.')
}

function usage(problem: string): number {
  console.error(
    `${problem}. Usage: npm run lab -- list [cloud] | up <fault> [noise] | up cloud <scenario> | score [cloud] [words] [--json file] [--table file] [--onto file] [--jobs n] [--noise id|none] | table [cloud] <score.json> | record [cloud] [words] [--missing]`,
  )
  return 2
}
