import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../packages/engine/src/node/sha256.ts'
import { createRedact } from '../../../packages/engine/src/safe/redact.ts'

const redact = createRedact(text => sha256(`session:${text}`))
/** As it reads for people: every token alike. */
const read = (text: string) => redact(text).replace(/\[hidden:[0-9a-f]{4}\]/g, '•')

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6y'
const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc+/=\n-----END RSA PRIVATE KEY-----'

describe('secrets are hidden', () => {
  it.each([
    ['> Authorization: Basic dXNlcjpwYXNz\r\n> Host: a', '> Authorization: Basic •\r\n> Host: a'],
    ['Proxy-Authorization: Bearer abc.def', 'Proxy-Authorization: Bearer •'],
    ['{"authorization":"Bearer s3cr3t","host":"a"}', '{"authorization":"Bearer •","host":"a"}'],
    ['proxy_set_header Authorization "Basic Zm9vOmJhcg==";', 'proxy_set_header Authorization "Basic •";'],
    ["curl -H 'Authorization: token abc123' https://a", "curl -H 'Authorization: token •' https://a"],
    ['Cookie: sid=abc; theme=dark', 'Cookie: sid=•; theme=•'],
    ['< set-cookie: sid=abc; Path=/; HttpOnly; Max-Age=60', '< set-cookie: sid=•; Path=/; HttpOnly; Max-Age=60'],
    ['{"cookie":"a=b; c=d","x":1}', '{"cookie":"a=•; c=•","x":1}'],
    ['DB_PASSWORD=hunter2\nPORT=3000', 'DB_PASSWORD=•\nPORT=3000'],
    ['export SECRET_KEY_BASE="a b c"', 'export SECRET_KEY_BASE="•"'],
    ['{"password": "a\\u0020b", "port": 1}', '{"password": "•", "port": 1}'],
    ['"{\\"apiKey\\":\\"abc\\",\\"port\\":1}"', '"{\\"apiKey\\":\\"•\\",\\"port\\":1}"'],
    ['  client_secret: several words here', '  client_secret: •'],
    ['Server=db;User Id=app;Password=s3;Database=x', 'Server=db;User Id=app;Password=•;Database=x'],
    ['AccountName=shop;AccountKey=Eby8vdM02xNOcq==;EndpointSuffix=x', 'AccountName=shop;AccountKey=•;EndpointSuffix=x'],
    ['<publishProfile userName="$shop" userPWD="s3cr3t" />', '<publishProfile userName="$shop" userPWD="•" />'],
    ['level=info token=abc, user=bob', 'level=info token=•, user=bob'],
    ['mysql --password hunter2 -h db', 'mysql --password • -h db'],
    ['requirepass foobared', 'requirepass •'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'AWS_SECRET_ACCESS_KEY=•'],
    ['postgres://app:s3:cr@et@db:5432/x', 'postgres://app:•@db:5432/x'],
    ['redis://:pw@cache:6379', 'redis://:•@cache:6379'],
    ['dsn https://0123456789abcdef0123@o1.ingest.sentry.io/2', 'dsn https://•@o1.ingest.sentry.io/2'],
    ['GET /a?page=2&access_token=abc&sig=def HTTP/1.1', 'GET /a?page=2&access_token=•&sig=• HTTP/1.1'],
    ['/cb?code=SplxlOBeZQ&state=1', '/cb?code=•&state=1'],
    ['key AKIAIOSFODNN7EXAMPLE used', 'key • used'],
    [`got ${jwt}.`, 'got •.'],
    [`a\n${pem}\nb`, 'a\n-----BEGIN RSA PRIVATE KEY-----\n•\n-----END RSA PRIVATE KEY-----\nb'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEvQ', '-----BEGIN PRIVATE KEY-----\n•\n'],
    ['ghp_0123456789abcdef0123 xoxb-123456789012-abc sk_live_0123456789', '• • •'],
  ])('%j', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('the same secret by the same token, another one by another', () => {
    const [first, second, third] = redact('password=abc {"password":"abc"} password=abd').match(/\[hidden:\w+\]/g) ?? []
    expect(first).toBe(second)
    expect(first).not.toBe(third)
    expect(createRedact(text => sha256(`other:${text}`))('password=abc')).not.toContain(first)
  })
})

describe('ordinary lines stay as they are', () => {
  it.each([
    '2026/11/20 03:12:44 [error] 812#812: *17 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.9, server: shop.example.com, request: "GET /cart?page=2 HTTP/2.0", upstream: "http://127.0.0.1:3000/cart?page=2", host: "shop.example.com"',
    '2026/11/20 03:12:44 [error] 9#9: *3 upstream sent too big header while reading response header from upstream, upstream: "fastcgi://unix:/run/php/php8.3-fpm.sock:", referrer: "https://shop.example.com/"',
    'LISTEN 0 511 127.0.0.1:3000 0.0.0.0:* users:(("node",pid=4242,fd=18))',
    'commit 46df083a1b2c3d4e5f60718293a4b5c6d7e8f901',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'SyntaxError: Unexpected token: punc (})',
    "Access denied for user 'app'@'localhost' (using password: YES)",
    '/etc/passwd: No such file or directory',
    'proxy_pass http://127.0.0.1:3000;  server_tokens off;  max_tokens: 400',
    'ssl_certificate_key /etc/ssl/private/shop.key;  secretName: shop-tls  password_file=/run/secrets/db',
    'GET /error?code=502 HTTP/1.1 git@github.com:a/b.git https://registry:4873/@scope/pkg',
    '"keyVaultSecretId": "https://kv-shop.vault.azure.net/secrets/shop-example-com/0a1b"',
    '"token": null, PASSWORD=$DB_PASSWORD, PWD=/srv/app',
    'MemoryMax=524288000 Result=oom-kill ExecMainStatus=9 InvocationID=5c1f0d1c2b7e4b0a9c6d',
  ])('%s', line => {
    expect(redact(line)).toBe(line)
  })
})

it('changes nothing the second time, whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'password',
      'Authorization',
      ': ',
      '=',
      ' ',
      '"',
      "'",
      '\\"',
      '\n',
      '&',
      ';',
      ',',
      '?',
      '@',
      '://',
      'http',
      'Bearer ',
      'Basic',
      'Cookie: ',
      'Set-Cookie: ',
      'token',
      'secret',
      '[hidden:ab12]',
      '--',
      '\\',
      '{',
      '}',
      'a=b',
      'key',
      'pass',
      pem,
      jwt,
    ),
    fc.string({ maxLength: 6 }),
  )
  const text = fc.array(piece, { maxLength: 24 }).map(pieces => pieces.join(''))
  fc.assert(
    fc.property(text, original => {
      const once = redact(original)
      expect(redact(once)).toBe(once)
    }),
    { numRuns: 3000 },
  )
})

it('takes time in proportion to the text, also for hostile ones', () => {
  for (const unit of [
    'password',
    'a:',
    '//',
    '&token',
    '-----BEGIN PRIVATE KEY-----',
    '"\\',
    'Cookie: ;',
    'x@',
    ' -p',
    'eyJaaaaaa.',
    '[hidden:',
  ]) {
    const [some, more] = [10_000, 100_000].map(length => workOf(() => redact(unit.repeat(length / unit.length))))
    // In proportion is ten times, in its square a hundred.
    expect(more, unit).toBeLessThan(30 * (some ?? 0) + 20)
  }
})

/** What it costs this process, ms: the least of three, since others' work does not count and the compiler's does. */
function workOf(task: () => void): number {
  const costs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage()
    task()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...costs)
}
