import { makerOfServer, makerSigns } from '@runbook/engine/core'

const kinds: Record<string, string> = {
  'access-log': 'a line of an access log',
  'alb-log': 'a line of a load balancer’s access log',
  'apache-log': 'a line of an Apache error log',
  'app-service-log': 'a line of an App Service log',
  'gunicorn-log': 'a line of a gunicorn log',
  'haproxy-log': 'a line of an HAProxy log',
  http: 'the answer of a web server',
  lines: 'a line that a runbook looks for',
  'nginx-log': 'a line of an nginx error log',
  'node-log': 'the end of a Node process',
  'php-fpm-log': 'a line of a php-fpm log',
  regex: 'a line that a runbook looks for',
  'systemd-units': 'the state of systemd units',
  tls: 'a TLS handshake as openssl tells it',
  'uwsgi-log': 'a line of a uWSGI log',
  'w3c-log': 'a line of an IIS log',
}

/** What a text is taken for, by the reader that understood it. */
export function kindOfPaste(reader: string): string {
  return kinds[reader] ?? 'a text like those in the runbooks'
}

const names = new Map(makerSigns().map(({ maker, name }) => [maker, name]))

/** Who wrote an answer, by its page; without one, who passed it on. */
export function makerOf(made: unknown, answer: string): { says: string; runbook: string | undefined } | undefined {
  if (typeof made !== 'string' || made === '') return undefined
  const passed = /^server: *(.+)$/im.exec(answer)?.[1]?.trim()
  const hasBody = /\n\r?\n\s*\S/.test(answer)
  if (made === 'app' && passed && !hasBody) return { says: `it came through ${passed}`, runbook: makerOfServer(passed) }
  const name = made === 'app' ? 'an application, or a custom error page' : (names.get(made) ?? made)
  return { says: `written by ${name}`, runbook: made === 'cloudflare-origin' ? 'cloudflare' : made }
}
