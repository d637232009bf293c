import { describe, expect, it } from 'vitest'
import { sectionsOf, settingOf } from '../../../../packages/engine/src/read/haproxy/haproxy-config-sections.ts'

const sections = sectionsOf(String.raw`# configuration file /etc/haproxy/haproxy.cfg:
global
  log /dev/log local0 # a comment
defaults slow
  timeout server 2m
defaults
  timeout server 30s
  timeout server 40s
frontend web
  bind :80
  http-request deny if { path "/a b" } { hdr(x) 'it''s' } # no
  http-request set-header X-A one\ word
# configuration file /etc/haproxy/api.cfg:

backend api from slow
  server a1 10.0.0.1:80
`)

describe("the sections of HAProxy's configuration", () => {
  it('have a kind, a name and a place, with lines that begin anew in each file', () => {
    expect(sections.map(({ kind, name, line }) => [kind, name, line])).toEqual([
      ['global', '', 1],
      ['defaults', 'slow', 3],
      ['defaults', '', 5],
      ['frontend', 'web', 8],
      ['backend', 'api', 2],
    ])
    expect(sections.at(-1)).toMatchObject({
      file: '/etc/haproxy/api.cfg',
      head: 'backend api from slow',
      lines: [{ line: 3 }],
    })
  })

  it.for([
    ['web', '40s'],
    ['api', '2m'],
  ] as const)('%s takes what it does not set from its defaults: %s', ([name, expected]) => {
    const section = sections.find(one => one.name === name)
    expect(settingOf(section?.chain ?? [], 'timeout')?.words).toEqual(['timeout', 'server', expected])
  })

  it('split words at spaces that nothing protects, up to a comment', () => {
    const web = sections.find(({ name }) => name === 'web')
    expect(web?.lines[1]?.words.slice(2)).toEqual(['if', '{', 'path', '/a b', '}', '{', 'hdr(x)', 'it', 's', '}'])
    expect(web?.lines[2]?.words.at(-1)).toBe('one word')
    expect(sections[0]?.lines[0]?.words).toEqual(['log', '/dev/log', 'local0'])
  })
})
