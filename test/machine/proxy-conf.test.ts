import { execFile } from 'node:child_process'
import { openBox } from '@runbook/lab/box/box.ts'
import { whyNot } from '@runbook/lab/faults/why-not.ts'
import { parseConf } from '@runbook/stack'
import { describe, expect, it } from 'vitest'

const around = (location: string) => `events {
}
http {
  server {
    listen 127.0.0.1:1;
    location / {
      ${location}
    }
  }
}
`

const broken: [what: string, text: string][] = [
  ['a missing semicolon before a brace', around('proxy_pass http://127.0.0.1:1')],
  ['a missing semicolon before a directive', around('proxy_pass http://127.0.0.1:1\n proxy_read_timeout 2s;')],
  ['a misspelt directive', around('proxy_pas http://127.0.0.1:1;')],
  ['a brace too many', `${around('proxy_pass http://127.0.0.1:1;')}}\n`],
  ['a brace too few', around('proxy_pass http://127.0.0.1:1;').replace(/}\n$/, '')],
  ['an address without a scheme', around('proxy_pass 127.0.0.1:1;')],
]

const noNginx = whyNot({ needs: ['nginx'] })

describe('the embedded proxy', () => {
  it.for(broken)(`words %s as nginx does${noNginx ? ` (${noNginx})` : ''}`, async ([, text], { skip }) => {
    if (noNginx) skip(noNginx)
    const box = openBox()
    try {
      const file = box.write('nginx.conf', text)
      const parsed = parseConf(text, file)
      expect(parsed.ok ? 'no problem' : parsed.problem).toBe(await problemOf(file))
    } finally {
      await box.down()
    }
  })

  it('reads the target and the limits that the fixes change', () => {
    const text = around('proxy_pass https://[::1]:8443;\n proxy_read_timeout 500ms;\n proxy_buffer_size 16k;')
    const parsed = parseConf(text, 'nginx.conf')
    expect(parsed).toMatchObject({ ok: true, conf: { readTimeout: 500, bufferSize: 16_384 } })
    expect(parsed.ok && parsed.conf.target.href).toBe('https://[::1]:8443/')
  })
})

function problemOf(file: string): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile('nginx', ['-t', '-c', file], (_, _stdout, stderr) =>
      resolve(/\[emerg\] (?:\d+#\d+: )?(.*)/.exec(stderr)?.[1]),
    )
  })
}
