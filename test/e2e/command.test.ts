import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, startCommand } from '../helpers/command.ts'
import { processesOf } from '../helpers/processes.ts'
import { openShop, shopRunbooks } from '../helpers/shop.ts'

let shop: ReturnType<typeof openShop>
beforeEach(() => {
  shop = openShop()
})
afterEach(() => shop.remove())

const run = (...args: string[]) => runCommand([...args, '--runbooks', shopRunbooks], shop.stateHome)
const walk = (...args: string[]) => run('shop', '--set', `folder=${shop.folder}`, ...args)
const records = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map(text => JSON.parse(text))

describe('without a terminal', () => {
  it('tells each check, the cause, and how to approve its fixes', async () => {
    const { code, stdout, stderr } = await walk()
    expect(stderr).toBe('')
    expect(code).toBe(3)
    const session = /Session (\S+)/.exec(stdout)?.[1] ?? ''
    expect(
      stdout
        .replaceAll(/--approve [0-9a-f]{20}/g, '--approve TOKEN')
        .split('\n')
        .slice(0, 27),
    ).toEqual([
      '',
      'What does the shop answer?',
      `  $ cat ${shop.folder}/answer`,
      '  ✓ it answers 502',
      '',
      'Which port does the configuration name?',
      `  $ cat ${shop.folder}/shop.conf`,
      '  ✓ it names 3000',
      '',
      '● Cause found, not fixed',
      '',
      'The configuration names port 3000, the shop listens on 4000',
      '  shop-wrong-port (shop)',
      '  Every request goes to port 3000, where nothing listens.',
      '',
      'How it came about',
      '  shop-refused → shop-wrong-port',
      '',
      'To prevent it',
      '  Take the port from one place.',
      '',
      'Fixes',
      '  · Point the configuration at port 4000 — risk low, under a minute',
      `    $ runbook fix ${session} set-port --approve TOKEN`,
      '  · Point the configuration at port 4000 with a pause — risk medium, 1 min',
      `    $ runbook fix ${session} set-port-slowly --approve TOKEN`,
      '  · Point every shop at port 4000 — risk high, 5 min',
    ])
    expect(shop.read('shop.conf')).toBe('port 3000\nname shop\n')
  })

  it('keeps the report where it says, for its owner alone', async () => {
    const { stdout } = await walk()
    const report = /^Report (.+)$/m.exec(stdout)?.[1] ?? ''
    const modes = [report, path.join(path.dirname(report), 'report.json')].map(file => statSync(file).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600])
  })

  it('prints nothing but JSON with --json, each record with its time, and the report last', async () => {
    const { code, stdout } = await walk('--json')
    const all = records(stdout)
    expect(code).toBe(3)
    expect(all[0]).toMatchObject({ type: 'session.opened', runbook: 'shop' })
    expect(all).toContainEqual(expect.objectContaining({ type: 'check.finished', runbook: 'shop', step: 'port' }))
    expect(all.at(-1)).toMatchObject({
      type: 'report',
      report: { outcome: 'diagnosed', cause: { id: 'shop-wrong-port' } },
    })
    for (const { type, at } of all.slice(0, -1)) expect([type, new Date(at).toISOString()]).toEqual([type, at])
  })

  it.each([
    ['healthy', { status: '200' }, 0],
    ['inconclusive', { status: '418' }, 4],
  ])('ends %s with its exit code', async (outcome, state, code) => {
    shop.remove()
    shop = openShop(state)
    const ran = await walk('--json')
    expect(records(ran.stdout).at(-1).report.outcome).toBe(outcome)
    expect(ran.code).toBe(code)
  })

  it('changes nothing and runs nothing with --plan', async () => {
    const { code, stdout } = await walk('--plan')
    expect(code).toBe(0)
    expect(stdout).toContain('could read 3 times, ask 1 question, and offer 5 changes. Nothing was run.')
    expect(stdout).toContain(`  · What does the shop answer? (shop/answer)\n    $ cat ${shop.folder}/answer\n`)
    const asJson = JSON.parse((await walk('--plan', '--json')).stdout)
    expect(asJson.tools).toEqual([
      { name: 'cat', present: true },
      { name: 'sleep', present: true },
    ])
  })

  it('survives a reader that goes away', async () => {
    const running = startCommand(['shop', '--set', `folder=${shop.folder}`, '--runbooks', shopRunbooks], shop.stateHome)
    running.closeStdout()
    expect(await running.ended).toMatchObject({ code: 3, stderr: '' })
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends at %s with code %i, the report written and no child left', async (signal, code) => {
    shop.remove()
    shop = openShop({ port: '4000' })
    const running = startCommand(['shop', '--set', `folder=${shop.folder}`, '--runbooks', shopRunbooks], shop.stateHome)
    await running.printed('it names 4000')
    process.kill(running.pid, signal)
    const { code: ended, stdout } = await running.ended
    expect(ended).toBe(code)
    expect(statSync(/^Report (.+)$/m.exec(stdout)?.[1] ?? '').isFile()).toBe(true)
    expect(processesOf(shop.stateHome)).toEqual([])
  })
})

