import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Box, openBox } from '@runbook/lab/box/box.ts'
import { setUp } from '@runbook/lab/faults/fault.ts'
import { faultOf } from '@runbook/lab/faults/faults.ts'
import { canIsolate, whyNot } from '@runbook/lab/faults/why-not.ts'
import { type Ended, runbook, walkOf, withReport } from '@runbook/lab/run/command.ts'
import { describe, type expect, it } from 'vitest'

/** Addresses that are refused before anything is run. */
const refusedUrls: [what: string, url: string][] = [
  ['a command in it', 'http://x/$(touch pwned)'],
  ['quotes and blanks', `http://x/'"; touch pwned; '"`],
  ['backticks', 'http://x/`touch pwned`'],
  ['a line break', 'http://x/\ntouch pwned'],
  ['a line break after a header', 'http://x/\r\nX-Pwned: 1'],
  ['a control sequence', 'http://x/\u001b]0;pwned\u0007'],
  ['a line separator of Unicode', 'http://x/\u2028pwned'],
  ['an option for curl', '--output=pwned'],
  ['a short option for curl', '-opwned'],
  ['a name and a password', 'http://user:hunter2@127.0.0.1:1/'],
  ['a scheme for files', 'file:///etc/passwd'],
  ['a scheme that curl knows', 'gopher://127.0.0.1:1/_pwned'],
  ['nothing at all', ''],
]

/** Paths that an address may have; each must arrive at every command as one word. */
const takenPaths: [what: string, path: string][] = [
  ['a command without blanks', '/$(touch${IFS}pwned);touch${IFS}pwned|tee${IFS}pwned&'],
  ['quotes', `/'"'"$(touch\${IFS}pwned)'\\`],
  ["curl's globs", '/[1-3]{a,b}'],
  ['the characters of a placeholder', '/{{url.host}}/{{fact}}'],
  ['an option after its slash', '/--output=pwned'],
  ['100 kB', `/${'x'.repeat(100_000)}`],
]

/** Inputs other than the address, with what may be one of their kind and means something to a shell or a program. */
const hostileInputs: [name: string, value: string, isTaken: boolean][] = [
  ...['nginx_conf', 'error_log', 'access_log', 'pm2_home', 'app_log'].flatMap((name): [string, string, boolean][] => [
    [name, `/tmp/$(touch pwned)\`touch pwned\`'";touch pwned;#`, true],
    [name, `/${'x'.repeat(100_000)}`, true],
    [name, '--output=pwned', false],
    [name, '/tmp/x\ntouch pwned', false],
  ]),
  ['unit', '$(touch pwned)`touch pwned`\'";touch pwned;#', true],
  ['unit', '*', true],
  ['unit', '--root=/tmp/pwned', false],
  ['unit', 'shop\u001b]0;pwned\u0007', false],
  ['app_port', '$(touch pwned)', false],
  ['app_port', '4000;touch pwned', false],
  ['app_port', '99999', false],
  ['url', 'http://x/$(touch pwned)', false],
  ['no_such_input', '$(touch pwned)', false],
]

const fault = faultOf('upstream-refused-app-down')
const reason = whyNot(fault)
const why = reason ? ` (${reason})` : ''

describe('an address', { concurrent: canIsolate() }, () => {
  it.for(refusedUrls)('with %s is refused in one sentence', async ([, url], { expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    for (const args of [
      ['502', url],
      ['502', '--set', `url=${url}`],
    ]) {
      const ended = await start(box, args)
      expect(ended.code, ended.stderr + ended.stdout).toBe(2)
      expectOneSentence(ended, expect)
    }
    expect(pwned(box)).toEqual([])
  })

  it.for(takenPaths)(
    `with %s in its path is one word to every command${why}`,
    async ([, path], { expect, onTestFinished, skip }) => {
      if (reason) return skip(reason)
      const box = openBox()
      onTestFinished(() => box.down())
      const { url } = await setUp(fault, box)
      const href = new URL(path, url).href
      const { report, code } = withReport(await start(box, ['502', url.replace(/\/$/, '') + path]))
      // Longer than nginx takes, the 100 kB get a 414, which is no 502.
      expect(code, walkOf(report)).toBe(path.length > 1000 ? 0 : 3)
      const asked = report.steps[0]?.command ?? []
      expect(asked.filter(word => word.includes('127.0.0.1:'))).toEqual([href])
      expect(pwned(box)).toEqual([])
    },
  )

  it('with a command in its host is one word to curl', async ({ expect, onTestFinished }) => {
    const box = openBox()
    onTestFinished(() => box.down())
    const { report } = withReport(await start(box, ['502', 'http://$(touch${IFS}pwned)/']))
    expect(report.cause).toBe(null)
    expect(report.steps[0]?.command.at(-1)).toBe('http://$(touch${ifs}pwned)/')
    expect(pwned(box)).toEqual([])
  })
})

describe('an input', { concurrent: canIsolate(), timeout: 60_000 }, () => {
  it.for(hostileInputs)(
    `%s is not run by anyone when it is %j${why}`,
    async ([name, value, isTaken], { expect, onTestFinished, skip }) => {
      if (reason) return skip(reason)
      const box = openBox()
      onTestFinished(() => box.down())
      const { url } = await setUp(fault, box)
      const end = await start(box, ['502', ...(name === 'url' ? [] : [url]), '--set', `${name}=${value}`])
      if (isTaken) expect([3, 4], walkOf(withReport(end).report)).toContain(end.code)
      else {
        expect(end.code, end.stdout).toBe(2)
        expectOneSentence(end, expect)
      }
      expect(pwned(box)).toEqual([])
    },
  )
})

function start(box: Box, args: readonly string[]): Promise<Ended> {
  const cwd = join(box.folder, 'here')
  mkdirSync(cwd, { recursive: true })
  const env = { HOME: box.folder, XDG_STATE_HOME: join(box.folder, 'state'), TMPDIR: cwd }
  return runbook([...args, '--no-input', '--json'], { wrap: box.wrap, cwd, env })
}

/** Files that only something executed, or an option taken for one, could have made. */
function pwned({ folder }: Box): string[] {
  const made = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return made.filter(path => path.includes('pwned'))
}

function expectOneSentence({ stdout, stderr }: Ended, expectHere: typeof expect): void {
  const [sentence = '', ...hint] = stderr.trimEnd().split('\n')
  expectHere(sentence).toMatch(/^\S[^\n]*\.$/)
  expectHere(hint.length).toBeLessThanOrEqual(1)
  expectHere(stderr).not.toMatch(unseen)
  expectHere(stderr.length).toBeLessThan(1000)
  expectHere(stdout).toBe('')
}

/** All control characters but the line break. */
const unseen = /(?!\n)\p{Cc}/u
