import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const vitest = path.resolve(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
const reporter = path.resolve(import.meta.dirname, 'retries-reporter.ts')

/** Holds at the second try. */
const unsteady = `let tries = 0
it('holds', { retry: 2 }, () => expect((tries += 1)).toBe(2))
`

it.each([
  ['a test that was tried again is named and counted, above the summary', 'machine', 0],
  ['a safety test that was tried again fails the run', 'safety', 1],
])('%s', async (_title, folder, code) => {
  const ran = await runTests({ [`test/${folder}/unsteady.test.ts`]: unsteady })
  expect(ran.code, ran.stdout).toBe(code)
  const named = ran.stdout.indexOf(`Tried again: 1\n  test/${folder}/unsteady.test.ts: holds (1x)`)
  expect(named, ran.stdout).toBeGreaterThan(-1)
  expect(ran.stdout.indexOf('Test Files')).toBeGreaterThan(named)
})

it('says nothing of tests that held', async () => {
  const ran = await runTests({ 'test/safety/steady.test.ts': "it('holds', { retry: 2 }, () => {})" })
  expect([ran.code, ran.stdout.includes('Tried again')], ran.stdout).toEqual([0, false])
})

/** Runs files as tests, in a folder of their own, with the reporter before the default one. */
async function runTests(files: Record<string, string>): Promise<{ code: number; stdout: string }> {
  const root = mkdtempSync(path.join(tmpdir(), 'retries-'))
  const config = `import { retriesReporter } from ${JSON.stringify(reporter)}
export default { test: { globals: true, reporters: [retriesReporter(), 'default'] } }
`
  try {
    for (const [name, text] of Object.entries({ ...files, 'vitest.config.mjs': config })) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      writeFileSync(path.join(root, name), text)
    }
    const argv = [vitest, 'run', '--root', root, '--config', path.join(root, 'vitest.config.mjs')]
    const { stdout } = await promisify(execFile)(process.execPath, argv, {
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
    })
    return { code: 0, stdout }
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string }
    return { code, stdout }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