describe('a fix without a terminal', () => {
  const diagnose = async () => records((await walk('--json')).stdout).at(-1).report
  const approvalOf = (report: { fixes: { id: string; approval: string }[] }, id: string) =>
    report.fixes.find(fix => fix.id === id)?.approval ?? ''

  it('is applied and verified with the token of its plan', async () => {
    const report = await diagnose()
    const { code, stdout } = await run('fix', report.session, 'set-port', '--approve', approvalOf(report, 'set-port'))
    expect(stdout).toContain('✓ Fixed and verified')
    expect(code).toBe(0)
    expect(shop.read('shop.conf')).toBe('port 4000\nname shop\n')
  })

  it('is refused with another token, and nothing is changed', async () => {
    const report = await diagnose()
    const { code, stderr } = await run('fix', report.session, 'set-port', '--approve', approvalOf(report, 'not-valid'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/^The approval does not fit the plan as it is now; nothing was changed\.\n.+\n$/)
    expect(shop.read('shop.conf')).toBe('port 3000\nname shop\n')
  })

  it.each(['does-not-help', 'not-valid'])('that fails (%s) is undone and says so by code 5', async fix => {
    const report = await diagnose()
    const { code } = await run('fix', report.session, fix, '--approve', approvalOf(report, fix))
    expect(code).toBe(5)
    expect(shop.read('shop.conf')).toBe('port 3000\nname shop\n')
  })
})

describe('a kept session', () => {
  it.each([
    ['markdown', /^# Runbook shop: Cause found, not fixed\n/],
    ['json', /^\{\n {2}"schema": 1,/],
    ['html', /^<!doctype html>\n/],
  ])('is reported as %s', async (format, start) => {
    const { session } = records((await walk('--json')).stdout).at(-1).report
    const { code, stdout } = await run('report', session, '--format', format)
    expect(code).toBe(0)
    expect(stdout).toMatch(start)
  })

  it('is replayed as it was, without running anything', async () => {
    const { session } = records((await walk('--json')).stdout).at(-1).report
    writeFileSync(path.join(shop.folder, 'answer'), 'status 200\n')
    const { code, stdout } = await run('replay', session)
    expect(code).toBe(0)
    expect(stdout).toContain('✓ What does the shop answer? — it answers 502\n')
  })
})

describe('wrong use', () => {
  it.each([
    [['shpo'], 'There is no runbook "shpo".\nDid you mean "runbook shop"?\n'],
    [['lits'], 'There is no runbook "lits".\nDid you mean "runbook list"?\n'],
    [['shop', '--jsn'], 'Unknown option "--jsn".\nDid you mean --json?\n'],
    [['shop', '--set', 'foldr=/tmp'], 'There is no input "foldr".\nDid you mean "folder"?\n'],
    [['shop', '--set', 'folder'], '"folder" does not set an input.\nWrite --set name=value.\n'],
    [
      ['shop', '--target', 'db1'],
      'The target "db1" cannot be reached.\nOnly "local", this machine, is supported: run runbook there.\n',
    ],
    [[], 'No runbook was named.\nWrite "runbook 502 https://…", or "runbook list" to see what there is.\n'],
  ])('%j is told in one sentence with a hint, and ends with 2', async (args, text) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: text })
  })
})
