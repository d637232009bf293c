/** Bundles the command into dist/, with the runbooks beside it. Says nothing when all is fine. */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { compileRunbooks } from '../engine/src/node/compiled.ts'

const here = import.meta.dirname
const dist = path.join(here, 'dist')
const runbooks = path.resolve(here, '../../runbooks')

/** Ink loads it only when DEV=true; it is not installed. */
const withoutDevtools = {
  name: 'without-devtools',
  setup(building) {
    building.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'react-devtools-core', namespace: 'stub' }))
    building.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({
      contents: 'export default { initialize() {}, connectToDevTools() {} }',
    }))
  },
}

const { metafile } = await build({
  entryPoints: [path.join(here, 'src/cli.tsx')],
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: false,
  jsx: 'automatic',
  conditions: ['source'],
  define: { 'process.env.NODE_ENV': '"production"' },
  // Dependencies in CommonJS ask for Node's own modules by require.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  plugins: [withoutDevtools],
  logLevel: 'warning',
  metafile: true,
  absWorkingDir: here,
})
removeOld(dist, new Set(Object.keys(metafile.outputs).map(output => path.basename(output))))
chmodSync(path.join(dist, 'cli.js'), 0o755)
putRunbooks(path.join(dist, 'runbooks'))
putSite(path.join(dist, 'site'))

/** Removes what earlier builds left; a session that is running may still load a part of a recent one. */
function removeOld(folder, kept) {
  const recent = Date.now() - 600_000
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isFile() && !kept.has(entry.name) && statSync(file).mtimeMs < recent) rmSync(file)
  }
}

/** Replaces the runbooks file by file once all are sound, so that a session that starts meanwhile never meets half of them. */
function putRunbooks(folder) {
  const staged = `${folder}.new`
  rmSync(staged, { recursive: true, force: true })
  mkdirSync(path.join(staged, 'probes'), { recursive: true })
  for (const name of filesIn(runbooks).filter(file =>
    /\.ya?ml$|^(vocabulary\.)?schema\.json$|^probes\/.*\.sh$/.test(file),
  ))
    cpSync(path.join(runbooks, name), path.join(staged, name))
  compileRunbooks(staged)
  mkdirSync(path.join(folder, 'probes'), { recursive: true })
  const names = filesIn(staged)
  for (const name of names) renameSync(path.join(staged, name), path.join(folder, name))
  for (const name of filesIn(folder)) if (!names.includes(name)) rmSync(path.join(folder, name))
  rmSync(staged, { recursive: true })
}

/** The files of a folder and of the folders in it, by their paths within it. */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
}

/** Takes the docs site along for `runbook docs`, when it was built. */
function putSite(folder) {
  const built = path.resolve(here, '../site/dist')
  if (!existsSync(path.join(built, 'pagefind'))) return
  const staged = `${folder}.new`
  rmSync(staged, { recursive: true, force: true })
  cpSync(built, staged, { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  renameSync(staged, folder)
}
