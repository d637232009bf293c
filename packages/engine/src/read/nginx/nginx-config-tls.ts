import { bareHost } from '../log/log-options.ts'
import type { Shape, Yields } from '../reader.ts'
import { inherited, inheritedAll, settingText, wholeNumber } from './nginx-config-settings.ts'
import type { Directive, Scope } from './nginx-config-tree.ts'
import { fillVariables, type Member } from './nginx-config-upstream.ts'

/** What is yielded of TLS towards the upstream, of run-time names, and of the PROXY protocol; empty when not set. */
export const tlsShape = {
  pass_filled: 'string',
  ssl_name: 'string',
  ssl_names: 'list<string>',
  ssl_protocols: 'string',
  ssl_ciphers: 'string',
  ssl_trusted: 'string',
  ssl_verify_depth: 'int',
  ssl_certificate: 'string',
  resolver_servers: 'list<string>',
  proxy_protocol_file: 'string',
  proxy_protocol_line: 'int',
} as const satisfies Shape

interface Place {
  scope: Scope
  /** proxy, fastcgi, uwsgi, grpc or scgi. */
  module: string
  pass: Directive | undefined
  server: Directive | undefined
  members: readonly Member[]
}

/**
 * How nginx speaks TLS to the upstream. `ssl_name` is the name that it verifies and, with `…_ssl_server_name on`, sends:
 * that of the directive, else the host or group of the pass directive
 * (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_name). `ssl_names` are all names that the
 * configuration has for the upstream.
 */
export function tlsSettings({ scope, module, pass, server, members }: Place): Yields<typeof tlsShape> {
  const filled = fillVariables(pass?.args[0] ?? '', scope)
  const setting = (name: string) => settingText(scope, `${module}_ssl_${name}`)
  const given = fillVariables(setting('name'), scope)
  const name = given === '' || given === '$proxy_host' ? hostIn(filled) : given.replace(/:\d+$/, '')
  const listen = server?.block?.find(
    directive => directive.name === 'listen' && directive.args.includes('proxy_protocol'),
  )
  return {
    pass_filled: filled,
    ssl_name: name.includes('$') ? '' : name,
    ssl_names: namesOf([name, ...members.map(({ host }) => host), hostHeader(scope, module), ...serverNames(server)]),
    ssl_protocols: setting('protocols'),
    ssl_ciphers: setting('ciphers'),
    ssl_trusted: setting('trusted_certificate'),
    ssl_verify_depth: wholeNumber(setting('verify_depth') || undefined, 1),
    ssl_certificate: setting('certificate'),
    resolver_servers: (inherited(scope, 'resolver')?.args ?? []).filter(word => !word.includes('=')),
    proxy_protocol_file: listen?.file ?? '',
    proxy_protocol_line: listen?.line ?? 0,
  }
}

function hostIn(pass: string): string {
  const authority = pass.replace(/^\w+:\/\//, '').replace(/[/?].*$/s, '')
  return authority.startsWith('unix:') ? '' : authority.replace(/:\d*$/, '')
}

function hostHeader(scope: Scope, module: string): string {
  const headers = inheritedAll(scope, `${module}_set_header`)
  return headers.find(({ args }) => args[0]?.toLowerCase() === 'host')?.args[1] ?? ''
}

function serverNames(server: Directive | undefined): string[] {
  return (server?.block ?? []).filter(({ name }) => name === 'server_name').flatMap(({ args }) => args)
}

/** Those that can be host names: no address, variable, wildcard or regex. */
function namesOf(texts: readonly string[]): string[] {
  const isName = (text: string) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_-]+)*$/.test(text) && /[a-z]/.test(text)
  return [...new Set(texts.map(bareHost).filter(isName))]
}
