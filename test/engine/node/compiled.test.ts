import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compileRunbooks, loadCompiled } from '../../../packages/engine/src/node/compiled.ts'
import { loadBundle } from '../../../packages/engine/src/node/load.ts'

/** A small set, since each of these tests reads it more than once. */
const few = path.resolve(import.meta.dirname, '../../fixtures/runbooks')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runbook-compiled-'))
  cpSync(few, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes what only the compiled file knows, so that it shows whether that file was used. */
function mark(title: string): void {
  const file = path.join(folder, 'compiled.json')
  const compiled = JSON.parse(readFileSync(file, 'utf8'))
  const shop = compiled.runbooks.find(({ id }: { id: string }) => id === 'shop')
  shop.title = title
  writeFileSync(file, JSON.stringify(compiled))
}

describe('compiled runbooks', () => {
  it('are the same as the ones that were parsed', { timeout: 120_000 }, () => {
    const shipped = path.join(folder, 'shipped')
    cpSync('runbooks', shipped, { recursive: true })
    compileRunbooks(shipped)
    expect([...loadCompiled(shipped)]).toEqual([...loadBundle(shipped)])
  })

  it('are used as long as the files are the ones that were compiled', () => {
    compileRunbooks(folder)
    mark('from the compiled file')
    expect(loadCompiled(folder).get('shop')?.title).toBe('from the compiled file')
  })

  it('do not count once a file has changed', () => {
    compileRunbooks(folder)
    mark('from the compiled file')
    const file = path.join(folder, 'shop.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n# changed\n`)
    expect(loadCompiled(folder).get('shop')?.title).toBe(loadBundle(few).get('shop')?.title)
  })

  it('do not count once a probe has changed', () => {
    mkdirSync(path.join(folder, 'probes'), { recursive: true })
    compileRunbooks(folder)
    mark('from the compiled file')
    writeFileSync(path.join(folder, 'probes/another.sh'), 'true\n')
    expect(loadCompiled(folder).get('shop')?.title).not.toBe('from the compiled file')
  })

  it('are not needed', () => {
    expect([...loadCompiled(folder).keys()]).toEqual([...loadBundle(few).keys()])
  })

  it('are refused with every problem when a file has one', () => {
    writeFileSync(path.join(folder, 'broken.yaml'), 'id: broken\n')
    expect(() => compileRunbooks(folder)).toThrow(/in the runbooks/)
  })
})
