import type { Reply, Scenario } from '../scenario.ts'
import { apiOf, failingApi, failure, recordOf, withToken } from './api.ts'
import { edge, shop } from './pages.ts'

/** Nobody signed it, so that only the API could tell who made it. */
const unsigned = edge(502, '<html><body><h1>We will be right back</h1></body></html>')

const failures: [string, string, Reply, RegExp][] = [
  ['expired', 'the token has expired', failure(403, 9109, 'Invalid access token'), /does not take this token.*expired/],
  ['forbidden', 'the token lacks a permission', failure(403, 10000, 'Authentication error'), /lacks Zone Read/],
  ['throttled', 'the API is asked too often', failure(429, 971, 'Please wait'), /limits how often.*Wait 5 minutes/],
  ['broken', 'the API itself fails', failure(500, 10013, 'An unknown error has occurred'), /The API itself fails/],
  ['page', 'a proxy in between answers', { status: 403, body: '<html>Blocked</html>' }, /web page came instead/],
  ['cut', 'the answer is cut', { status: 200, body: '{"success":true,"result":[{"id":"02' }, /not whole JSON/],
  ['reset', 'the connection breaks', { body: '' }, /gave no answer/],
  ['hang', 'the API never answers', { hang: true }, /gave no answer/],
]

/** What could not be checked is no evidence. */
export const errorScenarios: readonly Scenario[] = [
  ...failures.map(
    ([id, title, reply, reason]): Scenario => ({
      id: `cf-unknown-${id}`,
      cause: 'unknown',
      title,
      needs: ['curl'],
      url: 'https://shop.example.com/',
      sites: shop(unsigned),
      apis: [failingApi(reply)],
      env: withToken,
      reason,
    }),
  ),
  {
    id: 'cf-unknown-no-token',
    cause: 'unknown',
    title: 'there is no token',
    needs: ['curl'],
    url: 'https://shop.example.com/',
    sites: shop(unsigned),
    apis: [],
    reason: /no CLOUDFLARE_API_TOKEN in the environment.*Zone Read/,
  },
  {
    id: 'cf-unknown-other-account',
    cause: 'unknown',
    title: 'the token is of another account',
    needs: ['curl'],
    url: 'https://shop.example.com/',
    sites: shop(unsigned),
    apis: [apiOf({ name: 'example.org' })],
    env: withToken,
    reason: /belongs to another account, or lacks Zone Read/,
  },
  {
    id: 'cf-unknown-malformed-token',
    cause: 'unknown',
    title: 'the token has a word too much',
    needs: ['curl'],
    url: 'https://shop.example.com/',
    sites: shop(unsigned),
    apis: [failingApi(failure(400, 6003, 'Invalid request headers'))],
    env: { CLOUDFLARE_API_TOKEN: 'Bearer lab-token' },
    reason: /cannot read the token/,
  },
  {
    id: 'cf-unknown-analytics',
    cause: 'unknown',
    title: 'the token may not read analytics, and the origin is fine when asked',
    needs: ['curl'],
    url: 'https://shop.example.com/',
    sites: shop(unsigned),
    apis: [
      request =>
        request.path.endsWith('/graphql')
          ? {
              status: 200,
              body: {
                data: null,
                errors: [{ message: 'does not have access to the path', extensions: { code: 'authz' } }],
              },
            }
          : undefined,
      apiOf({ records: [recordOf('198.51.100.4')] }),
    ],
    origins: [
      {
        address: '198.51.100.4',
        port: 443,
        tls: { names: ['shop.example.com'] },
        answer: () => ({ status: 200, body: 'open' }),
      },
    ],
    env: withToken,
    reason: /lacks Analytics Read/,
  },
]
