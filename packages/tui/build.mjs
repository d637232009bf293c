/** Bundles the command into dist/, with the runbooks beside it. Says nothing when all is fine. */
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

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

rmSync(dist, { recursive: true, force: true })
await build({
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
})
mkdirSync(path.join(dist, 'runbooks'), { recursive: true })
for (const name of readdirSync(runbooks).filter(file => /\.ya?ml$|^schema\.json$/.test(file)))
  cpSync(path.join(runbooks, name), path.join(dist, 'runbooks', name))
chmodSync(path.join(dist, 'cli.js'), 0o755)
