import type { RecordedStep, Recording } from '@runbook/evidence'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slack } from '../../../packages/site/src/browser/walk/session.ts'
import { outputsOf, recordings, shown } from '../walk-feed.ts'
import { type Opened, openSite, type Site, whyNotBrowser } from './browser.ts'

/** What a reader gives at a question: what the command printed, or that they cannot tell. */
interface Given {
  at: string
  text: string | null
  exitCode: number
  /** When the next question is shown, ms since the epoch. */
  next: number
}

describe.skipIf(whyNotBrowser)(`walking every recorded session${whyNotBrowser}`, { timeout: 60_000 }, () => {
  let site: Site
  let opened: Opened
  beforeAll(async () => {
    site = await openSite()
    opened = await site.open('walk/', { viewport: { width: 800, height: 600 } })
  })
  afterAll(async () => {
    await opened?.close()
    await site?.close()
  })

  it.each(recordings.map(recording => [recording.fault, recording] as const))(
    'leads a reader who pastes each output to the cause that the terminal named: %s',
    async (_fault, recording) => {
      const { runbook, inputs, cause, outcome, steps } = recording
      const { page, problems } = opened
      await page.evaluate(() => localStorage.clear())
      // The first question is shown as soon as the page is there.
      await page.clock.setFixedTime(timeOf(steps[0]))
      await page.goto(`${site.url}walk/?${new URLSearchParams({ runbook, ...inputs })}`)
      const end = await page.evaluate(walkThrough, steps.map(given(recording)))
      expect(end.stuck).toBe('')
      expect(end.report).toContain(outcome === 'healthy' ? 'Healthy' : 'Cause found')
      expect(end.causes[0] ?? null).toBe(cause)
      expect(problems.splice(0)).toEqual([])
    },
  )
})

function given(recording: Recording): (step: RecordedStep, index: number) => Given {
  return (step, index) => {
    const outputs = outputsOf(recording, step)
    return {
      at: `${step.runbook}/${step.step}`,
      text: step.outcome === null ? null : outputs.map(shown).join(''),
      exitCode: outputs.at(-1)?.code ?? 0,
      next: timeOf(recording.steps[index + 1]),
    }
  }
}

/** When a reader has the question before them, as the recording has it. */
function timeOf(step: RecordedStep | undefined): number {
  return (step?.at ?? 0) + slack
}

/** Runs in the page: fills its fields and presses its buttons, step by step, and reads what it ends with. */
async function walkThrough(givens: Given[]) {
  const card = () => document.querySelector('.walk-card')
  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 4000 && !holds(); tries += 1) await new Promise(done => setTimeout(done, 5))
    return holds()
  }
  await until(() => card() !== null)
  for (const { at, text, exitCode, next } of givens) {
    const before = card()
    const output = before?.querySelector('textarea')
    const code = before?.querySelector<HTMLInputElement>('#walk-code')
    Date.now = () => next
    if (text !== null && output && code) {
      output.value = text
      code.value = exitCode === 0 ? '' : String(exitCode)
    }
    const press = text === null ? 'I cannot tell' : 'Read it'
    const buttons = [...(before?.querySelectorAll('button') ?? [])]
    buttons.find(({ textContent }) => textContent === press)?.click()
    if (!(await until(() => card() !== before)))
      return { stuck: `at ${at}: ${before?.textContent}`, report: '', causes: [] }
  }
  await until(() => card()?.querySelector('[aria-label="report"]') !== null)
  const links = [...(card()?.querySelectorAll('a[href*="/causes/"]') ?? [])]
  return {
    stuck: '',
    report: card()?.querySelector('[aria-label="report"]')?.textContent ?? '',
    causes: links.map(link => link.textContent),
  }
}
