import { describe, expect, it } from 'vitest'
import {
  inheritedAll,
  isOn,
  logSettings,
  settingText,
  sizeBytes,
  timeMs,
  wholeNumber,
} from '../../../../packages/engine/src/read/nginx/nginx-config-settings.ts'
import { parseConfig } from '../../../../packages/engine/src/read/nginx/nginx-config-tree.ts'

const scopeOf = (...blocks: string[]) => blocks.map(text => parseConfig(text, 'f'))

describe('a setting of nginx', () => {
  it('comes from the innermost block that has it, and from no other', () => {
    const scope = scopeOf(
      'proxy_buffering off;',
      'proxy_set_header A 1; proxy_set_header B 2;',
      'proxy_set_header C 3;',
    )
    expect(inheritedAll(scope, 'proxy_set_header').map(({ args }) => args.join(' '))).toEqual(['A 1', 'B 2'])
    expect(settingText(scope, 'proxy_set_header')).toBe('A 1')
    expect(settingText(scope, 'resolver', 'none')).toBe('none')
  })

  it.for([
    ['ssl_verify on;', true],
    ['ssl_verify off;', false],
    ['', false],
  ] as const)('%s is on: %s', ([text, expected]) => {
    expect(isOn(scopeOf(text), 'ssl_verify')).toBe(expected)
  })

  it.for([
    ['60', 60_000],
    ['300ms', 300],
    ['1m 30s', 90_000],
    ['1d', 86_400_000],
    ['', 7],
    ['soon', 7],
  ] as const)('a time of "%s" is %i ms', ([text, expected]) => {
    expect(timeMs(text, 7)).toBe(expected)
  })

  it.for([
    ['8k', 8192],
    ['1M', 1_048_576],
    ['1g', 1_073_741_824],
    ['512', 512],
    ['off', 0],
  ] as const)('a size of "%s" is %i bytes', ([text, expected]) => {
    expect(sizeBytes(text)).toBe(expected)
  })

  it.for([
    ['32', 32],
    ['auto', 7],
    ['-1', 7],
    [undefined, 7],
  ] as const)('a number of "%s" is %i', ([text, expected]) => {
    expect(wholeNumber(text, 7)).toBe(expected)
  })
})

describe('the logs of nginx', () => {
  const http = parseConfig('log_format main escape=json \'{"a":\' \'"$status"}\';', 'f')
  it.for([
    [
      'error_log logs/e.log warn; access_log logs/a.log main;',
      {
        error_log: '/srv/logs/e.log',
        error_log_level: 'warn',
        access_log: '/srv/logs/a.log',
        access_log_format: '{"a":"$status"}',
      },
    ],
    [
      'access_log syslog:server=10.0.0.1 main; access_log /var/log/a.log;',
      { access_log: '/var/log/a.log', access_log_format: '' },
    ],
    ['access_log off;', { access_log: 'off', access_log_format: '' }],
    ['error_log stderr;', { error_log: 'stderr', error_log_level: 'error' }],
    ['', { error_log: '', access_log: '' }],
  ] as const)('%s', ([text, expected]) => {
    expect(logSettings(scopeOf(text), http, '/srv/')).toMatchObject(expected)
  })
})
