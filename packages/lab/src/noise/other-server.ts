import { join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'

/** The name of a server beside the front, which fails. */
export const otherHost = 'api.example.test'

/** The name of one that is well. */
export const neighbour = 'journal.example.test'

/** Lets a client ask for the other host again and again, and waits until that has failed once. */
export async function failElsewhere(box: Box, url: string, isFailing: () => boolean): Promise<void> {
  const script = 'while :; do curl -gs -o /dev/null -m 5 -H "Host: $0" "$1"; sleep 0.3; done'
  box.start(['sh', '-c', script, otherHost, url], { log: join(box.folder, 'api-client.log') })
  await until('the other host has failed', isFailing)
}
