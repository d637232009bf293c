import { milliseconds, resolveCommand } from '../command/resolve.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Command, Output } from '../ports.ts'
import { inputsOf } from '../runbook/bundle.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import type { Driver, RunStep } from './driver.ts'
import { evidenceOf } from './evidence.ts'
import { judgeCheck, readerOf } from './judge-check.ts'
import type { Position, StepResult } from './types.ts'
import { factsOf, runbookAt, stepOf } from './walk.ts'

/** Makes the runner of checks: the same command on the same target runs once a session, unless a step wants it afresh. */
export function createChecks(driver: Driver): { run: RunStep; forget: () => void } {
  const { ports, context } = driver
  const outputs = createOutputs(driver)
  let last: Position | undefined
  return {
    /** After a change nothing seen before counts any more. */
    forget: outputs.forget,
    async run(at, { signal, isFresh }) {
      const { bundle } = context()
      const step = stepOf(bundle, at, 'check')
      const facts = factsOf(context())
      const resolved = resolveCommand(step, facts)
      if (!resolved.ok) return unresolved(resolved, name => inputsOf(bundle).get(name)?.ask)
      const reading = readerOf(step, facts)
      if ('kind' in reading) return { judgement: reading, by: 'check' }
      // A step that is run twice in a row was retried: what it printed before does not count.
      const isRetry = last?.runbook === at.runbook && last.step === at.step
      last = at
      const got = await outputs.get({ step, command: resolved.command, signal, isFresh: isFresh || isRetry })
      const runbook = runbookAt(bundle, at)
      const judgement = judgeCheck({ check: step, runbook, reading, outputs: got, facts, ports })
      return { judgement, evidence: evidenceOf(resolved.command, got, ports.redact), by: 'check' }
    },
  }
}

interface Wanted {
  step: CheckStep
  command: Command
  signal: AbortSignal
  isFresh: boolean
}

function createOutputs({ ports, show }: Driver) {
  const seen = new Map<string, Output[]>()
  return {
    forget: () => seen.clear(),
    async get({ step, command, signal, isFresh }: Wanted): Promise<Output[]> {
      const key = JSON.stringify([command, step.sample ?? null])
      const known = seen.get(key)
      if (known && !isFresh && step.fresh !== true) return known
      const times = step.sample?.times ?? 1
      const until = ports.clock.now() + milliseconds(step.sample?.within ?? '0s')
      const outputs: Output[] = []
      while (outputs.length < times && !signal.aborted && (outputs.length === 0 || ports.clock.now() < until)) {
        show({ command, startedAt: ports.clock.now(), run: outputs.length + 1, of: times })
        outputs.push(await ports.exec.run(command, signal))
      }
      if (!signal.aborted) seen.set(key, outputs)
      return outputs
    },
  }
}

function unresolved(
  { missing, problem }: { missing: string[]; problem?: string },
  askOf: (name: string) => string | undefined,
): StepResult {
  const asked = missing.map(name => askOf(name.split('.')[0] ?? name) ?? name)
  const judgement: Judgement = {
    kind: 'unknown',
    reason: 'needs-input',
    problem: problem ?? `it needs ${missing.join(', ')}`,
    needs: asked.join(' ') || undefined,
  }
  return { judgement, by: 'check' }
}
