import { expect, it } from 'vitest'
import { editStory } from '../../../packages/engine/src/change/edit-story.ts'
import type { Edit } from '../../../packages/engine/src/runbook/schema-fix.ts'

it.each<[Edit, string]>([
  [
    { kind: 'replace', file: '/a.conf', line: '{{line}}', replace: 'x', with: 'y' },
    'In /a.conf, on line {{line}} | - x | + y',
  ],
  [
    { kind: 'nginx', file: '/a.conf', nginx_block_at: 7, set: { proxy_read_timeout: '60s', gzip: null } },
    'In /a.conf, in the block that opens on line 7 | - gzip | + proxy_read_timeout 60s;',
  ],
  [
    { kind: 'nginx', file: '/a.conf', nginx_block_at: '0', set: { user: 'www' } },
    'In /a.conf, at the top level | + user www;',
  ],
  [
    { kind: 'systemd', dropin: 'shop.service', section: 'Service', set: { LimitNOFILE: 4096 } },
    'In a drop-in for the unit shop.service | + [Service] | + LimitNOFILE=4096',
  ],
  [{ kind: 'env', env_file: '/etc/shop.env', key: 'PORT', value: '{{port}}' }, 'In /etc/shop.env | + PORT={{port}}'],
  [{ kind: 'json', json_file: '/a.json', key: ['a', 'b'], value: [1] }, 'In /a.json | + a.b: [1]'],
  [{ kind: 'yaml', yaml_file: '/a.yaml', key: ['a'], value: 'x' }, 'In /a.yaml | + a: "x"'],
])('tells of the edit %j', (edit, story) => {
  const { where, before, after } = editStory(edit)
  expect([where, ...before.map(line => `- ${line}`), ...after.map(line => `+ ${line}`)].join(' | ')).toBe(story)
})
