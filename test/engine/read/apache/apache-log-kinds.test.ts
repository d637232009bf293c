import { describe, expect, it } from 'vitest'
import { isGlobalAt, kindAt, rankOf } from '../../../../packages/engine/src/read/apache/apache-log-kinds.ts'

describe('a line of an Apache error log', () => {
  it.for([
    ['AH00957', 'http: attempt to connect to 127.0.0.1:3000 (localhost:3000) failed', 'connect-failed'],
    ['AH01102', 'error reading status line from remote server localhost:3000', 'read-failed'],
    ['AH00898', 'DNS lookup failure for: app.test returned by /', 'dns'],
    ['AH00898', 'Error during SSL Handshake with remote server returned by /', 'tls-handshake'],
    ['AH00898', 'Error reading from remote server returned by /', 'read-failed'],
    ['AH01144', 'No protocol handler was valid for the URL /', 'no-protocol-handler'],
    ['AH01167', 'balancer://shop: All workers are in error state for route ()', 'members-in-error'],
    ['AH00484', 'server reached MaxRequestWorkers setting', 'out-of-workers'],
  ] as const)('%s %s is %s', ([code, message, kind]) => {
    expect(kindAt(rankOf(code, message) ?? -1)).toBe(kind)
  })

  it('says nothing about a proxied request by another code', () => {
    expect(rankOf('AH00094', "Command line: '/usr/sbin/apache2'")).toBeUndefined()
  })

  it('concerns every request only when workers are short', () => {
    expect(isGlobalAt(rankOf('AH00484', 'server reached MaxRequestWorkers setting') ?? -1)).toBe(true)
    expect(isGlobalAt(rankOf('AH00957', 'attempt to connect') ?? -1)).toBe(false)
  })

  it('that names the cause tells more than one that follows from it', () => {
    const cause = rankOf('AH00957', 'attempt to connect to 127.0.0.1:3000 failed') ?? 99
    expect(cause).toBeLessThan(rankOf('AH01114', 'HTTP: failed to make connection to backend: localhost') ?? -1)
  })
})
