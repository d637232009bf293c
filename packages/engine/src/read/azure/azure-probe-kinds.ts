/**
 * What a gateway says about a probe that failed, in the words of the documentation and in those that gateways really
 * write (learn.microsoft.com, application-gateway-backend-health-troubleshooting). Tried in this order: a text about
 * one certificate also speaks of others.
 */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['ok', /^Success\b/i],
  [
    'timeout',
    /Time taken by the backend(?: server)? to respond to (?:the )?application gateway'?s health probe is more than/i,
  ],
  ['dns', /could not create a probe for this backend|FQDN of the backend has not been entered correctly/i],
  ['connect', /(?:could not|cannot) connect to (?:the )?backend(?: server)?\b/i],
  [
    'status',
    /Status code of the backend(?: server)?'?s HTTP response did not match|Received invalid status code: ?\d{3}/i,
  ],
  ['body', /Body of the backend(?: server)?'?s HTTP response did not match|Received response body doesn'?t contain/i],
  [
    'cn-mismatch',
    /Common Name(?: \(CN\))? of the (?:leaf|backend)\b.*certificate.*does(?: not|n't) match|Common Name \(CN\) of the backend certificate/is,
  ],
  [
    'expired',
    /not within the "?Valid from"? and "?Valid to"? date range|Backend (?:server )?certificate (?:has )?expired/i,
  ],
  ['leaf-order', /Leaf certificate is not the topmost certificate/i],
  ['leaf-missing', /Leaf certificate is missing/i],
  ['intermediate-missing', /Intermediate certificate is missing/i],
  ['root-missing', /Intermediate certificate (?:is )?not signed by any Root certificates? uploaded/i],
  [
    'root-mismatch',
    /root certificate of the server certificate used by the backend does(?: not|n't) match the trusted root certificate/i,
  ],
  ['intermediate-ca', /Intermediate certificate is not signed by a well-known/i],
  [
    'server-ca',
    /(?:server certificate|certificate of the backend server)[^.]*not signed by a well-known|backend certificate is not whitelisted/is,
  ],
  ['verify-code', /validity of the backend certificate could not be verified/i],
  ['unreadable', /backend health status could not be retrieved/i],
]

/** The kind of a probe's message; `other` when its words are not known, and empty when it says nothing. */
export function probeKind(log: string): string {
  if (log.trim() === '') return ''
  return kinds.find(([, pattern]) => pattern.test(log))?.[0] ?? 'other'
}

/** The status that the backend answered, as a probe's message tells it; 0 when it does not. */
export function receivedStatus(log: string): number {
  const [, code = '0'] = /(?:Received(?: invalid status code)?: ?\{?|Received )(\d{3})\b/i.exec(log) ?? []
  return Number(code)
}

/** The number of OpenSSL's verification error that a message names; 0 when there is none. */
export function verifyCode(log: string): number {
  return Number(/error code:? ?\{?(\d{1,3})\b/i.exec(log)?.[1] ?? 0)
}

/** What OpenSSL's number means (openssl-verification-options(1), x509_vfy.h). */
export function verifyWords(code: number): string {
  return verifications[code] ?? ''
}

const verifications: Readonly<Record<number, string>> = {
  9: 'the certificate is not valid yet',
  10: 'the certificate has expired',
  18: 'the certificate is signed by itself',
  19: 'a certificate that is signed by itself stands in the chain',
  20: 'the issuer of a certificate is not there',
  21: 'the first certificate cannot be verified, as its issuer was not sent',
  23: 'the certificate was revoked',
  24: 'an issuer is no certificate authority',
  26: 'the certificate is not meant for servers',
  62: 'the certificate does not name the host',
}
