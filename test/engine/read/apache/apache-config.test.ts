import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

/** What `apache2 -t -D DUMP_CONFIG -D DUMP_RUN_CFG` of 2.4.71 printed, shortened. */
const dump = `# In file: /etc/apache2/apache2.conf
#  16:
ErrorLog /var/log/apache2/error.log
#  19:
<Proxy balancer://shop>
  #  20:
  BalancerMember http://127.0.0.1:19001 timeout=2
  #  21:
  BalancerMember http://127.0.0.1:19002
</Proxy>
#  22:
MaxRequestWorkers 150
# In file: /etc/apache2/sites-enabled/shop.conf
#  24:
<VirtualHost *:80>
  #  25:
  ServerName shop.test
  #  26:
  ServerAlias *.shop.test
  #  27:
  ErrorLog logs/shop.log
  #  28:
  ProxyPass /bal balancer://shop/
  #  29:
  ProxyPass "/unix" "unix:/run/shop.sock|http://localhost/" timeout=2
  #  30:
  <Location /loc>
    #  31:
    ProxyPass http://127.0.0.1:19003/ timeout=2      retry=5
  </Location>
  #  32:
  ProxyPass /static !
  #  33:
  ProxyPass /ssl https://[::1]:19001/ ttl=4
  #  34:
  ProxyPassMatch "^/match/(.*)$" http://10.0.0.1:8080/$1
  #  35:
  ProxyPass / http://127.0.0.1:19001/
  #  36:
  ProxyTimeout 3
  #  37:
  SSLProxyEngine on
</VirtualHost>
#  40:
<VirtualHost 10.1.1.1:443 _default_:443>
  #  41:
  ServerName pay.test
  #  42:
  RewriteRule ^/(.*)$ http://app:3000/$1 [P,L]
</VirtualHost>
ServerRoot: "/etc/apache2"
Main ErrorLog: "/var/log/apache2/error.log"
`

const read = (path: string, host = 'shop.test', port = 80) =>
  valuesOf('apache-config', { stdout: dump, options: { host, port, path } })

describe("the reader of Apache's configuration", () => {
  it.for([
    ['/', { pass: 'http://127.0.0.1:19001/', pass_line: 35, timeout_ms: 3000, timeout_text: '3', timeout_line: 36 }],
    ['/loc/a', { pass: 'http://127.0.0.1:19003/', pass_line: 31, timeout_ms: 2000, timeout_text: 'timeout=2' }],
    ['/location', { pass_line: 35 }],
    ['/unix', { members: [{ scheme: 'http', host: '', port: 0, unix: '/run/shop.sock' }], backends: '/run/shop.sock' }],
    ['/ssl/x', { scheme: 'https', ttl: 4, pass_url: 'https://[::1]:19001', backends: '::1:19001' }],
    ['/match/a', { pass_line: 34, backends: '10.0.0.1:8080' }],
    ['/bal', { balancer: 'shop', pass_url: '', backends: '127.0.0.1:19001 127.0.0.1:19002' }],
    ['/static/a', { found: true, pass: '' }],
  ] as const)('follows %s to its backend', ([path, expected]) => {
    expect(read(path)).toMatchObject(expected)
  })

  it.for([
    ['shop.test', 80, { named: true, error_log: '/etc/apache2/logs/shop.log', ssl_engine: true }],
    ['www.shop.test', 80, { named: true, server_line: 24 }],
    ['other.test', 80, { named: false, server_line: 24 }],
    [
      'pay.test',
      443,
      { pass_line: 42, backends: 'app:3000', error_log: '/var/log/apache2/error.log', timeout_ms: 60_000 },
    ],
    ['shop.test', 8080, { server_file: '', pass: '' }],
  ] as const)('finds the server of %s on port %i', ([host, port, expected]) => {
    expect(read('/', host, port)).toMatchObject(expected)
  })

  it('lists every backend and the limits of the server', () => {
    expect(read('/')).toMatchObject({
      workers: 150,
      workers_line: 22,
      addresses: expect.arrayContaining(['127.0.0.1:19002', '/run/shop.sock', 'app:3000']),
    })
  })

  it('tells where a file is not valid', () => {
    const stderr =
      "AH00526: Syntax error on line 7 of /etc/apache2/sites-enabled/shop.conf:\nInvalid command 'ProxyPas', perhaps misspelled\n"
    expect(valuesOf('apache-config', { stderr, code: 1, options: { host: 'a', port: 80 } })).toMatchObject({
      valid: false,
      error_file: '/etc/apache2/sites-enabled/shop.conf',
      error_line: 7,
      found: false,
      error: "Invalid command 'ProxyPas', perhaps misspelled",
    })
  })

  it('cannot read what is no configuration', () => {
    expect(readWith('apache-config', { stdout: 'Syntax OK\n', options: { host: 'a', port: 80 } }).ok).toBe(false)
  })
})

describe('the reader of running Apaches', () => {
  it('finds parents with their options and children, of trusted users only', () => {
    const stdout = `   10     1 root                                200 Ss    0.0 /usr/sbin/apache2 -k start
   11    10 www-data                            200 S     0.0 /usr/sbin/apache2 -k start
   20     1 root                                200 Ss    0.0 httpd -d /srv/web -f conf/a.conf -DFOREGROUND
   30     1 eve                                 200 Ss    0.0 /home/eve/httpd -f /tmp/x
   40     1 root                                200 Ss    0.0 vi httpd
`
    expect(valuesOf('apache-processes', { stdout, options: { owners: 'root deploy' } }).servers).toMatchObject([
      { pid: 10, binary: '/usr/sbin/apache2', root: '', conf: '', pids: [10, 11] },
      { pid: 20, binary: 'httpd', root: '/srv/web', conf: 'conf/a.conf', pids: [20] },
    ])
  })
})
