import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

function read(location: string, { http = '', listen = '80' } = {}) {
  const stdout = `# configuration file /etc/nginx/nginx.conf:
http {
  resolver 127.0.0.53 [::1]:5353 valid=10s ipv6=off;
  ${http}
  server {
    listen ${listen};
    server_name Shop.test *.shop.test 192.0.2.1;
    location / { ${location} }
  }
}
`
  return valuesOf('nginx-config', { stdout, options: { host: 'shop.test', port: 80 } })
}

describe('nginx-config on TLS to the upstream', () => {
  it.each([
    ['proxy_pass https://shop.internal:8443/x;', 'shop.internal', ['shop.internal', 'shop.test']],
    ['proxy_pass https://127.0.0.1:8443;', '127.0.0.1', ['shop.test']],
    ['proxy_pass https://127.0.0.1; proxy_ssl_name a.internal;', 'a.internal', ['a.internal', 'shop.test']],
    ['proxy_pass https://127.0.0.1; proxy_set_header Host b.internal;', '127.0.0.1', ['b.internal', 'shop.test']],
    ['proxy_pass https://127.0.0.1; proxy_ssl_name $host;', '', ['shop.test']],
    [
      'grpc_pass grpcs://c.internal; grpc_ssl_name d.internal;',
      'd.internal',
      ['d.internal', 'c.internal', 'shop.test'],
    ],
    ['set $up e.internal; proxy_pass https://$up:8443;', 'e.internal', ['e.internal', 'shop.test']],
  ])('names what nginx expects, and all names there are: %s', (location, ssl_name, ssl_names) => {
    expect(read(location)).toMatchObject({ ssl_name, ssl_names })
  })

  it('takes the name of a group for that of the upstream, as nginx does', () => {
    const http = 'upstream pool { server f.internal:8443; }'
    expect(read('proxy_pass https://pool;', { http })).toMatchObject({
      ssl_name: 'pool',
      ssl_names: ['pool', 'f.internal', 'shop.test'],
    })
  })

  it('reads versions, ciphers, trust and the client certificate, or the defaults', () => {
    const location = `proxy_pass https://a.internal; proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_ciphers HIGH;
      proxy_ssl_trusted_certificate /etc/ssl/ca.pem; proxy_ssl_verify_depth 2; proxy_ssl_certificate /etc/ssl/client.pem;`
    expect(read(location)).toMatchObject({
      ssl_protocols: 'TLSv1.2 TLSv1.3',
      ssl_ciphers: 'HIGH',
      ssl_trusted: '/etc/ssl/ca.pem',
      ssl_verify_depth: 2,
      ssl_certificate: '/etc/ssl/client.pem',
    })
    expect(read('proxy_pass https://a.internal;')).toMatchObject({
      ssl_protocols: '',
      ssl_verify_depth: 1,
      ssl_certificate: '',
    })
  })

  it('fills variables that have a fixed value, and leaves the others', () => {
    expect(read('set $up 127.0.0.1:3000; proxy_pass $up;')).toMatchObject({ pass_filled: '127.0.0.1:3000' })
    expect(read('proxy_pass http://$arg_to;')).toMatchObject({ pass_filled: 'http://$arg_to' })
  })

  it('lists the servers of the resolver without its parameters', () => {
    expect(read('proxy_pass http://a.internal;').resolver_servers).toEqual(['127.0.0.53', '[::1]:5353'])
  })

  it('finds the listen directive that expects the PROXY protocol', () => {
    expect(read('return 200;', { listen: '80 proxy_protocol' })).toMatchObject({ proxy_protocol_line: 5 })
    expect(read('return 200;')).toMatchObject({ proxy_protocol_line: 0 })
  })
})
