import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

const conf = `# configuration file /etc/nginx/nginx.conf:
events {}
http {
  proxy_http_version 1.1;
  server {
    listen 80;
    proxy_set_header Host $host;
    location /plain { proxy_pass http://127.0.0.1:3000; client_max_body_size 20m; }
    location /ws {
      proxy_pass http://127.0.0.1:3000;
      proxy_set_header upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_request_buffering off;
    }
  }
}
`

describe('the request that nginx makes to an upstream', () => {
  it.for([
    [
      '/plain',
      {
        http_version: '1.1',
        upgrade_header: '',
        connection_header: '',
        headers_inherited: true,
        request_buffering: 'on',
        body_limit: '20m',
      },
    ],
    [
      '/ws',
      {
        http_version: '1.1',
        upgrade_header: '$http_upgrade',
        connection_header: 'upgrade',
        headers_inherited: false,
        request_buffering: 'off',
        body_limit: '1m',
      },
    ],
  ] as const)('is told for %s', ([path, expected]) => {
    expect(valuesOf('nginx-config', { stdout: conf, options: { path } })).toMatchObject(expected)
  })
})
