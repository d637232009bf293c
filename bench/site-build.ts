import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { writeRunbooks } from './site-runbooks.ts'

/** `npm run bench:site -- [count…]`: how long the site takes to build and how much memory, for the shipped and for made-up runbooks. */

interface Built {
  what: string
  pages: number
  seconds: number
  cpuSeconds: number
  peakMb: number
  sizeMb: number
}

const top = path.resolve(import.meta.dirname, '..')
const asked = process.argv.slice(2).map(Number)
const counts = asked.length > 0 ? asked : [250, 500, 1000]
const folder = mkdtempSync(path.join(tmpdir(), 'bench-site-'))
try {
  printHead()
  printRow(await build('shipped', path.join(top, 'runbooks')))
  for (const count of counts) {
    const runbooks = path.join(folder, `runbooks-${count}`)
    writeRunbooks(runbooks, count)
    printRow(await build(`${count} made up`, runbooks))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function build(what: string, runbooks: string): Promise<Built> {
  const outDir = path.join(folder, 'dist')
  rmSync(outDir, { recursive: true, force: true })
  const begun = performance.now()
  // A group of its own, so that what it starts is counted too.
  const child = spawn(path.join(top, 'node_modules/.bin/astro'), ['build', '--outDir', outDir], {
    cwd: path.join(top, 'packages/site'),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ASTRO_TELEMETRY_DISABLED: '1', SITE_RUNBOOKS: runbooks },
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => said.push(text))
  const use = { peak: 0, cpu: 0 }
  const timer = setInterval(() => look(child.pid ?? 0, use), 200)
  const code = await new Promise(resolve => child.on('close', resolve))
  clearInterval(timer)
  if (code !== 0) throw new Error(`The build of ${what} ended with ${code}:\n${said.join('').slice(-3000)}`)
  const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
  return {
    what,
    pages: files.filter(name => name.endsWith('.html')).length,
    seconds: (performance.now() - begun) / 1000,
    cpuSeconds: use.cpu,
    peakMb: use.peak / 1024,
    sizeMb: files.reduce((sum, name) => sum + statSync(path.join(outDir, name)).size, 0) / 1e6,
  }
}

/** Resident memory of a process group, summed, and its CPU time so far. */
function look(group: number, use: { peak: number; cpu: number }): void {
  const { stdout } = spawnSync('ps', ['-eo', 'pgid=,rss=,cputimes='], { encoding: 'utf8' })
  const own = stdout
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number))
    .filter(([id]) => id === group)
  use.peak = Math.max(
    use.peak,
    own.reduce((sum, [, rss = 0]) => sum + rss, 0),
  )
  use.cpu = Math.max(
    use.cpu,
    own.reduce((sum, [, , cpu = 0]) => sum + cpu, 0),
  )
}

function printHead(): void {
  const { model = 'unknown' } = cpus()[0] ?? {}
  print(`Node ${process.versions.node}, ${availableParallelism()} × ${model}\n`)
  print('| Runbooks | Pages | Seconds | CPU seconds | CPU ms a page | Peak memory, MB | Size, MB |')
  print('| --- | --- | --- | --- | --- | --- | --- |')
}

function printRow({ what, pages, seconds, cpuSeconds, peakMb, sizeMb }: Built): void {
  const perPage = (cpuSeconds * 1000) / pages
  const cells = [pages, seconds.toFixed(1), cpuSeconds, perPage.toFixed(0), peakMb.toFixed(0), sizeMb.toFixed(0)]
  print(`| ${[what, ...cells].join(' | ')} |`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
