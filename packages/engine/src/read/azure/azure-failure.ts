import {
  type ClientFailures,
  type CloudFailure,
  clientFailureIn,
  failed,
  firstLine,
} from '../cloud/cloud-failure-kind.ts'

/** What ARM, or the directory, said. */
interface AzureError {
  code: string
  message: string
}

const LOGIN = 'Run az login, then run this again.'

/** The code and message of an error that `az` printed: `ERROR: (CODE) MESSAGE`, or `Reason({json})` of `az rest`. */
function azureError(stderr: string): AzureError | undefined {
  const rest = /^ERROR: [\w -]+\((\{[\s\S]*\})\)/m.exec(stderr)?.[1]
  if (rest !== undefined) return bodyError(rest)
  const aad = /^ERROR: (AADSTS\d+): ([\s\S]*)/m.exec(stderr)
  if (aad) return { code: aad[1] ?? '', message: aad[2] ?? '' }
  const sdk = /^ERROR: \((\w+)\) ([\s\S]*)/m.exec(stderr)
  if (sdk) return { code: sdk[1] ?? '', message: sdk[2] ?? '' }
  return undefined
}

function bodyError(text: string): AzureError | undefined {
  try {
    const body = JSON.parse(text) as { error?: Partial<AzureError>; Code?: string; Message?: string }
    const { code = body.Code ?? '', message = body.Message ?? '' } = body.error ?? {}
    return { code: String(code), message: String(message) }
  } catch {
    return undefined
  }
}

/** Why `az` failed, from its standard error; undefined when its words are not known. */
export function azureFailure(stderr: string, asked: string): CloudFailure | undefined {
  const error = azureError(stderr)
  return (error && serviceFailure(error, asked)) ?? clientFailure(stderr, asked)
}

function serviceFailure({ code, message }: AzureError, asked: string): CloudFailure | undefined {
  const who = asked === '' ? '' : ` (${asked})`
  if (/^AADSTS(?:7000222|700082|70008|50173|700084|50078|50076|50079|50158)$/.test(code))
    return failed('expired', `The Azure login has expired or must be renewed (${code}). ${LOGIN}`)
  if (/^AADSTS\d+$/.test(code)) return failed('not-logged-in', `Azure does not accept the login (${code}). ${LOGIN}`)
  if (/^(?:ExpiredAuthenticationToken|InteractionRequired|InvalidAuthenticationToken\w*|TokenExpired)$/.test(code))
    return failed('expired', `The Azure login has expired or must be renewed (${code}). ${LOGIN}`)
  if (
    /^(?:AuthorizationFailed|LinkedAuthorizationFailed|Forbidden|AuthenticationFailed|InsufficientAccessError)$/.test(
      code,
    )
  ) {
    const action = /perform action '([^']+)'/.exec(message)?.[1]
    const problem =
      action === undefined
        ? `This Azure login may not do that (${code}).`
        : `This Azure login lacks the right ${action}.`
    return { kind: 'forbidden', problem, reason: 'permission' }
  }
  if (
    /^(?:TooManyRequests|SubscriptionRequestsThrottled|ResourceRequestsThrottled|OperationNotAllowedThrottled|429)$/.test(
      code,
    )
  )
    return failed('throttled', `Azure throttles these requests (${code}). Try again in a minute.`)
  if (/^(?:SubscriptionNotFound|InvalidSubscriptionId|DisallowedOperation)$/.test(code))
    return failed('wrong-place', `The subscription asked is not known to this login${who} (${code}).`)
  if (/NotFound$/.test(code))
    return failed(
      'not-found',
      `Nothing was found${who}: ${firstLine(message)} (${code}). Check that subscription and resource group are the right ones.`,
    )
  if (/^(?:InternalServerError|ServerBusy|ServiceUnavailable|GatewayTimeout|BadGateway|InternalError)$/.test(code))
    return failed('service', `Azure itself failed (${code}). Try again, and look at status.azure.com.`)
  // `(--name) are required` has the same form as a code; its words are known below.
  return /^[A-Z]\w+$/.test(code) ? failed('other', `Azure refused this (${code}): ${firstLine(message)}`) : undefined
}

const clientFailures: ClientFailures = [
  [
    /Please run 'az login' to setup account|No subscriptions found for/,
    'not-logged-in',
    `Nobody is logged in to Azure here, or the login has no subscription. ${LOGIN}`,
  ],
  [
    /Failed to resolve tenant|Unable to get authority configuration for/,
    'not-logged-in',
    `The tenant of this login is not known to Azure. ${LOGIN}`,
  ],
  [/Continuous access evaluation resulted in challenge/, 'expired', `The Azure login must be renewed. ${LOGIN}`],
  [
    /^ERROR: Forbidden\(\s*<|^ERROR: [\w -]+\(\s*<(?:html|!doctype)|Operation returned an invalid status/im,
    'proxy-page',
    "A web page came instead of Azure's answer; a proxy in between is likely to have written it. This is not a missing right.",
    'unreadable',
  ],
  [/Interactive authentication is needed/, 'expired', `The Azure login has expired or must be renewed. ${LOGIN}`],
  [
    /^ERROR: Subscription '[^']*' not found/m,
    'wrong-place',
    'The subscription that was given is not among those of this login (az account list).',
  ],
  [/^ERROR: Unauthorized\(/m, 'expired', `The Azure login has expired or must be renewed. ${LOGIN}`],
  [/^ERROR: Too Many Requests\(/m, 'throttled', 'Azure throttles these requests. Try again in a minute.'],
  [
    /^ERROR: (?:Internal Server Error|Service Unavailable|Bad Gateway|Gateway Time-?out)\(/m,
    'service',
    'Azure itself failed. Try again, and look at status.azure.com.',
  ],
  [
    /'NoneType' object has no attribute 'standard_medium'|No module named 'azure|unexpected error\. Here is the traceback:[\s\S]*(?:ImportError|ModuleNotFoundError|AttributeError)/,
    'broken-tool',
    'This installation of az is broken for this command (known of the Debian package). Install Microsoft’s azure-cli.',
    'tool-missing',
  ],
  [/JSON is invalid/, 'garbled', 'The answer of Azure was cut or garbled on its way.', 'unreadable'],
  [
    /Cannot connect to proxy|Failed to establish a new connection|Name or service not known|Connection (?:aborted|reset)/,
    'network',
    'Azure cannot be reached from here: check the proxy, the name server and the network.',
  ],
  [
    /Read timed out|timed out/i,
    'network',
    'Azure gave no answer in time. Check the proxy and the network, then run this again.',
  ],
  [
    /CERTIFICATE_VERIFY_FAILED|REQUESTS_CA_BUNDLE environment variable/,
    'network',
    "The certificate of Azure's endpoint is not trusted here: a proxy that breaks TLS is likely. Set REQUESTS_CA_BUNDLE.",
  ],
  [
    /are required|unrecognized arguments|is misspelled or not recognized|the following arguments/,
    'usage',
    'This version of az does not know the command line.',
  ],
  [
    /Traceback \(most recent call last\)|unexpected error\. Here is the traceback/,
    'broken-tool',
    'This installation of az is broken: it ended with a Python traceback.',
    'tool-missing',
  ],
]

function clientFailure(stderr: string, asked: string): CloudFailure | undefined {
  if (/^ERROR: (?:Not Found\(|ResourceNotFoundError)/m.test(stderr))
    return failed(
      'not-found',
      `Nothing was found${asked === '' ? '' : ` (${asked})`}. Check that subscription and resource group are the right ones.`,
    )
  return clientFailureIn(clientFailures, stderr)
}
