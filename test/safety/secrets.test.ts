import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Box, openBox } from '@runbook/lab/box/box.ts'
import { whyNot } from '@runbook/lab/faults/why-not.ts'
import { diagnose, runbook } from '@runbook/lab/run/command.ts'
import { probe } from '@runbook/lab/run/probe.ts'
import { serve, until } from '@runbook/stack'
import { describe, expect, it } from 'vitest'

/** What must never be kept, shown or sent; the words say where each is planted. */
const secrets = {
  database: 'hunter2-of-the-database',
  apiKey: 'k3y-in-the-environment-0123456789',
  url: 'p4ss-in-a-connection-string',
  query: 't0ken-of-a-query-string',
  password: 'p4ss-of-a-query-string',
  header: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzaG9wIn0.c2lnbmF0dXJlLW9mLXRoZS1zaG9w',
  logged: 'p4ss-in-a-line-of-the-log',
  cloud: 'AKIAIOSFODNN7EXAMPLE',
}

const settings = {
  DB_PASSWORD: secrets.database,
  API_KEY: secrets.apiKey,
  DATABASE_URL: `postgres://shop:${secrets.url}@127.0.0.1:1/shop`,
  AWS_ACCESS_KEY_ID: secrets.cloud,
}

/** Each request logs secrets and terminal control sequences, and ends the application by an error that names more. */
const leaky =
  serve(`console.error('\\x1b]0;owned\\x07\\x1b[2J\\x9b31m login with password=${secrets.logged} at', request.url)
console.error('authorization: Bearer ${secrets.header}')
setImmediate(() => {
  throw new Error('\\x1b[31mcannot connect to ' + process.env.DATABASE_URL + ' password=' + process.env.DB_PASSWORD)
})`)

const reason = whyNot({ needs: ['nginx', 'pm2'] })

describe('what a session keeps and prints', () => {
  it.skipIf(reason)(
    `holds no secret and no control character${reason ? ` (${reason})` : ''}`,
    { timeout: 60_000 },
    async ({ onTestFinished }) => {
      const box = openBox()
      onTestFinished(() => box.down())
      const up = await plant(box)
      const surroundings = { wrap: box.wrap, env: { HOME: box.folder, XDG_STATE_HOME: join(box.folder, 'state') } }

      const { stdout, stderr, report } = await diagnose(up, surroundings)
      expect(report.cause?.id).toBe('node-uncaught-exception')
      const set = ['--set', `pm2_home=${up.inputs.pm2_home}`]
      const plain = await runbook(['502', up.url, ...set, '--no-input', '--plain'], surroundings)
      const html = await runbook(['report', report.session, '--format', 'html'], surroundings)
      const replayed = await runbook(['replay', report.session], surroundings)
      const kept = filesBelow(join(box.folder, 'state'))
      expect(kept.map(([path]) => path.split('/').at(-1))).toEqual(
        expect.arrayContaining(['journal.jsonl', 'report.json', 'report.md']),
      )

      const texts: [string, string][] = [
        ['NDJSON', stdout + stderr],
        ['lines', plain.stdout + plain.stderr],
        ['HTML', html.stdout],
        ['the replay', replayed.stdout],
        ...kept,
      ]
      const found = texts.flatMap(([where, text]) =>
        Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [`${name} in ${where}`] : [])),
      )
      expect(found).toEqual([])
      expect(texts.filter(([, text]) => controls.test(text)).map(([where]) => where)).toEqual([])
      // They were there to be seen: their places are marked.
      expect(report.steps.map(({ evidence }) => evidence).join('\n')).toMatch(/\[hidden:[0-9a-f]+\]/)
    },
  )
})

/** Control characters other than tab and line break, raw. */
const controls = /(?![\n\t])\p{Cc}/u

async function plant(box: Box) {
  const port = await box.port()
  const pm2 = await box.pm2()
  await pm2.start(leaky, { env: { PORT: String(port), ...settings } })
  await pm2.untilListening(port)
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port};` })
  await probe(`${nginx.url}?access_token=${secrets.query}&password=${secrets.password}&x=%1b%5d0;owned%07`, box)
  // A test that finds no secret proves nothing where none was.
  await until('all is logged', async () => {
    const logs = readFileSync(nginx.errorLog, 'utf8') + (await pm2.evidence())
    const { query, password, logged, header, url, database } = secrets
    return [query, password, logged, header, url, database, '\u001b]0;owned', '\u009b31m'].every(text =>
      logs.includes(text),
    )
  })
  await pm2.untilListening(port)
  return { url: nginx.url, inputs: { pm2_home: pm2.home } }
}

function filesBelow(folder: string): [path: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => [path, readFileSync(path, 'utf8')])
}
