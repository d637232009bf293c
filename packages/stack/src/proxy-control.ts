import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseConf } from './proxy-conf.ts'

interface Control {
  close(): void
}

/**
 * Puts a small `nginx` command into `bin/` of the proxy's folder: `-v`, `-t`, `-T` and `-s reload` with `-c` and `-p`.
 * It asks this process over a unix socket, and says with `-v` that it is not nginx.
 */
export async function startControl({ folder, reload }: { folder: string; reload(): void }): Promise<Control> {
  const path = join(folder, 'control.sock')
  const server = createServer(socket => {
    socket.setEncoding('utf8').once('data', text => {
      const [word = '', file = ''] = String(text).trim().split('\n')
      if (word === 'reload') reload()
      socket.end(word === 'test' ? test(file) : '')
    })
    socket.on('error', () => socket.destroy())
  })
  server.listen(path)
  await once(server, 'listening')
  server.unref()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'nginx.cjs'), commandSource(path, join(folder, 'nginx.conf')))
  writeFileSync(join(bin, 'nginx'), `#!/bin/sh\nexec '${process.execPath}' "$(dirname "$0")/nginx.cjs" "$@"\n`, {
    mode: 0o755,
  })
  return { close: () => void server.close() }
}

/** The problem of a file in nginx's words, or nothing. */
function test(file: string): string {
  try {
    const parsed = parseConf(readFileSync(file, 'utf8'), file)
    return parsed.ok ? '' : parsed.problem
  } catch (error) {
    return `open() "${file}" failed (${error instanceof Error ? error.message : String(error)})`
  }
}

function commandSource(socket: string, conf: string): string {
  return `const fs = require('node:fs')
const net = require('node:net')

const args = process.argv.slice(2)
const valueOf = flag => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
const file = valueOf('-c') ?? ${JSON.stringify(conf)}

if (args.includes('-v') || args.includes('-V')) {
  console.error('runbook-demo-proxy: the embedded proxy of "runbook demo"; it is not nginx')
} else if (valueOf('-s') === 'reload') {
  check(() => ask('reload', () => {}))
} else if (args.includes('-t') || args.includes('-T')) {
  check(() => {
    console.error('nginx: the configuration file ' + file + ' syntax is ok')
    console.error('nginx: configuration file ' + file + ' test is successful')
    if (args.includes('-T')) process.stdout.write('# configuration file ' + file + ':\\n' + fs.readFileSync(file, 'utf8') + '\\n')
  })
} else {
  console.error('runbook-demo-proxy: only -v, -t, -T and -s reload are known here')
  process.exitCode = 1
}

function check(then) {
  ask('test\\n' + file, problem => {
    if (problem === '') return then()
    console.error('nginx: [emerg] ' + problem)
    console.error('nginx: configuration file ' + file + ' test failed')
    process.exitCode = 1
  })
}

function ask(question, then) {
  let answer = ''
  const connection = net.connect(${JSON.stringify(socket)}, () => connection.write(question + '\\n'))
  connection.setEncoding('utf8').on('data', text => (answer += text))
  connection.on('end', () => then(answer))
  connection.on('error', error => {
    console.error('runbook-demo-proxy: the demo is not running (' + error.message + ')')
    process.exitCode = 1
  })
}
`
}
