import { loadBundle, openSession, type Session } from '@runbook/engine'
import { afterEach, describe, expect, it } from 'vitest'
import { App } from '../../packages/tui/src/ink/app.tsx'
import { themeFor } from '../../packages/tui/src/ink/theme.ts'
import { drawInk, type InkTerminal } from '../helpers/ink-terminal.ts'
import { openShop, shopRunbooks } from '../helpers/shop.ts'

const close: (() => void)[] = []
afterEach(() => {
  for (const each of close.splice(0)) each()
})

interface Opened {
  terminal: InkTerminal
  session: Session
  shop: ReturnType<typeof openShop>
}

function openApp({
  columns = 80,
  rows = 24,
  checks = 'run' as 'run' | 'manual',
  port = '3000',
  isGiven = true,
} = {}): Opened {
  const shop = openShop({ port })
  const session = openSession({
    bundle: loadBundle(shopRunbooks),
    runbook: 'shop',
    inputs: isGiven ? { folder: shop.folder } : {},
    options: { answers: 'ask', checks },
    stateDir: shop.stateHome,
    env: { PATH: process.env.PATH ?? '' },
  })
  const terminal = drawInk(<App session={session} theme={themeFor(false)} />, { columns, rows })
  close.push(() => {
    terminal.close()
    session.send({ type: 'session.aborted' })
    shop.remove()
  })
  return { terminal, session, shop }
}

/** Resolves once the session stands in a state where it waits. */
function reached(session: Session, isThere: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = (): void => {
      if (!isThere()) return
      stop()
      resolve()
    }
    const stop = session.subscribe(look)
    queueMicrotask(look)
  })
}

const hasOffers = (session: Session) => () => session.view().state === 'found' && session.view().context.offers !== null
const stands = (session: Session, state: string) => () => session.view().state === state

