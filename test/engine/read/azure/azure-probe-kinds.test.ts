import { describe, expect, it } from 'vitest'
import {
  probeKind,
  receivedStatus,
  verifyCode,
  verifyWords,
} from '../../../../packages/engine/src/read/azure/azure-probe-kinds.ts'

describe('what a gateway says of a probe', () => {
  it.for([
    ['Success. Received 200 status code', 'ok'],
    [
      "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting.",
      'timeout',
    ],
    [
      'Application Gateway could not create a probe for this backend. This usually happens when the FQDN of the backend has not been entered correctly.',
      'dns',
    ],
    [
      'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server.',
      'connect',
    ],
    [
      "Status code of the backend's HTTP response did not match the probe setting. Expected:{200-399} Received:{404}.",
      'status',
    ],
    ["Body of the backend's HTTP response did not match the probe setting.", 'body'],
    ['The Common Name (CN) of the backend certificate does not match the host header of the probe.', 'cn-mismatch'],
    ['The validity of the backend certificate could not be verified. Error code:{19}', 'verify-code'],
    ['Something new went wrong.', 'other'],
    ['  ', ''],
  ] as const)('%s is %s', ([log, kind]) => {
    expect(probeKind(log)).toBe(kind)
  })

  it.for([
    ['Expected:{200-399} Received:{404}.', 404],
    ['Received invalid status code: 502 in the backend server', 502],
    ['Success. Received 200 status code', 200],
    ['nothing', 0],
  ] as const)('%s tells the status %i', ([log, status]) => {
    expect(receivedStatus(log)).toBe(status)
  })

  it('names the error of OpenSSL', () => {
    expect(verifyWords(verifyCode('could not be verified. Error code:{10}'))).toBe('the certificate has expired')
    expect(verifyWords(verifyCode('nothing'))).toBe('')
  })
})
