import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBox } from './box/box.ts'
import { goldenRoot } from './box/golden.ts'
import { processesOf } from './box/processes.ts'
import { type SetUp, setUp } from './fault.ts'
import { faults } from './faults.ts'
import { isShown, sample } from './showing.ts'
import { canIsolate, whyNot } from './system.ts'

const possible = faults.filter(fault => whyNot(fault) === undefined)

// The first run builds the machines' root folder.
beforeAll(() => {
  if (possible.some(({ needs }) => needs.includes('systemd-machine'))) goldenRoot()
}, 300_000)

describe('the lab', { concurrent: canIsolate() }, () => {
  it.for(possible)(
    '$id shows itself and leaves nothing behind',
    { timeout: 60_000 },
    async (fault, { expect, onTestFinished }) => {
      const box = openBox()
      // Also when the test runs out of time.
      onTestFinished(() => box.down())
      try {
        const up = await setUp(fault, box)
        const answers = await sample(fault, up)
        expect(isShown(fault, answers), `answers ${answers.join(', ')}`).toBe(true)
        if (fault.shows.log) expect(await readLog(up)).toMatch(fault.shows.log)
        if (fault.shows.evidence) expect(await up.evidence?.()).toMatch(fault.shows.evidence)
      } finally {
        await box.down()
      }
      expect(processesOf(box.folder)).toEqual([])
      expect(existsSync(box.folder)).toBe(false)
    },
  )

  for (const fault of faults) {
    const reason = whyNot(fault)
    if (reason) it.skip(`${fault.id} (${reason})`, () => {})
  }
})

describe('the list of faults', () => {
  it('names each fault once', () => {
    const ids = faults.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

async function readLog({ errorLog = '', wrap }: SetUp): Promise<string> {
  const [program = '', ...args] = wrap(['cat', errorLog])
  return promisify(execFile)(program, args).then(({ stdout }) => stdout)
}
