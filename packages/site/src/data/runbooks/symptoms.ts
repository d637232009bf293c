import type { Place } from './places.ts'

/** What stands in front of a person, and the step that begins with it. */
export interface Symptom {
  see: string
  means: string
  start: Place[]
}

/** Statuses and failures without one; a test holds that every place exists. */
export const symptoms: readonly Symptom[] = [
  {
    see: '502 Bad Gateway',
    means: 'Something in front asked a server behind it and got no valid answer.',
    start: [{ runbook: '502', step: '' }],
  },
  {
    see: '503 Service Unavailable',
    means: 'No server behind was ready, or a limit turned the request away.',
    start: [{ runbook: '502', step: '' }],
  },
  {
    see: '504 Gateway Timeout',
    means: 'The server behind did not answer in time.',
    start: [{ runbook: '502', step: '' }],
  },
  {
    see: '500 Internal Server Error',
    means: 'The application failed, or the server in front could not do what its configuration says.',
    start: [{ runbook: '502', step: '' }],
  },
  {
    see: '520 to 530',
    means: 'Cloudflare says in its own codes what it saw of your server.',
    start: [{ runbook: 'cloudflare-status', step: '' }],
  },
  {
    see: '460, 463, 464 or 561',
    means: 'An AWS load balancer says in its own codes what was wrong with the request or the target.',
    start: [{ runbook: 'aws-alb-codes', step: '' }],
  },
  {
    see: 'Connection refused',
    means: 'Nothing accepts connections at that address and port.',
    start: [{ runbook: '502', step: 'where-is-it' }],
  },
  {
    see: 'No answer until the browser gives up',
    means: 'Packets are dropped on the way, or something behind never answers.',
    start: [{ runbook: '502', step: '' }],
  },
  {
    see: 'It fails only now and then',
    means: 'A race, a burst or one of several servers; five requests tell how often.',
    start: [{ runbook: '502', step: '' }],
  },
  {
    see: 'It was broken and is fine now',
    means: 'The logs still know; the session looks back.',
    start: [{ runbook: '502', step: '' }],
  },
]
