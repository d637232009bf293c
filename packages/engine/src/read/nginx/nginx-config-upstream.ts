import type { Shape, Yields } from '../reader.ts'
import { inherited, settingText, timeMs, wholeNumber } from './nginx-config-settings.ts'
import { blocksOf, type Directive, everyDirective, type Scope } from './nginx-config-tree.ts'

/** One address that requests are passed to. */
export const memberShape = {
  value: 'string',
  /** The address with its parameters. */
  text: 'string',
  host: 'string',
  port: 'int',
  unix: 'string',
  down: 'bool',
  backup: 'bool',
  max_fails: 'int',
  fail_timeout_ms: 'int',
  /** 0 for no limit. */
  max_conns: 'int',
  file: 'string',
  line: 'int',
} as const satisfies Shape
export type Member = Yields<typeof memberShape>

const passSchemes: Readonly<Record<string, string>> = {
  proxy_pass: 'http',
  fastcgi_pass: 'fastcgi',
  uwsgi_pass: 'uwsgi',
  grpc_pass: 'grpc',
  scgi_pass: 'scgi',
}
const defaultPorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  grpc: 80,
  grpcs: 443,
}

/** Where a pass directive leads: its scheme, its group or its one address. */
export function readTarget(pass: Directive | undefined, scope: Scope, http: readonly Directive[]) {
  const written = pass?.args[0] ?? ''
  const { scheme, authority } = splitPass(fillVariables(written, scope), pass?.name ?? '')
  const group = blocksOf(http, 'upstream').find(({ args }) => args[0]?.toLowerCase() === authority.toLowerCase())
  const members = group ? membersOf(group) : pass ? singleMember(pass, authority, scheme) : []
  const groupScope = [group?.block ?? []]
  return {
    pass: pass?.name ?? '',
    pass_value: written,
    pass_file: pass?.file ?? '',
    pass_line: pass?.line ?? 0,
    scheme: pass ? scheme : '',
    upstream_name: group?.args[0] ?? '',
    upstream_file: group?.file ?? '',
    upstream_line: group?.line ?? 0,
    has_variable: written.includes('$'),
    members,
    member_count: members.length,
    /** The longest time that a member is put aside, in ms; 0 without members. */
    fail_timeout_ms: Math.max(0, ...members.map(member => member.fail_timeout_ms)),
    keepalive: wholeNumber(inherited(groupScope, 'keepalive')?.args[0], 0),
    keepalive_timeout_ms: timeMs(settingText(groupScope, 'keepalive_timeout'), 60_000),
  }
}

/** Every `host:port` and `unix:` path that any pass directive or group of the configuration names. */
export function everyAddress(tree: readonly Directive[]): string[] {
  const groups = everyDirective(tree).filter(({ name, block }) => name === 'upstream' && block)
  const names = new Set(groups.map(({ args }) => args[0]?.toLowerCase()))
  const single = everyPass(tree, []).flatMap(({ pass, scope }) => {
    const { scheme, authority } = splitPass(fillVariables(pass.args[0] ?? '', scope), pass.name)
    return names.has(authority.toLowerCase()) ? [] : singleMember(pass, authority, scheme)
  })
  return [...new Set([...single, ...groups.flatMap(membersOf)].map(addressOf))]
}

function everyPass(block: readonly Directive[], outer: Scope): { pass: Directive; scope: Scope }[] {
  const scope = [block, ...outer]
  return block.flatMap(directive => {
    if (directive.block) return everyPass(directive.block, scope)
    return Object.hasOwn(passSchemes, directive.name) ? { pass: directive, scope } : []
  })
}

function membersOf(group: Directive): Member[] {
  const servers = (group.block ?? []).filter(({ name }) => name === 'server')
  return servers.map(({ args: [value = '', ...flags], file, line }) => ({
    value,
    text: [value, ...flags].join(' '),
    ...splitAddress(value, 80),
    down: flags.includes('down'),
    backup: flags.includes('backup'),
    max_fails: wholeNumber(parameterOf(flags, 'max_fails'), 1),
    fail_timeout_ms: timeMs(parameterOf(flags, 'fail_timeout') ?? '', 10_000),
    max_conns: wholeNumber(parameterOf(flags, 'max_conns'), 0),
    file,
    line,
  }))
}

/** The value of a parameter such as `max_fails=3`. */
function parameterOf(flags: readonly string[], name: string): string | undefined {
  return flags.find(flag => flag.startsWith(`${name}=`))?.slice(name.length + 1)
}

function singleMember({ file, line }: Directive, authority: string, scheme: string): Member[] {
  if (authority === '' || authority.includes('$')) return []
  const address = splitAddress(authority, defaultPorts[scheme] ?? 0)
  return [
    {
      value: authority,
      text: authority,
      ...address,
      down: false,
      backup: false,
      max_fails: 1,
      fail_timeout_ms: 10_000,
      max_conns: 0,
      file,
      line,
    },
  ]
}

/** Splits `http://host:port/uri`; only proxy_pass and grpc_pass need a scheme, and the URI may be a variable. */
function splitPass(value: string, pass: string): { scheme: string; authority: string } {
  const [, scheme = passSchemes[pass] ?? '', rest = ''] = value.match(/^(?:(\w+):\/\/)?(.*)$/s) ?? []
  if (rest.startsWith('unix:')) return { scheme, authority: rest.match(/^unix:[^:]*/)?.[0] ?? '' }
  const authority = rest.replace(/[/?].*$/s, '').replace(/\$(?:request_uri|uri|is_args|args)\b.*$/s, '')
  return { scheme, authority: authority.replace(/(:\d+)\$.*$/s, '$1') }
}

function splitAddress(address: string, otherwise: number): { host: string; port: number; unix: string } {
  if (address.startsWith('unix:')) return { host: '', port: 0, unix: address.slice(5) }
  const [, bracketed, plain = '', port] = address.match(/^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?/) ?? []
  return {
    host: bracketed ?? plain,
    port: wholeNumber(port, otherwise),
    unix: '',
  }
}

function addressOf({ host, port, unix }: Member): string {
  if (unix !== '') return `unix:${unix}`
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Fills variables that a plain `set` gives a value; others stay as they are. */
export function fillVariables(value: string, scope: Scope): string {
  return value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, bare) => {
    const name = `$${braced ?? bare}`
    const sets = scope.flatMap(block => block.filter(({ name: word, args }) => word === 'set' && args[0] === name))
    const given = sets[0]?.args[1]
    return given === undefined || given.includes('$') ? whole : given
  })
}