describe('the screen of a session', () => {
  it('shows the cause, its fixes and what shows it, at 80x24', async () => {
    const { terminal, session } = openApp({ rows: 30 })
    await reached(session, hasOffers(session))
    expect(await terminal.rows()).toEqual([
      'runbook shop · on local                                              Cause found',
      '─'.repeat(80),
      '✓ What does the shop answer? — it answers 502',
      '✓ Which port does the configuration name? — it names 3000',
      '─'.repeat(80),
      '● The configuration names port 3000, the shop listens on 4000',
      '  shop-wrong-port (shop)',
      '',
      'Every request goes to port 3000, where nothing listens.',
      '',
      'How it came about',
      '  shop-refused → shop-wrong-port',
      '',
      'Fixes',
      '› 1  Point the configuration at port 4000 — risk low, under a minute',
      '  2  Point the configuration at port 4000 with a pause — risk medium, 1 min',
      '  3  Point every shop at port 4000 — risk high, 5 min',
      '  4  Point the configuration at port 5000 — risk low, under a minute',
      '  5  Write a configuration that is refused — risk low, under a minute',
      '',
      'Shown by',
      '  ✓ it answers 502 (shop/answer)',
      '  ✓ it names 3000 (shop/port)',
      '',
      'To prevent it',
      '  Take the port from one place.',
      '',
      '',
      '─'.repeat(80),
      '1–9 or ↑↓ enter choose  q finish  b back',
    ])
  })

  it('stands beside its trail at 140x40', async () => {
    const { terminal, session } = openApp({ columns: 140, rows: 40 })
    await reached(session, hasOffers(session))
    expect((await terminal.rows()).slice(2, 6)).toEqual([
      '✓ What does the shop answer? — it answers 502    │ ● The configuration names port 3000, the shop listens on 4000',
      '✓ Which port does the configuration name? — it   │   shop-wrong-port (shop)',
      '  names 3000                                     │',
      '                                                 │ Every request goes to port 3000, where nothing listens.',
    ])
  })

  it('says what is wrong with a value, and goes on with a good one', async () => {
    const { terminal, session, shop } = openApp({ isGiven: false })
    await terminal.type('shop\r')
    expect((await terminal.rows()).slice(4, 12)).toEqual([
      'Which folder holds the shop?',
      'It is needed for: What does the shop answer?',
      '',
      'Example: /srv/shop',
      '',
      'folder: shop',
      '! "shop" cannot be used as "folder". Give an absolute path such as',
      '/var/log/nginx/error.log.',
    ])
    await terminal.type('\x15', `${shop.folder}\r`)
    await reached(session, hasOffers(session))
    expect(session.view().context.inputs.folder).toBe(shop.folder)
  })

  it('shows a change in full before it is consented to', async () => {
    const { terminal, session, shop } = openApp({ rows: 40 })
    await reached(session, hasOffers(session))
    await terminal.type('1')
    await reached(session, stands(session, 'consenting'))
    const text = await terminal.text()
    expect(text).toContain(`Edit ${shop.folder}/shop.conf\n  @@ -1,2 +1,2 @@\n  -port 3000\n  +port 4000\n   name shop`)
    expect(text).toContain(`Validate; when it fails, every byte is put back\n$ grep -q port ${shop.folder}/shop.conf`)
    expect(text).toContain('y apply  n do not apply')
    expect(shop.read('shop.conf')).toContain('port 3000')
  })

  it.each([
    ['the word yes for medium risk', '2', 'yes'],
    ["the target's name for high risk", '3', 'local'],
  ])('takes %s and nothing else', async (_title, key, word) => {
    const { terminal, session, shop } = openApp()
    await reached(session, hasOffers(session))
    await terminal.type(key)
    await reached(session, stands(session, 'consenting'))
    await terminal.type('y\r')
    expect(await terminal.text()).toContain(`! Nothing was applied: it takes exactly "${word}".`)
    expect(shop.read('shop.conf')).toContain('port 3000')
    await terminal.type('\x15', word, '\r')
    await reached(session, stands(session, 'mended'))
    expect(shop.read('shop.conf')).toContain('port 4000')
  })

  it('goes back one step, and on again', async () => {
    const { terminal, session } = openApp()
    await reached(session, hasOffers(session))
    await terminal.type('b')
    expect((await terminal.rows()).slice(4, 9)).toEqual([
      '─'.repeat(80),
      'Which port does the configuration name?',
      'The application listens on 4000, so any other port is refused.',
      '',
      '✓ it names 3000',
    ])
    await terminal.type('\r')
    await reached(session, hasOffers(session))
    expect(await terminal.text()).toContain('Cause found')
  })

  it('stops a running command at Ctrl-C and shows the unknown', async () => {
    const { terminal, session } = openApp({ port: '4000' })
    await reached(session, () => session.view().running?.command.argv[0] === 'sleep')
    await terminal.type('\x03')
    await reached(session, stands(session, 'presenting'))
    const text = await terminal.text()
    expect(text).toContain('Could not be checked')
    expect(text).toContain('? Unknown: stopped.\n  This is no evidence for or against anything.')
    expect(text).toContain('enter go on without it  s skip  r run again  a answer by hand')
  })

  it('reads pasted output in manual mode as if the command had been run', async () => {
    const { terminal, session } = openApp({ checks: 'manual' })
    await reached(session, stands(session, 'answering'))
    await terminal.type('\x1b[200~status 502\r\n\x1b[201~')
    expect(session.view().context.trail.map(({ judgement, by }) => ({ ...judgement, by }))).toEqual([
      { kind: 'outcome', outcome: 'failing', label: 'it answers 502', facts: { status: '502' }, by: 'person' },
    ])
  })

  it('offers no key that would run a command in manual mode', async () => {
    const { terminal, session } = openApp({ checks: 'manual' })
    await reached(session, stands(session, 'answering'))
    expect((await terminal.rows()).at(-1)).toBe('1–9 or ↑↓ enter choose  v paste its output  s skip')
    await terminal.type('r')
    expect(session.view().state).toBe('answering')
  })

  it('takes no pasted text for a key', async () => {
    const { terminal, session, shop } = openApp()
    await reached(session, hasOffers(session))
    await terminal.type('1')
    await reached(session, stands(session, 'consenting'))
    await terminal.type('\x1b[200~y\x1b[201~')
    expect(session.view().state).toBe('consenting')
    expect(await terminal.text()).toContain('! Nothing can be pasted here.')
    expect(shop.read('shop.conf')).toContain('port 3000')
  })
})
