import { describe, expect, it } from 'vitest'
import { CURL_WRITE_OUT } from '../../../../packages/engine/src/read/http/http.ts'
import { readWith, valuesOf } from '../read-with.ts'

const marker = (code: string, ip = '127.0.0.1', port = 80) =>
  `\nrunbook-http code=${code} ip=${ip} port=${port} dns=0.000017 connect=0.000096 tls=0.000000 ttfb=1.001382 total=1.001630\n`

const nginx504 = `HTTP/1.1 504 Gateway Time-out\r
Server: nginx/1.22.1\r
Date: Sat, 21 Nov 2026 07:11:53 GMT\r
Set-Cookie: a=1\r
Set-Cookie: b=2\r
\r
<html>\r
<head><title>504 Gateway Time-out</title></head>\r
<body>\r
<center><h1>504 Gateway Time-out</h1></center>\r
<hr><center>nginx/1.22.1</center>\r
</body>\r
</html>\r
`

describe('http', () => {
  it('reads status, headers, body and times in ms', () => {
    expect(valuesOf('http', { stdout: nginx504 + marker('504') })).toEqual({
      status: 504,
      reason: 'Gateway Time-out',
      version: '1.1',
      server: 'nginx/1.22.1',
      location: '',
      headers: { server: 'nginx/1.22.1', date: 'Sat, 21 Nov 2026 07:11:53 GMT', 'set-cookie': 'a=1, b=2' },
      body: nginx504.slice(nginx504.indexOf('<html>')),
      body_bytes: 167,
      header_bytes: 126,
      ip: '127.0.0.1',
      port: 80,
      dns_ms: 0,
      connect_ms: 0,
      tls_ms: 0,
      ttfb_ms: 1001,
      total_ms: 1002,
      error: '',
      error_text: '',
      made_by: 'nginx',
      edge: '',
      edge_code: 0,
    })
  })

  it.each([
    ['early hints', 'HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nok', 200, 'ok'],
    ['a tunnel', 'HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 301 \r\nlocation: /x\r\n\r\n', 301, ''],
    ['a tunnel and nothing after it', 'HTTP/1.1 200 Connection established\r\n\r\n', 0, ''],
    ['bare line ends', 'HTTP/1.0 500 Oh\nA: b\n\nbody', 500, 'body'],
    [
      'a body that looks like a response',
      'HTTP/1.1 502 Bad\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
      502,
      'HTTP/1.1 200 OK\r\n\r\n',
    ],
  ])('takes the last response: %s', (_title, stdout, status, body) => {
    const code = status === 0 ? '000' : String(status)
    expect(valuesOf('http', { stdout: stdout + marker(code) })).toMatchObject({ status, body })
  })

  it('keeps the first 4000 characters of a body and counts all its bytes', () => {
    const values = valuesOf('http', { stdout: `HTTP/1.1 200 OK\r\nA: b\r\n\r\n${'é'.repeat(5000)}${marker('200')}` })
    expect(values).toMatchObject({ body: 'é'.repeat(4000), body_bytes: 10_000 })
  })

  it('reads what is there of a cut output, and takes no marker from it', () => {
    const stdout = `${nginx504}runbook-http code=200 ip=6.6.6.6 port=1\n`
    expect(valuesOf('http', { stdout, isCut: true })).toMatchObject({ status: 504, ip: '', total_ms: 0 })
  })

  it.each([
    [3, 'URL using bad/illegal format or missing URL', 'bad-url'],
    [6, 'Could not resolve host: nope.invalid', 'dns'],
    [7, "Failed to connect to 127.0.0.1 port 19999 after 0 ms: Couldn't connect to server", 'refused'],
    [7, "Failed to connect to 10.6.6.9 port 80 after 3077 ms: Couldn't connect to server", 'unreachable'],
    [7, 'Failed to connect to 10.6.6.9 port 80: No route to host', 'unreachable'],
    [7, "Couldn't connect to 10.9.9.9: Network is unreachable", 'unreachable'],
    [28, 'Operation timed out after 3002 milliseconds with 0 bytes received', 'timeout'],
    [35, 'OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number', 'tls'],
    [60, 'SSL certificate problem: self-signed certificate', 'tls'],
    [56, 'OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0', 'tls'],
    [52, 'Empty reply from server', 'empty-reply'],
    [56, 'Recv failure: Connection reset by peer', 'reset'],
    [1, 'Received HTTP/0.9 when not allowed', 'other'],
  ])('names curl error %i (%s) %s', (code, error_text, error) => {
    const failed = { stdout: marker('000', '', 0), stderr: `curl: (${code}) ${error_text}\nMore details here\n`, code }
    expect(valuesOf('http', failed)).toMatchObject({ status: 0, error, error_text, made_by: '', ip: '', port: 0 })
    const pasted = { stdout: `${marker('000', '', 0)}curl: (${code}) ${error_text}\n` }
    expect(valuesOf('http', pasted)).toMatchObject({ error, error_text })
  })

  it('keeps the response of a transfer that broke off, and takes no error from a body', () => {
    const stdout = `HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncurl: (6) made up\n${marker('200')}`
    expect(valuesOf('http', { stdout })).toMatchObject({ status: 200, error: '' })
    const stderr = 'curl: (18) transfer closed with 97 bytes remaining to read\n'
    expect(valuesOf('http', { stdout, stderr, code: 18 })).toMatchObject({ status: 200, error: 'other' })
  })

  it('says that a text is not from curl', () => {
    expect(readWith('http', { stdout: '<html>hello</html>' })).toEqual({
      ok: false,
      problem: 'This is not the output of curl.',
    })
  })

  it('reads what its own format makes curl write', () => {
    expect(CURL_WRITE_OUT.replaceAll('\\n', '\n').replace(/%\{\w+\}/g, '7')).toMatch(
      /^\nrunbook-http code=7 ip=7 port=7 dns=7 .* total=7\n$/,
    )
  })
})
