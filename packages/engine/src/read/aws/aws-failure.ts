import {
  type ClientFailures,
  type CloudFailure,
  clientFailureIn,
  failed,
  firstLine,
} from '../cloud/cloud-failure-kind.ts'

/** The one form of a refusal by a service, in both generations of the AWS CLI. */
const serviceError =
  /An error occurred \(([^)]+)\) when calling the (\w+) operation(?: \(reached max retries: \d+\))?: ([\s\S]*)/

const EXPIRED = /^(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/
const SKEWED = /^(?:RequestTimeTooSkewed)$|Signature expired|Signature not yet current/
const KEYS =
  /^(?:InvalidClientTokenId|UnrecognizedClientException|AuthFailure|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken|IncompleteSignature|OptInRequired)$/
const DENIED =
  /^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation|UnauthorizedAccess|Client\.UnauthorizedOperation)$/
const THROTTLED =
  /^(?:Throttling|ThrottlingException|RequestLimitExceeded|SlowDown|TooManyRequestsException|RequestThrottled)/
const MISSING = /(?:NotFound(?:Exception)?|\.NotFound|^ResourceNotFoundException|^NoSuch\w+|\.Malformed)$/
const BROKEN =
  /^(?:Internal(?:Failure|Error|ServerError|ServiceError)|ServiceUnavailable\w*|HealthUnavailable|Unavailable)$/

const LOGIN = 'Log in again (aws sso login, or new keys), then run this again.'

/** Why `aws` failed, from its standard error; undefined when its words are not known. */
export function awsFailure(stderr: string, asked: string): CloudFailure | undefined {
  const [, code = '', operation = '', message = ''] = serviceError.exec(stderr) ?? []
  return code === ''
    ? clientFailure(stderr, asked)
    : serviceFailure({ code, operation, message: message.trim(), asked })
}

interface ServiceError {
  code: string
  operation: string
  message: string
  asked: string
}

function serviceFailure({ code, operation, message, asked }: ServiceError): CloudFailure {
  const who = asked === '' ? '' : ` (${asked})`
  if (SKEWED.test(code) || SKEWED.test(message))
    return failed(
      'expired',
      `AWS says that the clock of this machine is wrong (${code}). Set the time, then run this again.`,
    )
  if (code === 'RequestExpired')
    return failed('expired', `The AWS login has expired, or the clock of this machine is wrong (${code}). ${LOGIN}`)
  if (EXPIRED.test(code)) return failed('expired', `The AWS login has expired (${code}). ${LOGIN}`)
  if (KEYS.test(code)) return failed('not-logged-in', `AWS does not accept the credentials (${code}). ${LOGIN}`)
  if (DENIED.test(code))
    return { kind: 'forbidden', problem: deniedText(operation, message, code), reason: 'permission' }
  if (THROTTLED.test(code))
    return failed(
      'throttled',
      `AWS throttles ${operation} (${code}): too many requests in this account. Try again in a minute.`,
    )
  if (
    /^(?:Unknown|40[37]|5\d\d)$/.test(code) &&
    (message === 'Unknown' || /<html|<!doctype|Forbidden|proxy/i.test(message))
  )
    return {
      kind: 'proxy-page',
      problem: `A web page came instead of AWS's answer to ${operation}; a proxy in between is likely to have written it. This is not a missing right.`,
      reason: 'unreadable',
    }
  if (MISSING.test(code))
    return failed(
      'not-found',
      `${operation} found nothing${who}: ${firstLine(message)} (${code}). Check that account and region are the right ones.`,
    )
  if (BROKEN.test(code))
    return failed(
      'service',
      `AWS itself failed at ${operation} (${code}). Try again, and look at the AWS Health Dashboard.`,
    )
  return failed('other', `AWS refused ${operation} (${code}): ${firstLine(message)}`)
}

/** The missing right stands in the message; without it the operation says enough. */
function deniedText(operation: string, message: string, code: string): string {
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(message)?.[1]
  const why = /with an explicit deny/.test(message) ? ' (an explicit deny)' : ''
  const role = operation === 'AssumeRole' ? ' The role of the profile cannot be taken on.' : ''
  return action === undefined
    ? `These credentials may not do ${operation} (${code}).${role}`
    : `These credentials lack the right ${action}${why}.${role}`
}

const clientFailures: ClientFailures = [
  [
    /Unable to locate credentials/,
    'not-logged-in',
    'No AWS credentials are set here. Log in (aws sso login) or set AWS_PROFILE, then run this again.',
  ],
  [
    /Partial credentials found/,
    'not-logged-in',
    'Only a part of the AWS credentials is set here. Set key and secret, or neither.',
  ],
  [
    /Token for \S+ does not exist/,
    'not-logged-in',
    'Nobody is logged in for this profile. Run aws sso login, then run this again.',
  ],
  [
    /SSO session associated with this profile has expired|Token has expired and refresh failed|refreshed credentials are still expired/,
    'expired',
    'The AWS login has expired. Run aws sso login, then run this again.',
  ],
  [
    /Error when retrieving (?:credentials|token) from/,
    'not-logged-in',
    'The AWS profile gets no credentials from its source. Log in there, then run this again.',
  ],
  [
    /must specify a region|Provided region_name/,
    'wrong-place',
    'No usable AWS region is set here. Give it with --set aws_region=<region>.',
  ],
  [
    /config profile \(\S*\) could not be found/,
    'wrong-place',
    'The AWS profile that is set does not exist. Set AWS_PROFILE to one of aws configure list-profiles.',
  ],
  [
    /Failed to connect to proxy URL/,
    'network',
    'The proxy of this machine refuses connections, so AWS cannot be asked.',
  ],
  [
    /Could not connect to the endpoint URL/,
    'network',
    'The AWS endpoint cannot be reached from here; a wrong region name looks the same.',
  ],
  [
    /(?:Read|Connect) timeout on endpoint URL/,
    'network',
    'AWS gave no answer in time. Check the proxy and the network, then run this again.',
  ],
  [
    /Connection was closed before we received a valid response/,
    'network',
    'The connection to AWS was cut before an answer came.',
  ],
  [
    /SSL validation failed/,
    'network',
    "The certificate of AWS's endpoint is not trusted here: a proxy that breaks TLS is likely. Set AWS_CA_BUNDLE.",
  ],
  [/Unable to parse response/, 'garbled', 'The answer of AWS was cut or garbled on its way.', 'unreadable'],
  [/Unable to parse config file/, 'broken-tool', 'The AWS configuration file cannot be read.'],
  [
    /Traceback \(most recent call last\)/,
    'broken-tool',
    'This installation of aws is broken: it ended with a Python traceback.',
    'tool-missing',
  ],
  [
    /Unknown options|Invalid choice|invalid choice|arguments are required|Error parsing parameter|Bad value for --query/,
    'usage',
    'This version of aws does not know the command line.',
  ],
]

function clientFailure(stderr: string, asked: string): CloudFailure | undefined {
  const remote = /download failed: (s3:\S+).*\((40[34])\)/.exec(stderr)
  if (remote?.[2] === '403')
    return {
      kind: 'forbidden',
      problem: `These credentials may not read ${remote[1]} (s3:GetObject).`,
      reason: 'permission',
    }
  if (remote?.[2] === '404')
    return failed('not-found', `${remote[1]} is not there${asked === '' ? '' : ` (${asked})`}.`)
  return clientFailureIn(clientFailures, stderr)
}
