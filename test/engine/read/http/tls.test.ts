import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

/** What `openssl s_client` 3.0.19 printed, standard error first; keys and the certificate itself are left out. */
const works = `depth=0 CN = shop.test
verify return:1
CONNECTED(00000003)
---
Certificate chain
 0 s:CN = shop.test
   i:CN = Shop Issuing CA 1
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
   v:NotBefore: Nov 21 09:04:59 2026 GMT; NotAfter: Nov 23 09:04:59 2026 GMT
-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
 1 s:CN = Shop Issuing CA 1
   i:CN = Shop Root CA
   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256
   v:NotBefore: Nov 20 09:04:59 2026 GMT; NotAfter: Nov 24 09:04:59 2026 GMT
---
Server certificate
-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
subject=CN = shop.test
issuer=CN = Shop Issuing CA 1
---
No client certificate CA names sent
Peer signing digest: SHA256
---
SSL handshake has read 777 bytes and written 395 bytes
Verification: OK
---
New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
Verify return code: 0 (ok)
---
DONE
`
const demandsOld = `depth=0 CN = shop.test
verify error:num=18:self-signed certificate
verify return:1
40975EE9CE7F0000:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../ssl/record/rec_layer_s3.c:1601:SSL alert number 40
CONNECTED(00000003)
---
Certificate chain
 0 s:CN = shop.test
   i:CN = shop.test
   v:NotBefore: Nov 21 09:04:59 2026 GMT; NotAfter: Nov 23 09:04:59 2026 GMT
---
No client certificate CA names sent
Client Certificate Types: RSA sign, DSA sign, ECDSA sign
Requested Signature Algorithms: ECDSA+SHA256:ECDSA+SHA384
---
New, TLSv1.2, Cipher is ECDHE-ECDSA-AES256-GCM-SHA384
SSL-Session:
    Protocol  : TLSv1.2
    Verify return code: 18 (self-signed certificate)
---
`
const demandsNew = `CONNECTED(00000003)
---
Certificate chain
 0 s:CN = shop.test
   i:CN = shop.test
---
No client certificate CA names sent
Requested Signature Algorithms: ECDSA+SHA256:ECDSA+SHA384
---
New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384
Verify return code: 18 (self-signed certificate)
---
40F73654FA7F0000:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:../ssl/record/rec_layer_s3.c:1601:SSL alert number 116
`
const noPeer = `CONNECTED(00000003)
---
no peer certificate available
---
No client certificate CA names sent
---
New, (NONE), Cipher is (NONE)
SSL-Session:
    Verify return code: 0 (ok)
---
`
const error = (code: string, text: string) => `40579D8F177F0000:error:${code}:${text}\n`

describe('tls', () => {
  it('reads version, cipher, chain and dates of a handshake that works', () => {
    expect(valuesOf('tls', { stdout: works })).toMatchObject({
      connected: true,
      handshake: true,
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      error: '',
      verify_code: 0,
      asks_certificate: false,
      subject: 'CN = shop.test',
      not_after: 'Nov 23 09:04:59 2026 GMT',
      chain_length: 2,
      chain: [{ issuer: 'CN = Shop Issuing CA 1' }, { subject: 'CN = Shop Issuing CA 1', issuer: 'CN = Shop Root CA' }],
    })
  })

  it('sees the demand for a client certificate before and after the end of a handshake', () => {
    const wanted = { asks_certificate: true, verify_code: 18, chain_length: 1, error: 'alert' }
    expect(valuesOf('tls', { stdout: demandsOld, code: 1 })).toMatchObject({ ...wanted, alert: 40, handshake: false })
    expect(valuesOf('tls', { stdout: demandsNew, code: 1 })).toMatchObject({ ...wanted, alert: 116, handshake: true })
  })

  it.each([
    [
      'alert',
      70,
      'tlsv1 alert protocol version',
      'SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:a.c:1601:SSL alert number 70',
    ],
    [
      'alert',
      112,
      'tlsv1 unrecognized name',
      'SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:a.c:1601:SSL alert number 112',
    ],
    ['not-tls', 0, 'wrong version number', 'SSL routines:ssl3_get_record:wrong version number:a.c:350:'],
    [
      'no-common-version',
      0,
      'unsupported protocol',
      'SSL routines:tls_process_server_hello:unsupported protocol:a.c:1:',
    ],
    ['closed', 0, 'unexpected eof while reading', 'SSL routines:ssl3_read_n:unexpected eof while reading:a.c:321:'],
    ['other', 0, 'bad signature', 'SSL routines:tls_process_cert_verify:bad signature:a.c:1:'],
  ])('tells by the words of OpenSSL that a handshake failed: %s %i', (kind, alert, text, line) => {
    const values = valuesOf('tls', { stdout: noPeer, stderr: error('0A000000', line), code: 1 })
    expect(values).toMatchObject({
      connected: true,
      handshake: false,
      error: kind,
      error_text: text,
      alert,
      protocol: '',
      cipher: '',
      verify_code: -1,
      chain_length: 0,
    })
  })

  it.each([
    ['reset', 'write:errno=104\n', true],
    ['closed', 'write:errno=0\n', true],
    ['refused', 'connect:errno=111\n', false],
    ['unreachable', 'connect:errno=113\n', false],
  ])('tells by the error of the system: %s', (kind, stderr, connected) => {
    expect(valuesOf('tls', { stdout: connected ? noPeer : '', stderr, code: 1 })).toMatchObject({
      error: kind,
      connected,
    })
  })

  it('takes the exit code of timeout(1) for silence, whatever was printed until then', () => {
    expect(valuesOf('tls', { stdout: '', code: 124 })).toMatchObject({ error: 'timeout', handshake: false })
  })

  it('says that openssl is missing, and refuses what is not its output', () => {
    const missing = 'timeout: failed to run command ‘openssl’: No such file or directory\n'
    expect(readWith('tls', { stdout: missing, code: 127 })).toMatchObject({ ok: false, reason: 'tool-missing' })
    expect(readWith('tls', { stdout: 'hello\n', code: 1 })).toMatchObject({ ok: false })
  })
})
