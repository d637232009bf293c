#!/usr/bin/env zx
// Releases the command: `npm run release` versions the packages by their changesets, writes CHANGELOG.md, builds and packs the
// archive that `npm install --global` takes. `npm run release -- --dry-run` builds and packs, and leaves every file as it was.
// Nothing is published, committed or tagged: the last line says how.
import { $, argv, cd, echo, fs, path, tmpdir } from 'zx'

const top = path.resolve(import.meta.dirname, '../..')
const folder = tmpdir()
cd(top)

const plan = await planned()
const release = plan.releases.find(({ name }) => name === '@runbook/cli')
if (!release) throw new Error('No changeset names @runbook/cli. Write one with `npx changeset`.')
const version = release.newVersion
const section = [`## ${version}`, ...plan.changesets.map(({ summary }) => summary)].join('\n\n')
echo(`${release.oldVersion} becomes ${version}:\n\n${section}\n`)

if (!argv['dry-run']) {
  if ((await $`git status --porcelain`.text()) !== '')
    throw new Error('Commit or put away first what `git status` lists.')
  await $`changeset version`
  await $`npm install --package-lock-only`
  const log = await fs.readFile('CHANGELOG.md', 'utf8')
  await fs.writeFile('CHANGELOG.md', log.replace('# Changelog\n', `# Changelog\n\n${section}\n`))
}
await $({ stdio: 'inherit' })`npm run --silent site && npm run --silent build`
const [packed] = await $`npm pack --json --workspace packages/tui --pack-destination ${folder}`.json()
const archive = path.join(folder, packed.filename)
await $({ stdio: 'inherit' })`publint run ${archive} --strict`
await startsAlone()
echo(`${archive}: ${packed.entryCount} files, ${(packed.size / 1e6).toFixed(1)} MB`)
if (!argv['dry-run']) echo(`Next: git commit -am 'release: ${version}' && git tag v${version}`)

async function planned() {
  const file = path.join(folder, 'plan.json')
  await $`changeset status --output ${file}`.quiet()
  return fs.readJson(file)
}

/** Installs the archive in an empty folder, as its user would, and lists the runbooks that came along. */
async function startsAlone() {
  const prefix = path.join(folder, 'alone')
  await $`npm install --global --prefix ${prefix} ${archive}`.quiet()
  const listed = await $`${path.join(prefix, 'bin/runbook')} list`.text()
  if (!listed.includes('502')) throw new Error(`The packed command lists no 502:\n${listed}`)
}
