import { describe, expect, it } from 'vitest'
import { isDenied, readError } from '../../../../packages/engine/src/read/nginx/nginx-config-error.ts'

describe('what nginx says against a configuration', () => {
  it.for([
    [
      'nginx: [emerg] host not found in upstream "app.test:3000" in /etc/nginx/conf.d/shop.conf:7\nnginx: configuration file /etc/nginx/nginx.conf test failed',
      {
        error_kind: 'host-not-found',
        error_name: 'app.test',
        error_file: '/etc/nginx/conf.d/shop.conf',
        error_line: 7,
      },
    ],
    [
      '2026/11/21 08:00:00 [emerg] 12#12: unknown directive "proxy_pas" in /etc/nginx/nginx.conf:4',
      { error_kind: 'syntax', error: 'unknown directive "proxy_pas" in /etc/nginx/nginx.conf:4', error_line: 4 },
    ],
    [
      'nginx: [emerg] cannot load certificate "/etc/ssl/shop.pem": BIO_new_file() failed',
      { error_kind: 'certificate', error_file: '', error_line: 0 },
    ],
    ['nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', { error_kind: 'address-in-use' }],
    ['nginx: [emerg] still could not bind()', { error_kind: 'address-in-use' }],
    ['nginx: [emerg] mkdir() "/var/cache/x" failed (2: No such file or directory)', { error_kind: 'other' }],
    ['nginx: [warn] conflicting server name "a" on 0.0.0.0:80, ignored', { error: '', error_kind: '', error_line: 0 }],
    ['', { error: '', error_kind: '', error_name: '', error_file: '', error_line: 0 }],
  ] as const)('%s', ([text, expected]) => {
    expect(readError(text)).toMatchObject(expected)
  })

  it.for([
    ['open() "/var/log/nginx/error.log" failed (13: Permission denied)', true],
    [
      'cannot load certificate key "/k.pem": BIO_new_file() failed (SSL: error:8000000D:system library::Permission denied:calling fopen(/k.pem, r))',
      true,
    ],
    ['open() "/etc/nginx/x.conf" failed (2: No such file or directory)', false],
  ] as const)('%s is for want of rights: %s', ([message, expected]) => {
    expect(isDenied(message)).toBe(expected)
  })
})
