import type { Reporter, TestCase, TestModule } from 'vitest/node'

/**
 * Names and counts the tests that were tried again, and fails a run in which a safety test was: that nothing is left
 * behind in one of three tries is not what it promises.
 */
export function retriesReporter(tell: (line: string) => void = console.log): Reporter {
  return {
    onTestRunEnd(modules) {
      const retried = modules.flatMap(retriedIn)
      if (retried.length === 0) return
      tell(`\nTried again: ${retried.length}`)
      for (const { name, times } of retried) tell(`  ${name} (${times}x)`)
      if (!retried.some(({ isSafety }) => isSafety)) return
      tell('A safety test must hold at the first try: this run has failed.')
      process.exitCode = 1
    },
  }
}

interface Retried {
  name: string
  times: number
  isSafety: boolean
}

function retriedIn(module: TestModule): Retried[] {
  return [...module.children.allTests()].flatMap(test => {
    const times = test.diagnostic()?.retryCount ?? 0
    return times > 0 ? [{ name: nameOf(test), times, isSafety: /\btest\/safety\//.test(module.moduleId) }] : []
  })
}

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId}: ${test.fullName}`
}
