import type { Ending } from '../../ports.ts'

/** Why curl got no whole response; all empty when it got one. */
export interface CurlFailure {
  kind: string
  /** curl's own sentence. */
  text: string
}

/** Names why curl failed, from what it said or else from its exit code (curl(1), EXIT CODES). */
export function curlFailure({ ending, said }: { ending: Ending; said: string }): CurlFailure {
  const [, number, text = ''] = /^curl: \((\d+)\) *([^\r\n]*)/m.exec(said) ?? []
  if (number !== undefined) return { kind: kindOf(Number(number), text), text }
  if (ending.kind === 'exited' && ending.code !== 0)
    return {
      kind: kindOf(ending.code, ''),
      text: `curl ended with exit code ${ending.code}`,
    }
  if (ending.kind === 'timed-out')
    return {
      kind: 'timeout',
      text: `curl was stopped after ${ending.afterMs} ms`,
    }
  return { kind: '', text: '' }
}

const kinds: Record<string, readonly number[]> = {
  'bad-url': [3],
  dns: [5, 6],
  refused: [7],
  timeout: [28],
  tls: [35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91],
  'empty-reply': [52],
}

function kindOf(code: number, text: string): string {
  if (code === 7 && isUnreachable(text)) return 'unreachable'
  if (code === 55 || code === 56) return brokenKind(text)
  return Object.entries(kinds).find(([, codes]) => codes.includes(code))?.[0] ?? 'other'
}

/**
 * curl 7.88 says "Couldn't connect to server" for both; but the kernel needs three unanswered ARP requests, one each
 * second, to learn that a neighbour is not there (arp(7), mcast_solicit), and a refusal comes within a round trip.
 */
function isUnreachable(text: string): boolean {
  if (/no route to host|network is unreachable|host is (?:down|unreachable)/i.test(text)) return true
  return Number(/after (\d+) ms: Couldn't connect/i.exec(text)?.[1] ?? 0) >= 2900
}

/** With TLS 1.3 a refused client certificate is first seen while the response is awaited, as exit code 56. */
function brokenKind(text: string): string {
  if (/SSL routines|\balert\b|certificate/i.test(text)) return 'tls'
  return text === '' || /reset|broken pipe|SSL_ERROR_SYSCALL/i.test(text) ? 'reset' : 'other'
}
