import { bareHost } from '../log/log-options.ts'
import type { Section } from './apache-config-tree.ts'

export interface Wanted {
  host: string
  port: number
  /** The address that the request reached; empty when it is not known. */
  address: string
}

/**
 * The virtual host that serves a request, undefined for the main server: the most specific address counts first, then
 * the name, then the order (httpd.apache.org/docs/2.4/vhosts/details.html).
 */
export function virtualHostOf(root: Section, { host, port, address }: Wanted): Section | undefined {
  const all = root.sections.filter(({ name }) => name === 'virtualhost')
  const onPort = all.filter(({ args }) => args.some(arg => [port, 0].includes(splitAddress(arg).port)))
  const specific = onPort.filter(({ args }) => args.some(arg => !isAny(splitAddress(arg).host)))
  const exact = specific.filter(({ args }) => args.some(arg => splitAddress(arg).host === address))
  const candidates =
    exact.length > 0 ? exact : address === '' ? onPort : onPort.filter(section => !specific.includes(section))
  return candidates.find(section => isNamed(section, bareHost(host))) ?? candidates[0]
}

/** Whether a section names the host, by ServerName or ServerAlias. */
export function isNamed({ directives }: Section, host: string): boolean {
  return directives
    .filter(({ name }) => name === 'servername' || name === 'serveralias')
    .flatMap(({ args }) => args.map(arg => bareHost(arg.replace(/^\w+:\/\//, ''))))
    .some(pattern => wildcard(pattern).test(host))
}

function splitAddress(text: string): { host: string; port: number } {
  const [, bracketed, plain = '', port = '0'] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+|\*))?$/.exec(text) ?? []
  return { host: (bracketed ?? plain).toLowerCase(), port: port === '*' ? 0 : Number(port) }
}

function isAny(host: string): boolean {
  return ['*', '_default_', '0.0.0.0', '::'].includes(host)
}

function wildcard(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`)
}
