import { readFileSync } from 'node:fs'
import { until } from '@runbook/stack'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'

/** Starts any server in a box and waits until it listens; throws with what it said when it ends before that. */
export async function startListener(
  box: Box,
  argv: readonly string[],
  { port, host = '127.0.0.1', log, cwd }: { port: number; host?: string; log: string; cwd?: string },
): Promise<Child> {
  const child = box.start(argv, { log, ...(cwd ? { cwd } : {}) })
  await until(`${argv[0]} listens on ${host}:${port} (${log})`, () => {
    if (child.process.exitCode !== null) throw new Error(`${argv[0]} ended: ${readFileSync(log, 'utf8')}`)
    return isListening(child.pid, { port, host })
  })
  return child
}
