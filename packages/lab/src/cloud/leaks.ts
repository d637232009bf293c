import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { plantedSecrets } from './azure/secrets.ts'
import { wordsOf } from './own-commands.ts'
import type { Request, Scenario } from './scenario.ts'

/** What a session printed. */
interface Printed {
  stdout: string
  stderr: string
}

/**
 * Says which secrets stand in what the commands printed, in what the session kept, or among the words of a command line:
 * those of the environment, those that the simulators hold, and every token that a request bore.
 */
export function leaksOf(
  box: Pick<Box, 'folder'>,
  scenario: Pick<Scenario, 'env'>,
  log: readonly Request[],
  printed: readonly Printed[],
): string[] {
  const secrets = secretsOf(scenario, log)
  const places = {
    'on the screen': printed.map(screenOf),
    'in a kept file': keptBy(box),
    'on a command line': [wordsOf(box)],
  }
  return Object.entries(places).flatMap(([place, texts]) =>
    [...secrets]
      .filter(([secret]) => texts.some(text => text.includes(secret)))
      .map(([, name]) => `${name} stands ${place}`),
  )
}

/** Every secret by itself, and what it is. */
function secretsOf({ env = {} }: Pick<Scenario, 'env'>, log: readonly Request[]): Map<string, string> {
  const own = Object.entries(env).filter(([name]) => /TOKEN|SECRET|PASSWORD/.test(name))
  const planted = Object.entries(plantedSecrets)
  const sent = log.flatMap(({ host, headers }) =>
    tokensOf(headers).map(token => [`a token for ${host}`, token] as const),
  )
  // What is shorter than that stands in any text.
  const all = [...sent, ...planted, ...own].filter(([, secret]) => secret.length > 7)
  return new Map(all.map(([name, secret]) => [secret, name]))
}

/** A bearer token, or the signature of AWS, and the token of its session. */
function tokensOf(headers: Readonly<Record<string, string>>): string[] {
  const given = headers.authorization ?? ''
  const [, bearer] = /^(?:Bearer|Basic)\s+(\S+)/i.exec(given) ?? []
  const [, signature] = /Signature=(\w+)/.exec(given) ?? []
  return [bearer, signature, headers['x-amz-security-token']].filter(one => one !== undefined)
}

function screenOf({ stdout, stderr }: Printed): string {
  return `${stdout}${stderr}`
}

function keptBy({ folder }: Pick<Box, 'folder'>): string[] {
  const state = join(folder, 'state')
  const found = existsSync(state) ? readdirSync(state, { recursive: true, withFileTypes: true }) : []
  return found
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
}
