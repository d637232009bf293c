import { readdirSync, readFileSync } from 'node:fs'
import { loadBundle } from '@runbook/engine'
import { describe, expect, it } from 'vitest'

const bundle = loadBundle('runbooks')
const findings = [...bundle.values()].flatMap(({ steps }) =>
  Object.values(steps).filter(step => step.kind === 'finding'),
)

describe('the shipped runbooks', () => {
  // loadBundle above lints them: unknown targets, loops, missing endings, conditions, dangerous commands and the rest.
  it('load without a problem, each by the name of its file', () => {
    expect([...bundle.keys()].sort()).toEqual(runbookNames())
  })

  it('say for each cause how to keep it from coming back', () => {
    expect(findings.filter(step => step.prevent.length < 20)).toEqual([])
  })

  it('are all reached from 502', () => {
    const reached = new Set(['502'])
    for (const id of reached)
      for (const step of Object.values(bundle.get(id)?.steps ?? {}))
        if (step.kind === 'handoff') reached.add(step.handoff)
    expect([...reached].sort()).toEqual([...bundle.keys()].sort())
  })

  it('offer at least one fix or an advice for each cause', () => {
    const helpless = findings.filter(step => (step.fixes ?? []).length === 0 && !step.advice)
    expect(helpless.map(step => step.finding)).toEqual([])
  })
})

/** The names of the files that hold a runbook, without `.yaml`. */
function runbookNames(): string[] {
  const files = readdirSync('runbooks').filter(name => name.endsWith('.yaml'))
  return files
    .filter(name => /^id: /m.test(readFileSync(`runbooks/${name}`, 'utf8')))
    .map(name => name.slice(0, -'.yaml'.length))
    .sort()
}
