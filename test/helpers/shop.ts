import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** The runbooks that tests of faces run. */
export const shopRunbooks = path.resolve(import.meta.dirname, '../fixtures/runbooks')

interface Shop {
  folder: string
  /** For XDG_STATE_HOME. */
  stateHome: string
  read(name: string): string
  remove(): void
}

/** A folder that the shop runbook reads and mends. */
export function openShop({ status = '502', port = '3000' }: { status?: string; port?: string } = {}): Shop {
  const root = mkdtempSync(path.join(tmpdir(), 'shop-'))
  const write = (name: string, text: string): void => writeFileSync(path.join(root, name), text)
  write('answer', `status ${status}\n`)
  write('answer.bad', 'status 502\n')
  write('answer.good', 'status 200\n')
  write('shop.conf', `port ${port}\nname shop\n`)
  return {
    folder: root,
    stateHome: path.join(root, 'state'),
    read: name => readFileSync(path.join(root, name), 'utf8'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
