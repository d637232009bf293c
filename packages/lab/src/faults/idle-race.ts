import { setTimeout as pause } from 'node:timers/promises'
import type { Box } from '../box/box.ts'
import { probe } from '../run/probe.ts'

/** How many POSTs fail in a few rounds that end just when `apps.shortKeepAlive` closes its idle connections. */
export async function lossesAtIdleEnd(box: Box, url: string): Promise<number> {
  const post = () => Promise.all([1, 2, 3, 4].map(() => probe(url, { method: 'POST', wrap: box.wrap })))
  let lost = 0
  for (let round = 0; round < 10 && lost < 3; round++) {
    await post()
    // Not to wait for something: the race is lost at this very moment, the end of the idle time; a busy machine sends
    // its requests later, so each round asks a little sooner.
    await pause(1220 - 40 * round)
    lost += (await post()).filter(answer => answer === 502).length
  }
  // The last POSTs keep the application busy once more, which a single request should not meet.
  await pause(1500)
  return lost
}
