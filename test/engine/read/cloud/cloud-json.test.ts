import { describe, expect, it } from 'vitest'
import { readWith } from '../read-with.ts'

const refusal = (code: string, operation: string, message: string) =>
  `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`
const denied =
  'User: arn:aws:iam::123456789012:user/lab is not authorized to perform: elasticloadbalancing:DescribeTargetHealth because no identity-based policy allows the elasticloadbalancing:DescribeTargetHealth action'

/** What each CLI says when it gives no answer: exit code, standard error, and what a person is told. */
const aws: [string, number, string, RegExp][] = [
  [
    'expired (elbv2)',
    254,
    refusal('ExpiredToken', 'DescribeTargetHealth', 'The security token …'),
    /login has expired/,
  ],
  [
    'expired (ec2)',
    255,
    refusal('RequestExpired', 'DescribeInstances', 'Request has expired.'),
    /expired, or the clock/,
  ],
  ['skewed', 255, refusal('SignatureDoesNotMatch', 'X', 'Signature expired: 1 is now earlier than 2'), /clock/],
  ['unknown key', 254, refusal('UnrecognizedClientException', 'FilterLogEvents', 'The …'), /does not accept/],
  ['denied', 254, refusal('AccessDenied', 'DescribeTargetHealth', denied), /elasticloadbalancing:DescribeTargetHealth/],
  ['throttled', 255, refusal('Throttling', 'DescribeRules', 'Rate exceeded'), /throttles DescribeRules/],
  [
    'throttled after retries',
    254,
    '\nAn error occurred (RequestLimitExceeded) when calling the DescribeInstances operation (reached max retries: 2): Request limit exceeded.\n',
    /throttles/,
  ],
  [
    'not found',
    254,
    refusal('LoadBalancerNotFound', 'DescribeLoadBalancers', "Load balancers '[a]' not found"),
    /account 1, region 2/,
  ],
  ['a page of a proxy', 254, refusal('Unknown', 'DescribeRules', 'Unknown'), /web page/],
  [
    'no credentials',
    253,
    '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n',
    /No AWS credentials/,
  ],
  [
    'no region',
    255,
    '\nYou must specify a region. You can also configure your region by running "aws configure".\n',
    /aws_region/,
  ],
  [
    'no endpoint',
    255,
    '\nCould not connect to the endpoint URL: "https://elasticloadbalancing.mars-1.amazonaws.com/"\n',
    /cannot be reached/,
  ],
  [
    'cut XML',
    255,
    "\nUnable to parse response (unclosed token: line 1, column 30), invalid XML received. Further retries may succeed:\nb'…'\n",
    /cut or garbled/,
  ],
  [
    'SSO expired',
    255,
    '\nError when retrieving token from sso: Token has expired and refresh failed\n',
    /aws sso login/,
  ],
]
const azure: [string, number, string, RegExp][] = [
  ['not logged in', 1, "ERROR: Please run 'az login' to setup account.\n", /Nobody is logged in/],
  [
    'expired',
    1,
    'ERROR: (ExpiredAuthenticationToken) The access token expiry UTC time …\nCode: ExpiredAuthenticationToken\n',
    /expired/,
  ],
  ['secret expired', 1, "ERROR: AADSTS7000222: The provided client secret keys for app 'x' are expired.\n", /expired/],
  [
    'denied',
    1,
    "ERROR: (AuthorizationFailed) The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.Web/sites/read' over scope '/s'\n",
    /Microsoft.Web\/sites\/read/,
  ],
  [
    'denied, by rest',
    1,
    'ERROR: Forbidden({"error":{"code":"AuthorizationFailed","message":"… perform action \'Microsoft.Web/sites/read\' over"}})\n',
    /Microsoft.Web\/sites\/read/,
  ],
  ['throttled', 1, 'ERROR: (TooManyRequests) The request is being throttled.\n', /throttles/],
  [
    'not found',
    3,
    "ERROR: (ResourceNotFound) The Resource 'Microsoft.Web/sites/nope' was not found.\n",
    /account 1, region 2/,
  ],
  ['a page of a proxy', 1, 'ERROR: Forbidden(<html><body>blocked</body></html>)\n', /web page/],
  ['a missing argument', 1, 'ERROR: (--resource-group | --ids) are required\n', /does not know the command line/],
  ['a broken installation', 1, "ERROR: 'NoneType' object has no attribute 'standard_medium'\n", /broken/],
]

const read = (provider: string, output: { code?: number; stdout?: string; stderr?: string }, more: object = {}) =>
  readWith('cloud-json', { ...output, options: { provider, key: 'a', asked: 'account 1, region 2', ...more } })

describe('an answer of a cloud command line', () => {
  it.each(aws)('of aws is unknown with its reason: %s', (_, code, stderr, problem) => {
    expect(read('aws', { code, stderr })).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
  })

  it.each(azure)('of az is unknown with its reason: %s', (_, code, stderr, problem) => {
    expect(read('azure', { code, stderr })).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
  })

  it('says which rights are missing, so that it is a matter of permission', () => {
    expect(read('aws', { code: 255, stderr: refusal('AccessDenied', 'X', denied) })).toMatchObject({
      reason: 'permission',
    })
  })

  it.each([
    ['nothing', '', /printed nothing/],
    ['half of it', '{"a": [', /not whole JSON/],
    ['a page', '<html></html>', /web page/],
    ['another answer', '{"b": 1}', /no "a"/],
    ['null for the key', '{"a": null}', /no "a"/],
  ])('counts only when it is whole and has its key: %s', (_, stdout, problem) => {
    expect(read('aws', { stdout })).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
  })

  it('is believed although there is a warning beside it', () => {
    expect(read('azure', { stdout: '{"a": 1}', stderr: 'WARNING: Failed to load commandIndex.json' })).toMatchObject({
      ok: true,
    })
  })

  it('gives fields, rows and maps, with empty texts and lists for what is absent', () => {
    const options = {
      fields: { port: { path: 'a[0].Port', type: 'int' }, name: { path: 'a[0].Name', type: 'string' } },
      lists: {
        rows: {
          path: 'a',
          fields: { id: { path: 'Id', type: 'string' }, all: { path: 'L[*].x', type: 'list<string>' } },
        },
      },
      maps: { settings: { path: 'm', name: 'Key', value: 'Value' } },
    }
    const stdout =
      '{"a": [{"Port": 80, "L": [{"x": "1"}, {"x": "2"}]}, {"Id": "b"}], "m": [{"Key": "k.s", "Value": "v"}]}'
    expect(read('aws', { stdout }, options)).toEqual({
      ok: true,
      values: {
        found: true,
        present: ['port'],
        port: 80,
        name: '',
        rows: [
          { id: '', all: ['1', '2'] },
          { id: 'b', all: [] },
        ],
        settings: { 'k.s': 'v' },
      },
    })
  })

  it('is an answer without anything where something may be missing', () => {
    const stderr = refusal('ResourceNotFoundException', 'GetPolicy', 'The resource …')
    expect(read('aws', { code: 254, stderr }, { may_be_missing: true })).toMatchObject({
      ok: true,
      values: { found: false },
    })
  })
})
