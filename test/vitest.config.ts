import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { retriesReporter } from './helpers/retries-reporter.ts'

/** Walks every recorded session again, which takes longer than all unit tests. */
const everyWalk = 'test/site/walk.test.ts'

/** `npm test` runs all projects; `npm run test:unit` only the first, which needs no root, no server and nothing built. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    // The default one comes last, so that a run ends with its summary.
    reporters: [retriesReporter(), 'default'],
    projects: [
      // Pure code and the data: files share their workers, since nothing there is changed that another could see.
      // It takes what no other project does, so that no folder of tests is ever left out.
      project('unit', [], {
        include: ['test/**/*.test.{ts,tsx}'],
        exclude: [
          ...['e2e', 'house', 'machine', 'safety', 'site/browser'].map(folder => `test/${folder}/**`),
          everyWalk,
        ],
        isolate: false,
      }),
      project('recorded', [], { include: [everyWalk] }),
      // What runs a built or installed program.
      project('command', ['e2e', 'house']),
      project('machine', ['machine']),
      project('safety', ['safety']),
      project('browser', ['site/browser']),
    ],
  },
})

function project(
  name: string,
  folders: readonly string[],
  more: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  const conditions = ['source']
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include: folders.map(folder => `test/${folder}/**/*.test.{ts,tsx}`),
      env: { TZ: 'UTC', LANG: 'C.UTF-8', FORCE_COLOR: '0', NO_COLOR: '1' },
      // Long enough for a machine that others keep busy; what hangs still ends.
      testTimeout: 240_000,
      ...more,
    },
  }
}
