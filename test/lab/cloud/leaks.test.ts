import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { plantedSecrets } from '@runbook/lab/cloud/azure/secrets.ts'
import { leaksOf } from '@runbook/lab/cloud/leaks.ts'
import type { Request } from '@runbook/lab/cloud/scenario.ts'
import { describe, expect, it, onTestFinished } from 'vitest'

const token = 'token-of-the-environment'
const [[name = '', planted = ''] = []] = Object.entries(plantedSecrets)
const asked: Request = {
  host: 'management.azure.com',
  port: 443,
  method: 'GET',
  path: '/',
  query: {},
  headers: { authorization: 'Bearer token-that-was-sent' },
  body: '',
}
const signed = {
  ...asked,
  host: 'ec2.us-east-1.amazonaws.com',
  headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA1, SignedHeaders=host, Signature=0123456789abcdef' },
}

describe('a secret', () => {
  it.each<
    [title: string, where: { stdout?: string; stderr?: string; files?: Record<string, string> }, found: string[]]
  >([
    ['is nowhere', { stdout: 'all is well', files: { 'state/a/journal.jsonl': '{}', 'command-lines': 'curl\n' } }, []],
    ['of the environment is printed', { stdout: `x${token}x` }, ['CLOUDFLARE_API_TOKEN stands on the screen']],
    ['of a simulator is complained of', { stderr: planted }, [`${name} stands on the screen`]],
    [
      'that was sent is kept',
      { files: { 'state/runbook/sessions/1/journal.jsonl': '{"a":"token-that-was-sent"}' } },
      ['a token for management.azure.com stands in a kept file'],
    ],
    [
      'is a word of a command',
      { files: { 'command-lines': `curl\n-H\nAuthorization: Bearer ${token}\n` } },
      ['CLOUDFLARE_API_TOKEN stands on a command line'],
    ],
    [
      'is the signature of a request',
      { stderr: 'Signature=0123456789abcdef' },
      ['a token for ec2.us-east-1.amazonaws.com stands on the screen'],
    ],
    ['stays with the CLI that it belongs to', { files: { 'azure/msal_token_cache.json': 'token-that-was-sent' } }, []],
  ])('%s', (_title, { stdout = '', stderr = '', files = {} }, found) => {
    const folder = mkdtempSync(join(tmpdir(), 'leaks-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const scenario = { env: { CLOUDFLARE_API_TOKEN: token, AWS_DEFAULT_REGION: 'us-east-1' } }
    expect(leaksOf({ folder }, scenario, [asked, signed], [{ stdout, stderr }])).toEqual(found)
  })
})
