import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openShop, shopRunbooks } from '../helpers/shop.ts'

const program = path.resolve(import.meta.dirname, '../../packages/site/src/examples/embed.ts')

it('runs the program that the page on embedding shows, to its report', () => {
  const shop = openShop()
  try {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--conditions=source', program, shopRunbooks, 'shop', `folder=${shop.folder}`],
      { encoding: 'utf8', env: { PATH: process.env.PATH, STATE_DIR: shop.stateHome } },
    )
    expect(stderr).toBe('')
    expect(stdout).toContain('# Runbook shop: Cause found, not fixed')
    expect(stdout).toContain('`shop-wrong-port`')
    expect(status).toBe(0)
    expect(shop.read('shop.conf')).toBe('port 3000\nname shop\n')
  } finally {
    shop.remove()
  }
}, 30_000)
