import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import type { Fault, SetUp } from '../faults/fault.ts'
import { run } from '../run/command.ts'

/**
 * Runs the plain script where the fault is, told of the log and the configuration that it could not know, and returns
 * whether it printed what decides; undefined where a fault has no such line.
 */
export async function scriptDecides({ folder }: Box, fault: Fault, up: SetUp): Promise<boolean | undefined> {
  const { decides = fault.shows.log ?? fault.shows.evidence } = fault
  if (!decides) return undefined
  const conf = join(folder, 'nginx/nginx.conf')
  const env: Record<string, string> = existsSync(conf) ? { NGINX_CONF: conf } : {}
  const words = ['bash', join(import.meta.dirname, 'plain-script.sh'), up.url]
  const { stdout, stderr } = await run([...words, ...(up.errorLog ? [up.errorLog] : [])], { wrap: up.wrap, env })
  return decides.test(`${stdout}${stderr}`)
}
