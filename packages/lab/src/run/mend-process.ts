import { loadBundle, resumeSession, type SessionEvent } from '@runbook/engine'

/**
 * Goes on with a kept session inside of a box or machine: applies a fix and takes it back again, as a person may on the
 * screen. `mend-process.ts <runbooks> <state folder> <session> <fix> <approval>` prints the states that it came through.
 */
const [runbooks = '', stateDir = '', id = '', fix = '', token = ''] = process.argv.slice(2)
const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']))
const session = resumeSession({ bundle: loadBundle(runbooks), stateDir, env, id })

const typed = { low: '', medium: 'yes', high: 'local' }
const next: Partial<Record<string, () => SessionEvent>> = {
  finished: () => ({ type: 'fix.chosen', fix }),
  consenting: () => ({
    type: 'consent.given',
    token,
    typed: typed[session.view().context.plan?.risk ?? 'low'],
  }),
  mended: () => ({ type: 'undo.requested' }),
}
let state = ''
while (state !== 'undone') {
  state = session.view().state
  console.log(state)
  const event = next[state]?.()
  if (event && !session.send(event)) throw new Error(`"${event.type}" means nothing in state "${state}"`)
  if (['found', 'unmended', 'unverified'].includes(state))
    throw new Error(JSON.stringify(session.view().context.change))
  while (state !== 'undone' && session.view().state === state) await changed()
}
console.log(session.view().context.change?.status === 'undone' ? 'whole' : 'half done')
session.send({ type: 'session.finished' })

function changed(): Promise<void> {
  return new Promise(resolve => {
    const stop = session.subscribe(() => {
      stop()
      resolve()
    })
  })
}
