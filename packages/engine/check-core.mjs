// Fails with one sentence when the engine's core could not run in a browser.
import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const folder = fileURLToPath(new URL('.', import.meta.url))
const FACES = /^(react|react-dom|ink|astro)(\/|$)/
const faults = []

const watch = {
  name: 'watch',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      const from = importer.slice(folder.length)
      if (isBuiltin(path)) faults.push(`${from} imports "${path}", which no browser has`)
      else if (FACES.test(path)) faults.push(`${from} imports "${path}", which belongs to a face`)
      else return undefined
      return { path, external: true }
    })
  },
}

try {
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['src/core.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['source'],
    logLevel: 'silent',
    plugins: [watch],
  })
  const ours = Object.keys(metafile.inputs).filter(name => name.startsWith('src/'))
  for (const file of ours) {
    const globals = await globalsOf(file)
    if (globals.length > 0) faults.push(`${file} uses ${globals.join(' and ')}`)
  }
} catch (error) {
  faults.push(error.errors?.map(({ text, location }) => `${location?.file ?? ''}: ${text}`).join('; ') ?? String(error))
}

if (faults.length > 0) {
  console.error(`The core cannot run in a browser: ${[...new Set(faults)].join('; ')}.`)
  process.exitCode = 1
}

/** Which of Node's globals a file uses; a local variable of the same name is none. Libraries may ask whether they are there. */
async function globalsOf(file) {
  const names = ['process', 'Buffer', '__dirname', 'require']
  const define = Object.fromEntries(names.map(name => [name, `__node_${name}`]))
  const { code } = await transform(await readFile(`${folder}${file}`, 'utf8'), { loader: 'ts', define })
  return names.filter(name => code.includes(define[name]))
}
