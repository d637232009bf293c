import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

/**
 * A file and one import in it, for each wall: what the linter must refuse, and a neighbour that it must let through. The order of
 * the rooms itself is packages/engine/biome.json, that of the packages is .biome.json.
 */
const imports: readonly [file: string, specifier: string, isRefused: boolean][] = [
  ['engine/src/errors.ts', './read/reader.ts', true],
  ['engine/src/suggest.ts', './errors.ts', false],
  ['engine/src/safe/a.ts', '../read/reader.ts', true],
  ['engine/src/safe/a.ts', '../ports.ts', false],
  ['engine/src/read/nginx/a.ts', '../../judge/cel.ts', true],
  ['engine/src/read/nginx/a.ts', '../reader.ts', false],
  ['engine/src/read/nginx/a.ts', 'node:path', true],
  ['engine/src/judge/a.ts', '../runbook/schema.ts', true],
  ['engine/src/judge/a.ts', '../read/reader.ts', false],
  ['engine/src/command/a.ts', '../runbook/bundle.ts', true],
  ['engine/src/command/a.ts', '../judge/fill.ts', false],
  ['engine/src/runbook/a.ts', '../lint/lint.ts', true],
  ['engine/src/runbook/a.ts', '../command/words.ts', false],
  ['engine/src/change/edits/a.ts', '../../lint/lint.ts', true],
  ['engine/src/change/edits/a.ts', '../../runbook/schema.ts', false],
  ['engine/src/lint/read-only/a.ts', '../../session/walk.ts', true],
  ['engine/src/lint/read-only/a.ts', '../../command/words.ts', false],
  ['engine/src/session/a.ts', '../report/build.ts', true],
  ['engine/src/session/a.ts', '../core.ts', true],
  ['engine/src/session/a.ts', 'execa', true],
  ['engine/src/session/a.ts', '../change/plan.ts', false],
  ['engine/src/report/a.ts', '../node/load.ts', true],
  ['engine/src/report/a.ts', 'react', true],
  ['engine/src/report/a.ts', '../session/walk.ts', false],
  ['engine/src/node/a.ts', '@runbook/stack', true],
  ['engine/src/node/a.ts', 'node:fs', false],
  ['engine/src/core.ts', './node/load.ts', true],
  ['engine/src/index.ts', './node/load.ts', false],
  ['tui/src/a.ts', '@runbook/site', true],
  ['tui/src/a.ts', '../../site/src/links.ts', true],
  ['tui/src/a.ts', '@runbook/stack', false],
  ['site/src/data/a.ts', '@runbook/cli', true],
  ['site/src/data/a.ts', 'ink', true],
  ['site/src/data/a.ts', '@runbook/evidence', false],
  ['site/src/browser/walk/a.ts', '@runbook/engine', true],
  ['site/src/browser/walk/a.ts', '@runbook/engine/core', false],
  ['stack/src/a.ts', '@runbook/engine', true],
  ['stack/src/a.ts', '@runbook/engine/core', false],
  ['evidence/src/a.ts', '@runbook/lab', true],
  ['lab/src/box/a.ts', '@runbook/cli', true],
  ['lab/src/box/a.ts', '@runbook/stack', false],
]

const top = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'walls-'))
let refused: Set<string>

beforeAll(async () => {
  for (const config of ['.biome.json', 'packages/engine/biome.json'])
    cpSync(path.join(top, config), path.join(folder, config), { recursive: true })
  for (const [index, [file, specifier]] of imports.entries()) write(placeOf(index, file), specifier)
  refused = new Set(await lint())
})
afterAll(() => rmSync(folder, { recursive: true }))

test.each(imports)('in %s an import of %s is refused: %s', (file, specifier, isRefused) => {
  const index = imports.findIndex(row => row[0] === file && row[1] === specifier)
  expect(refused.has(placeOf(index, file))).toBe(isRefused)
})

/** A file of its own for each row, beside the one that it names; the roots of the engine are linted by their own names. */
function placeOf(index: number, file: string): string {
  const isRoot = /^engine\/src\/\w+\.ts$/.test(file)
  return `packages/${isRoot ? file : file.replace(/a\.ts$/, `a-${index}.ts`)}`
}

function write(place: string, specifier: string): void {
  mkdirSync(path.dirname(path.join(folder, place)), { recursive: true })
  writeFileSync(path.join(folder, place), `import '${specifier}'\n`)
}

async function lint(): Promise<string[]> {
  const biome = path.join(top, 'node_modules/@biomejs/biome/bin/biome')
  const words = [biome, 'lint', '--reporter=json', '--only=style/noRestrictedImports', '--max-diagnostics=none', '.']
  const ended = await promisify(execFile)(process.execPath, words, { cwd: folder }).catch(error => error)
  const { diagnostics } = JSON.parse(ended.stdout) as { diagnostics: { location: { path: string } }[] }
  return diagnostics.map(({ location }) => location.path)
}
