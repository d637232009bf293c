import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    env: { TZ: 'UTC', LANG: 'C.UTF-8', FORCE_COLOR: '0', NO_COLOR: '1' },
    testTimeout: 30_000,
    maxWorkers: 2,
  },
})
