import { durationMs } from '../common/duration.ts'
import type { Directive, Scope } from './nginx-config-tree.ts'

const unitsBytes: Readonly<Record<string, number>> = {
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
}

/** Every directive of a name in the innermost block that has one: so nginx inherits. */
export function inheritedAll(scope: Scope, name: string): Directive[] {
  for (const block of scope) {
    const found = block.filter(directive => directive.name === name)
    if (found.length > 0) return found
  }
  return []
}

/** The first such directive. */
export function inherited(scope: Scope, name: string): Directive | undefined {
  return inheritedAll(scope, name)[0]
}

/** All arguments of a directive, joined by spaces; empty when it is not there. */
export function settingText(scope: Scope, name: string, otherwise = ''): string {
  return inherited(scope, name)?.args.join(' ') ?? otherwise
}

/** True when the directive says `on`. */
export function isOn(scope: Scope, name: string): boolean {
  return inherited(scope, name)?.args[0] === 'on'
}

/** A time of nginx such as `60`, `300ms` or `1m 30s`, in ms. */
export function timeMs(text: string, otherwise: number): number {
  return durationMs(text, 's') ?? otherwise
}

/** A size of nginx such as `8k`, in bytes; 0 when it is none. */
export function sizeBytes(text: string): number {
  const [, amount = '0', unit = ''] = text.match(/^(\d+)([kmg]?)$/i) ?? []
  return Number(amount) * (unitsBytes[unit.toLowerCase()] ?? 1)
}

/** A whole number; `otherwise` when it is none. */
export function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : otherwise
}

/** The logs that a scope writes. Relative files are taken from `prefix` when it is given. */
export function logSettings(scope: Scope, http: readonly Directive[], prefix: string | undefined) {
  const [errorLog = '', level = 'error'] = inherited(scope, 'error_log')?.args ?? []
  const accessLogs = inheritedAll(scope, 'access_log').map(({ args }) => args)
  const [accessLog = '', format] = accessLogs.find(([path = '']) => !path.startsWith('syslog:')) ?? accessLogs[0] ?? []
  return {
    error_log: absolute(errorLog, prefix),
    error_log_level: level,
    access_log: absolute(accessLog, prefix),
    access_log_format: formatText(http, accessLog === 'off' ? undefined : format),
  }
}

function absolute(path: string, prefix: string | undefined): string {
  if (prefix === undefined || /^(?:$|\/|off$|stderr$|syslog:|memory:)/.test(path)) return path
  return `${prefix.replace(/\/$/, '')}/${path}`
}

/** nginx joins the strings of a log_format without anything between. */
function formatText(http: readonly Directive[], name: string | undefined): string {
  const found = http.find(directive => directive.name === 'log_format' && directive.args[0] === name)
  const [first = '', ...rest] = found?.args.slice(1) ?? []
  return (first.startsWith('escape=') ? rest : [first, ...rest]).join('')
}
