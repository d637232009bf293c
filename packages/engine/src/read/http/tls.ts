import * as z from 'zod'
import type { Output } from '../../ports.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'

const certificateShape = {
  subject: 'string',
  issuer: 'string',
  not_before: 'string',
  not_after: 'string',
} as const satisfies Shape

const failureShape = {
  error: 'string',
  error_text: 'string',
  /** The number of the alert that the server sent (RFC 8446, 6); 0 when it sent none. */
  alert: 'int',
} as const satisfies Shape

/** Certificates listed at most. */
const most = 20

/** Reads what `openssl s_client` printed, standard error joined to it or not (openssl-s_client(1), OpenSSL 1.1 to 3). */
export const tls = defineReader({
  id: 'tls',
  describes: 'One TLS handshake made by openssl s_client: version, cipher, chain, verification, or why it failed.',
  options: z.strictObject({}),
  accepts: 'any',
  shape: () => ({
    connected: 'bool',
    handshake: 'bool',
    protocol: 'string',
    cipher: 'string',
    ...failureShape,
    verify_code: 'int',
    verify_text: 'string',
    asks_certificate: 'bool',
    subject: 'string',
    issuer: 'string',
    not_before: 'string',
    not_after: 'string',
    chain: [certificateShape],
    chain_length: 'int',
  }),
  read(output) {
    const text = `${output.stdout}\n${output.stderr}`
    const isConnected = /^CONNECTED\(/m.test(text)
    if (!isConnected && /openssl['’]?: (?:command not found|not found|No such file)/.test(text))
      return { ok: false, reason: 'tool-missing', problem: 'There is no openssl here.' }
    const failure = failureOf(text, output, isConnected)
    if (!isConnected && failure.error === '')
      return { ok: false, problem: 'This is not the output of openssl s_client.' }

    const [, protocol = '', cipher = ''] = text.match(/^(?:New|Reused), (\S+), Cipher is (\S+)/m) ?? []
    const chain = chainOf(text)
    const [, code = '-1', verifyText = ''] = text.match(/^\s*Verify return code: (\d+) \(([^)]*)\)/m) ?? []
    const hasCipher = cipher !== '' && cipher !== '(NONE)'
    return {
      ok: true,
      values: {
        connected: isConnected,
        // With TLS 1.3 the client is done before the server has judged its certificate (RFC 8446, 4.4.2.4).
        handshake: hasCipher && (failure.error === '' || protocol === 'TLSv1.3'),
        protocol: hasCipher ? protocol : '',
        cipher: hasCipher ? cipher : '',
        ...failure,
        verify_code: chain.length > 0 ? Number(code) : -1,
        verify_text: chain.length > 0 ? verifyText : '',
        asks_certificate:
          /^(?:Client Certificate Types|Acceptable client certificate CA names|Requested Signature Alg)/m.test(text),
        subject: text.match(/^subject=(.*)$/m)?.[1] ?? '',
        issuer: text.match(/^issuer=(.*)$/m)?.[1] ?? '',
        not_before: chain[0]?.not_before ?? '',
        not_after: chain[0]?.not_after ?? '',
        chain: chain.slice(0, most),
        chain_length: chain.length,
      },
    }
  },
})

const kinds: readonly (readonly [string, RegExp])[] = [
  ['refused', /Connection refused|connect:errno=111/],
  ['unreachable', /No route to host|Network is unreachable|connect:errno=(?:101|113)/],
  ['name', /Name or service not known|getaddrinfo|Temporary failure in name resolution/],
  ['alert', /SSL alert number \d+/],
  ['not-tls', /wrong version number|packet length too long|http request|record layer failure/],
  ['no-common-version', /unsupported protocol|no protocols available|legacy sigalg|version too low/],
  ['reset', /(?:read|write):errno=104|Connection reset by peer/],
  ['closed', /(?:read|write):errno=0|unexpected eof while reading/],
  ['other', /:error:[0-9A-F]{8}:|^[0-9A-F]+:error:/m],
]

function failureOf(
  text: string,
  { ending }: Pick<Output, 'ending'>,
  isConnected: boolean,
): Yields<typeof failureShape> {
  // 124 is what timeout(1) ends with.
  const isLate = ending.kind === 'timed-out' || (ending.kind === 'exited' && ending.code === 124)
  if (isLate)
    return { error: 'timeout', error_text: isConnected ? 'no answer to the handshake' : 'no connection', alert: 0 }
  const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? ''
  const alert = Number(text.match(/SSL alert number (\d{1,3})/)?.[1] ?? 0)
  return { error: kind, error_text: kind === '' ? '' : reasonIn(text), alert }
}

/** The reason that OpenSSL names: `…:error:0A00042E:SSL routines:function:reason:file:line:…`. */
function reasonIn(text: string): string {
  const reasons = [...text.matchAll(/:error:[0-9A-F]{8}:[^:\n]*:[^:\n]*:([^:\n]*)/g)].map(([, reason = '']) => reason)
  return reasons[0] ?? text.match(/(?:read|write|connect):errno=\d+/)?.[0] ?? ''
}

/** The certificates that the server sent, its own first; OpenSSL 1.1 does not print their dates. */
function chainOf(text: string): Yields<typeof certificateShape>[] {
  const [, block = ''] = text.match(/^Certificate chain\n([\s\S]*?)^---$/m) ?? []
  return block
    .split(/^(?=\s*\d+ s:)/m)
    .filter(part => / s:/.test(part))
    .map(part => ({
      subject: part.match(/^\s*\d+ s:(.*)$/m)?.[1] ?? '',
      issuer: part.match(/^\s+i:(.*)$/m)?.[1] ?? '',
      not_before: part.match(/NotBefore: ([^;\n]*)/)?.[1] ?? '',
      not_after: part.match(/NotAfter: ([^;\n]*)/)?.[1] ?? '',
    }))
}
