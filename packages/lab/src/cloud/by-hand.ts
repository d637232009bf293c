import { openBox } from '../box/box.ts'
import { command } from '../run/command.ts'
import { awsClis } from './own-commands.ts'
import { startCloud } from './run-scenario.ts'
import { scenarios } from './scenarios.ts'
import { whyNotScenario } from './surroundings.ts'

/** Prints every scenario of the cloud layers, and why it cannot be run here. */
export function listScenarios(): void {
  for (const scenario of scenarios) {
    const reason = whyNotScenario(scenario)
    console.log(`${scenario.id.padEnd(42)} ${scenario.title}${reason ? ` (not here: ${reason})` : ''}`)
  }
}

/** Sets a scenario up and keeps it until it is `stopped`; returns why it cannot be. */
export async function holdScenario(id: string | undefined, stopped: Promise<void>): Promise<string | undefined> {
  const scenario = scenarios.find(one => one.id === id)
  if (!scenario) return `"${id ?? ''}" is not a scenario of the cloud layers`
  const reason = whyNotScenario(scenario)
  if (reason) return `${scenario.id} cannot be set up here: ${reason}`
  const box = openBox()
  try {
    // A signal while it is being set up must take it down as well.
    const cloud = await Promise.race([startCloud(box, scenario), stopped])
    if (!cloud) return undefined
    const { wrap = argv => [...argv], env = {} } = cloud.inside
    const words = [
      `cd ${quoted(box.folder)}`,
      ...Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}`),
    ]
    const enter = box.write(
      'enter',
      `#!/bin/sh\n${words.join('\n')}\nexec ${wrap([]).map(quoted).join(' ')} "$@"\n`,
      0o755,
    )
    const inputs = Object.entries(scenario.inputs ?? {}).flatMap(([name, value]) => ['--set', `${name}=${value}`])
    const session = [process.execPath, command, scenario.runbook ?? '502', scenario.url, ...inputs]
    console.log(`expects ${scenario.cause}${scenario.fix ? `, mended by ${scenario.fix}` : ''}`)
    console.log(`aws     ${awsClis()[0]?.version ?? 'none'}`)
    console.log(`inside  ${enter} COMMAND`)
    console.log(`session ${[enter, ...session].map(quoted).join(' ')}`)
    console.log('Ctrl-C ends it.')
    await stopped
  } finally {
    await box.down()
  }
  return undefined
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
