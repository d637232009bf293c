import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lintRunbooks, parseRunbook } from '@runbook/engine'
import { afterAll, describe, expect, it } from 'vitest'
import { builtCommand } from '../helpers/command.ts'

/** What no command prints. */
const mark = '-- end of command --'

const docs = path.resolve(import.meta.dirname, '../../packages/site/src/content/docs/reference')
const page = readFileSync(path.join(docs, 'write-a-runbook.md'), 'utf8')

/** The fenced blocks of the page, in order; a block of YAML goes into the file that the line before it names. */
const blocks = [...page.matchAll(/(?:`([\w./-]+)`:\n\n)?^(`{3,})(txt|yaml)\n([\s\S]*?)^\2$/gm)].map(
  ([, file = '', , language = '', text = '']) => ({ file, language, text }),
)

const home = mkdtempSync(path.join(tmpdir(), 'tutorial-'))
const folder = path.join(home, 'first')
const bin = path.join(home, 'bin')
mkdirSync(folder)
mkdirSync(bin)
writeFileSync(path.join(bin, 'runbook'), `#!/bin/sh\nexec "${process.execPath}" "${builtCommand}" "$@"\n`)
chmodSync(path.join(bin, 'runbook'), 0o755)
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The id and approval of the session that was held last: the page has those of another day. */
const last = { session: '', token: '' }
const sessionId = /\d{8}-\d{4}-port-[0-9a-f]{4}/g
const token = /(?<=--approve )[0-9a-f]{20}/g

describe('the tutorial, followed from an empty folder', () => {
  it('has a runbook without a problem', () => {
    const { text = '' } = blocks.find(({ language }) => language === 'yaml') ?? {}
    const result = parseRunbook(text, 'port.yaml')
    expect(result.ok ? lintRunbooks([result.parsed]) : result.problems).toEqual([])
  })

  for (const [at, { file, language, text }] of blocks.entries()) {
    if (language === 'yaml') it(`writes ${file}`, () => writeFileSync(path.join(folder, file), text))
    else it(`shows what block ${at + 1} prints: ${text.split('\n')[0]}`, () => follow(text))
  }

  it('has blocks to follow', () => expect(blocks.length).toBeGreaterThan(8))
})

/** Runs the commands of a block one after another and compares what each prints with what stands below it. */
function follow(text: string): void {
  const steps = text
    .split(/^\$ /m)
    .slice(1)
    .map(part => part.split('\n'))
  const script = steps.map(([command = '']) => `${current(command)}\ncode=$?; echo "${mark}"; (exit $code)\n`).join('')
  const { stdout } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${bin}:/usr/bin:/bin`, HOME: home, LANG: 'C.UTF-8', TZ: 'UTC' },
  })
  last.session = stdout.match(sessionId)?.at(-1) ?? last.session
  last.token = stdout.match(token)?.at(-1) ?? last.token
  const printed = stdout.split(`${mark}\n`)
  for (const [at, [command, ...shown]] of steps.entries())
    expect(unified((printed[at] ?? '').replaceAll(home, '/home/you')), command).toMatch(asShown(shown.join('\n')))
}

function current(command: string): string {
  return command.replace(sessionId, last.session).replace(token, last.token)
}

function unified(text: string): string {
  return text.replace(sessionId, 'SESSION').replace(token, 'TOKEN').trim()
}

/** A line that is only `…` stands for any lines. */
function asShown(text: string): RegExp {
  const lines = unified(text)
    .split('\n')
    .map(line => (line === '…' ? '[\\s\\S]*' : line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${lines.join('\n')}$`)
}
