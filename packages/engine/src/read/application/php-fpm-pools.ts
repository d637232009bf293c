import * as z from 'zod'
import { bindsTo, fileOf, type ProcessBlock, processBlocks } from '../host/process-blocks.ts'
import { linesOf } from '../lines.ts'
import { defineReader } from '../reader.ts'

/**
 * Reads php-fpm's processes and the lines of its configuration, printed as `ini FILE:LINE:TEXT`: the pool that serves a
 * port or socket, with the place of each setting (https://www.php.net/manual/en/install.fpm.configuration.php).
 */
export const phpFpmPools = defineReader({
  id: 'php-fpm-pools',
  describes: 'The pool of php-fpm that serves a port or socket: its limits, rights and log, with file and line.',
  options: z.strictObject({
    listen_on: z.coerce.string().default('').describe('The port or the path of the socket that the pool should serve.'),
  }),
  accepts: [0],
  shape: () => ({
    running: 'bool',
    found: 'bool',
    pid: 'int',
    pool: 'string',
    conf: 'string',
    log: 'string',
    children: 'int',
    max_children: 'int',
    max_children_text: 'string',
    max_children_file: 'string',
    max_children_line: 'int',
    timeout: 'string',
    timeout_text: 'string',
    timeout_file: 'string',
    timeout_line: 'int',
    listen: 'string',
    mode: 'string',
    owner: 'string',
    group: 'string',
    allowed: 'string',
    listens: 'list<string>',
  }),
  read({ stdout }, { listen_on }) {
    const masters = processBlocks(stdout).filter(({ args }) => args[0]?.startsWith('php-fpm: master process'))
    const workers = processBlocks(stdout).filter(({ args }) => args[0]?.startsWith('php-fpm: pool '))
    const settings = settingsOf(linesOf(stdout))
    const pools = [...new Set(settings.map(({ pool }) => pool))].filter(pool => pool !== 'global')
    const last = (pool: string, name: string) => settings.findLast(item => item.pool === pool && item.name === name)
    const pool = pools.find(name => bindsTo(last(name, 'listen')?.value ?? '', listen_on)) ?? ''
    const value = (name: string) => last(pool, name)?.value ?? ''
    const children = last(pool, 'pm.max_children')
    const timeout = last(pool, 'request_terminate_timeout')
    const master = masterOf(masters, settings.find(item => item.pool === pool)?.master)
    return {
      ok: true,
      values: {
        running: masters.length > 0,
        found: pool !== '',
        pid: master?.pid ?? 0,
        pool,
        conf: /\((.*)\)/.exec(master?.args[0] ?? '')?.[1] ?? '',
        log: fileOf(last('global', 'error_log')?.value ?? '') || fileOf(master?.stderr ?? ''),
        children: workers.filter(
          ({ ppid, args }) => ppid === master?.pid && args[0]?.trim() === `php-fpm: pool ${pool}`,
        ).length,
        max_children: Number(children?.value) || 0,
        max_children_text: children?.text ?? '',
        max_children_file: children?.file ?? '',
        max_children_line: children?.line ?? 0,
        timeout: timeout?.value ?? '',
        timeout_text: timeout?.text ?? '',
        timeout_file: timeout?.file ?? '',
        timeout_line: timeout?.line ?? 0,
        listen: value('listen'),
        mode: value('listen.mode'),
        owner: value('listen.owner'),
        group: value('listen.group'),
        allowed: value('listen.allowed_clients'),
        listens: pools.map(name => last(name, 'listen')?.value ?? '').filter(text => text !== ''),
      },
    }
  },
})

interface Setting {
  /** The pid of the master whose configuration it is. */
  master: number
  pool: string
  name: string
  value: string
  file: string
  line: number
  /** As written, for an edit. */
  text: string
}

function masterOf(masters: readonly ProcessBlock[], pid: number | undefined): ProcessBlock | undefined {
  return masters.find(master => master.pid === pid) ?? (masters.length === 1 ? masters[0] : undefined)
}

function settingsOf(lines: readonly string[]): Setting[] {
  let master = 0
  let pool = 'global'
  return lines.flatMap(row => {
    const pid = /^pid (\d+)$/.exec(row)?.[1]
    if (pid !== undefined) [master, pool] = [Number(pid), 'global']
    const [, file = '', line = '', text = ''] = /^ini (.*?):(\d+):(.*)$/.exec(row) ?? []
    const section = /^\s*\[(.+?)\]/.exec(text)?.[1]
    if (section !== undefined) pool = section
    const [, name = '', value = ''] = /^\s*([\w.]+)\s*=\s*(.*?)\s*(?:;.*)?$/.exec(text) ?? []
    if (name === '') return []
    // `$pool` stands for the pool's own name in most settings.
    const filled = value.replace(/^"(.*)"$/, '$1').replaceAll('$pool', pool)
    return [{ master, pool, name, value: filled, file, line: Number(line), text: text.trim() }]
  })
}
