import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandFiles } from '../../../packages/engine/src/change/command-files.ts'
import { ToolError } from '../../../packages/engine/src/errors.ts'
import { localExec } from '../../../packages/engine/src/node/local-exec.ts'

const files = commandFiles(localExec())
const isRoot = process.getuid?.() === 0
const nothing = { base64: null, mode: '', owner: '' }

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "files it's -"))
  chmodSync(folder, 0o755)
  return folder
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

describe('a file', () => {
  it('is read with its bytes, mode and owner, and put back exactly after a change', async () => {
    const path = join(freshFolder(), '-odd name.conf')
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(0o644, 0o600, 0o755, 0o4711),
        async (bytes, mode) => {
          writeFileSync(path, bytes)
          chmodSync(path, mode)
          const before = await files.read(path)
          await files.write(path, { ...before, base64: base64('changed') })
          expect(readFileSync(path, 'utf8')).toBe('changed')
          await files.write(path, before)
          expect([...readFileSync(path)]).toEqual([...bytes])
          expect(statSync(path).mode & 0o7777).toBe(mode)
        },
      ),
      { numRuns: 8 },
    )
  })

  it.runIf(isRoot)('keeps its owner', async () => {
    const path = join(freshFolder(), 'a')
    writeFileSync(path, 'x')
    chownSync(path, 33, 34)
    const state = await files.read(path)
    expect(state.owner).toBe('33:34')
    await files.write(path, { ...state, base64: base64('y') })
    expect(statSync(path)).toMatchObject({ uid: 33, gid: 34 })
  })

  it('that is larger than a pipe arrives whole', async () => {
    const path = join(freshFolder(), 'large')
    const text = 'line ü\n'.repeat(60_000)
    await files.write(path, { base64: base64(text), mode: '640', owner: '' })
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect((await files.read(path)).base64).toBe(base64(text))
  })

  it('that is not there has no content, and is made with its folder and removed again', async () => {
    const folder = freshFolder()
    const path = join(folder, 'shop.service.d/50.conf')
    expect(await files.read(path)).toEqual(nothing)
    await files.write(path, { base64: base64('[Service]\n'), mode: '644', owner: '' })
    expect(readFileSync(path, 'utf8')).toBe('[Service]\n')
    expect(statSync(join(folder, 'shop.service.d')).mode & 0o777).toBe(0o755)
    await files.write(path, nothing)
    expect(await files.read(path)).toEqual(nothing)
  })

  it('behind a symbolic link is changed in its own place, and the link stays', async () => {
    const folder = freshFolder()
    mkdirSync(join(folder, 'sites-available'))
    const link = join(folder, 'shop')
    writeFileSync(join(folder, 'sites-available/shop'), 'old')
    symlinkSync('sites-available/shop', link)
    const before = await files.read(link)
    await files.write(link, { ...before, base64: base64('new') })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'sites-available/shop'), 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(['shop', 'sites-available'])
  })
})

describe('what cannot be done is said in a sentence with a hint', () => {
  it.each([
    ['a folder', '/etc', /"\/etc" is no regular file but a directory\./],
    ['a device', '/dev/zero', /is no regular file but a character special file/],
    ['a path through a file', '/etc/passwd/x', /cannot be read: .*Not a directory\./],
  ])('reading %s', async (_title, path, message) => {
    const failure = await files.read(path).catch(error => error)
    expect(failure).toBeInstanceOf(ToolError)
    expect(failure.message).toMatch(message)
  })

  it('a file larger than the output cap', async () => {
    const path = join(freshFolder(), 'large')
    writeFileSync(path, 'x'.repeat(2000))
    const small = commandFiles(localExec({ capBytes: 1000 }))
    await expect(small.read(path)).rejects.toThrow(/too large to be edited safely/)
  })

  it('a write that fails leaves the old file and nothing beside it', async () => {
    const folder = freshFolder()
    const path = join(folder, 'a')
    writeFileSync(path, 'old')
    const broken = files.write(path, { base64: base64('new'), mode: 'nonsense', owner: '' })
    await expect(broken).rejects.toThrow(/"[^"]*\/a" cannot be written: chmod: invalid mode/)
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('content cut short on its way is not put in place', async () => {
    const exec = localExec()
    const cutting = commandFiles({
      run: (command, signal) => exec.run({ ...command, stdin: command.stdin?.slice(0, 8) }, signal),
    })
    const path = join(freshFolder(), 'a')
    writeFileSync(path, 'old')
    await expect(cutting.write(path, { base64: base64('something longer'), mode: '644', owner: '' })).rejects.toThrow(
      /did not arrive whole/,
    )
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  it.runIf(isRoot)('a file that only root may change', async () => {
    const exec = localExec()
    const asNobody = commandFiles({
      run: (command, signal) =>
        exec.run(
          { ...command, argv: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...command.argv] },
          signal,
        ),
    })
    const folder = freshFolder()
    const path = join(folder, 'secret')
    writeFileSync(path, 'x', { mode: 0o600 })
    const failure = await asNobody.read(path).catch(error => error)
    expect(failure.message).toMatch(/cannot be read: .*Permission denied\.$/)
    expect(failure.hint).toMatch(/root/)
    await expect(asNobody.write(path, { base64: '', mode: '600', owner: '0:0' })).rejects.toThrow(/cannot be written/)
    chownSync(folder, 65534, 65534)
    chownSync(path, 65534, 65534)
    const own = await asNobody.read(path)
    await asNobody.write(path, { ...own, base64: base64('mine') })
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })
})
