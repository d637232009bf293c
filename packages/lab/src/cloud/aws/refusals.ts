import type { Reply } from '../scenario.ts'
import { type Call, escaped } from './wire.ts'

/** Ways in which AWS, or something in between, gives no answer. */
export type Refusal =
  | 'expired'
  | 'unknown-key'
  | 'denied'
  | 'throttled'
  | 'internal'
  | 'skewed'
  | 'html'
  | 'cut'
  | 'empty'
  | 'hang'

type Words = [code: string, message: string, status: number]
type Column = 'query' | 'ec2' | 'json' | 's3'

const account = '123456789012'
const notAllowed = `User: arn:aws:iam::${account}:user/on-call is not authorized to perform: %A because no identity-based policy allows the %A action`

const words: Partial<Record<Refusal, Record<Column, Words>>> = {
  expired: {
    query: ['ExpiredToken', 'The security token included in the request is expired', 403],
    ec2: ['RequestExpired', 'Request has expired.', 400],
    json: ['ExpiredTokenException', 'The security token included in the request is expired', 400],
    s3: ['ExpiredToken', 'The provided token has expired.', 400],
  },
  'unknown-key': {
    query: ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403],
    ec2: ['AuthFailure', 'AWS was not able to validate the provided access credentials', 401],
    json: ['UnrecognizedClientException', 'The security token included in the request is invalid.', 400],
    s3: ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403],
  },
  denied: {
    query: ['AccessDenied', notAllowed, 403],
    ec2: ['UnauthorizedOperation', `You are not authorized to perform this operation. ${notAllowed}`, 403],
    json: ['AccessDeniedException', notAllowed, 400],
    s3: ['AccessDenied', 'Access Denied', 403],
  },
  throttled: {
    query: ['Throttling', 'Rate exceeded', 400],
    ec2: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
    json: ['ThrottlingException', 'Rate exceeded', 400],
    s3: ['SlowDown', 'Please reduce your request rate.', 503],
  },
  internal: {
    query: ['InternalFailure', 'The request processing has failed because of an unknown error.', 500],
    ec2: ['InternalError', 'An internal error has occurred', 500],
    json: ['InternalFailure', 'Internal failure', 500],
    s3: ['InternalError', 'We encountered an internal error. Please try again.', 500],
  },
  skewed: {
    query: ['SignatureDoesNotMatch', 'Signature expired: 20261121T000000Z is now earlier than 20261121T002000Z', 403],
    ec2: ['RequestExpired', 'Request has expired.', 400],
    json: [
      'InvalidSignatureException',
      'Signature expired: 20261121T000000Z is now earlier than 20261121T002000Z',
      400,
    ],
    s3: ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 403],
  },
}

/** The names that IAM has for services, where they differ from those of signatures. */
const iam: Record<string, string> = { monitoring: 'cloudwatch' }

/** What comes in place of an answer. */
export function refuse(call: Call, refusal: Refusal): Reply {
  if (refusal === 'hang') return { hang: true }
  if (refusal === 'html')
    return {
      status: 403,
      headers: { 'content-type': 'text/html' },
      body: '<html><head><title>Blocked by the proxy</title></head><body>403</body></html>',
    }
  if (refusal === 'cut') return cutAnswer(call)
  if (refusal === 'empty') return { status: 200, headers: { 'content-type': 'text/xml' }, body: emptyAnswer(call) }
  const column: Column = call.protocol === 'rest-json' ? 'json' : call.protocol
  const [code, message, status] = words[refusal]?.[column] ?? ['InternalFailure', 'Internal failure', 500]
  const action = `${iam[call.service] ?? call.service}:${call.action}`
  return errorAnswer(call, { code, message: message.replaceAll('%A', action), status })
}

/** An error in the form of the service. */
export function errorAnswer(
  { protocol, request }: Call,
  { code, message, status = 400 }: { code: string; message: string; status?: number },
): Reply {
  if (protocol === 'json' || protocol === 'rest-json')
    return {
      status,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code },
      body: { __type: code, message },
    }
  const element = `<Code>${code}</Code><Message>${escaped(message)}</Message>`
  const body =
    protocol === 'ec2'
      ? `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${element}</Error></Errors><RequestID>r</RequestID></Response>`
      : protocol === 's3'
        ? `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${element}<RequestId>R</RequestId></Error>`
        : `<ErrorResponse><Error><Type>Sender</Type>${element}</Error><RequestId>r</RequestId></ErrorResponse>`
  return { status, headers: { 'content-type': 'text/xml' }, body: request.method === 'HEAD' ? '' : body }
}

function cutAnswer({ protocol, action }: Call): Reply {
  const body = protocol === 'json' || protocol === 'rest-json' ? '{"MetricDataRes' : `<${action}Response><${action}Res`
  return { status: 200, headers: { 'content-type': 'text/xml' }, body }
}

function emptyAnswer({ action, protocol }: Call): string {
  return protocol === 'json' ? '{}' : `<${action}Response><${action}Result></${action}Result></${action}Response>`
}
