import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { promisify } from 'node:util'
import { processesOf } from '@runbook/lab/box/processes.ts'
import { probe } from '@runbook/lab/run/probe.ts'
import {
  type DemoStack,
  demoFaults,
  type FrontKind,
  findNginx,
  possibleFaults,
  startStack,
  until,
} from '@runbook/stack'
import { describe, type expect, it } from 'vitest'
import { retried } from '../helpers/retry.ts'

const run = promisify(execFile)

/** What each fault of the demo must show: a status, and a line of the error log. */
const shown: Record<string, [status: number, log: RegExp]> = {
  'wrong-port': [502, /connect\(\) failed \(111: Connection refused\) while connecting to upstream/],
  'reload-failed': [502, /\[emerg\] \d+#\d+: unexpected "}" in \S+nginx\.conf:\d+/],
  'https-to-plain': [502, /SSL_do_handshake\(\) failed .*wrong version number.* while SSL handshaking to upstream/],
  'other-address': [502, /111: Connection refused/],
  'header-too-big': [502, /upstream sent too big header while reading response header from upstream/],
  'app-crash': [502, /upstream prematurely closed connection|104: Connection reset by peer/],
  'app-answers-502': [502, /^$/],
  'too-slow': [504, /upstream timed out \(110: Connection timed out\) while reading response header/],
  'unix-socket-permission': [502, /connect\(\) to unix:\S+ failed \(13: Permission denied\)/],
}

const fronts: FrontKind[] = findNginx() ? ['nginx', 'embedded'] : ['embedded']
const shows = fronts.flatMap(front => possibleFaults(front).map(fault => ({ front, fault, id: fault.id })))

describe.concurrent('the demo', retried, () => {
  it.for(shows)('shows $id with $front and leaves nothing behind', async ({ front, fault }, { expect }) => {
    const stack = await startStack({ fault, front })
    try {
      const [status, log] = shown[fault.id] ?? []
      expect(await probe(stack.url)).toBe(status)
      expect(existsSync(stack.errorLog) ? readFileSync(stack.errorLog, 'utf8') : '').toMatch(log ?? /never/)
    } finally {
      await Promise.all([stack.stop(), stack.stop()])
    }
    expectGone(stack, expect)
  })

  it.for(fronts)('is mended with %s by an edit of proxy_pass and a reload', async (front, { expect }) => {
    const stack = await startStack({ fault: faultOf('reload-failed'), front })
    try {
      await expect(nginx(stack, ['-t', '-c', stack.nginxConf])).rejects.toThrow(/\[emerg\].*unexpected "}"/)
      const text = readFileSync(stack.nginxConf, 'utf8')
      writeFileSync(stack.nginxConf, text.replace(/(proxy_pass http:\/\/[\d.:]+)\n/, '$1;\n'))
      const { stderr } = await nginx(stack, ['-t', '-c', stack.nginxConf, '-p', `${stack.folder}/nginx/`])
      expect(stderr).toContain('test is successful')
      await nginx(stack, ['-c', stack.nginxConf, '-p', `${stack.folder}/nginx/`, '-s', 'reload'])
      await until('the proxy has reloaded', async () => (await probe(stack.url)) === 200)
    } finally {
      await stack.stop()
    }
  })

  it.for(fronts)('leaves nothing behind with %s when its process is killed', async (front, { expect }) => {
    const child = spawn(
      process.execPath,
      ['--conditions=source', `${import.meta.dirname}/../helpers/demo-process.ts`, front],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const [folder] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    expect(processesOf(folder).length).toBeGreaterThan(1)
    child.kill('SIGKILL')
    await until('all is gone', () => processesOf(folder).length === 0 && !existsSync(folder))
  })

  it('knows what each of its faults must show', ({ expect }) => {
    expect(Object.keys(shown)).toEqual(demoFaults.map(({ id }) => id))
  })
})

function faultOf(id: string) {
  const fault = demoFaults.find(one => one.id === id)
  if (!fault) throw new Error(`the demo has no fault "${id}"`)
  return fault
}

function nginx({ binFolder }: DemoStack, args: readonly string[]) {
  const path = [...(binFolder ? [binFolder] : []), process.env.PATH ?? '', '/usr/sbin']
  return run('nginx', args, { env: { ...process.env, PATH: path.join(delimiter) } })
}

function expectGone({ folder }: DemoStack, expectHere: typeof expect): void {
  expectHere(processesOf(folder)).toEqual([])
  expectHere(existsSync(folder)).toBe(false)
}
