import { describe, expect, it } from 'vitest'
import {
  absolute,
  bindsTo,
  chosenServer,
  fileOf,
  optionOf,
  processBlocks,
  withWorkers,
} from '../../../../packages/engine/src/read/host/process-blocks.ts'

const text = `no process yet
pid 100
ppid 1
arg /usr/bin/python3
arg /srv/my shop/bin/gunicorn
cwd /srv/my shop
stderr /var/log/shop.log
env --workers 2
set bind = "127.0.0.1:8000"
set timeout: 60
pid 101
ppid 100
arg gunicorn: worker
pid x
`

describe('blocks of processes', () => {
  it('keep words whole that hold spaces, and settings without quotes', () => {
    expect(processBlocks(text)[0]).toEqual({
      pid: 100,
      ppid: 1,
      args: ['/usr/bin/python3', '/srv/my shop/bin/gunicorn'],
      cwd: '/srv/my shop',
      stderr: '/var/log/shop.log',
      settings: [
        ['bind', '127.0.0.1:8000'],
        ['timeout', '60'],
      ],
      environment: ['--workers', '2'],
    })
  })

  it('give a master its workers, and leave out what has no number', () => {
    const all = withWorkers(processBlocks(text))
    expect(all.map(({ master, workers }) => [master.pid, workers.map(({ pid }) => pid)])).toEqual([[100, [101]]])
  })
})

describe('an address that a server binds', () => {
  it.for([
    ['127.0.0.1:8000', '8000', true],
    ['[::]:8000', '8000', true],
    ['8000', '8000', true],
    ['127.0.0.1:18000', '8000', false],
    ['unix:/run/shop.sock', '/run/shop.sock', true],
    ['unix:///run/shop.sock', '/run/shop.sock', true],
    ['/run/shop.sock', '/run/shop.sock', true],
    ['/run/shop.sock', 'shop.sock', false],
    ['127.0.0.1:8000', '', false],
  ] as const)('%s for %s: %s', ([bind, wanted, expected]) => {
    expect(bindsTo(bind, wanted)).toBe(expected)
  })
})

describe('an option of a command line', () => {
  it.for([
    [['--bind', 'a:1'], 'a:1'],
    [['--bind=a:1'], 'a:1'],
    [['-b', 'a:1'], 'a:1'],
    [['-ba:1'], 'a:1'],
    [['-b', 'a:1', '--bind=b:2'], 'b:2'],
    [['--binding', 'a:1'], undefined],
  ] as const)('%j gives %s', ([args, expected]) => {
    expect(optionOf(args, ['--bind', '-b'])).toBe(expected)
  })
})

describe('a file of a process', () => {
  it.for([
    ['/var/log/shop.log', '/var/log/shop.log'],
    ['/dev/pts/0', ''],
    ['/proc/1/fd/2', ''],
    ['pipe:[4711]', ''],
    ['/var/log/shop.log (deleted)', ''],
  ] as const)('%s is "%s"', ([link, expected]) => {
    expect(fileOf(link)).toBe(expected)
  })

  it.for([
    ['log/a', '/srv/', '/srv/log/a'],
    ['/log/a', '/srv', '/log/a'],
    ['', '/srv', ''],
    ['a', '', 'a'],
  ] as const)('%s seen from %s is %s', ([path, folder, expected]) => {
    expect(absolute(path, folder)).toBe(expected)
  })
})

describe('the server that is meant', () => {
  const servers = [
    { pid: 1, worker_pids: [2, 3], binds: ['127.0.0.1:8000'] },
    { pid: 5, worker_pids: [], binds: ['/run/shop.sock'] },
  ]
  it.for([
    ['a worker', { pid: 3, listen_on: '' }, 1],
    ['a master', { pid: 5, listen_on: '8000' }, 5],
    ['a port', { pid: 0, listen_on: '8000' }, 1],
    ['a socket', { pid: 0, listen_on: '/run/shop.sock' }, 5],
    ['a process of none', { pid: 9, listen_on: '8000' }, undefined],
    ['nothing', { pid: 0, listen_on: '' }, undefined],
  ] as const)('is known by %s', ([, given, expected]) => {
    expect(chosenServer(servers, given)?.pid).toBe(expected)
  })
})
