import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const socket = `f: /srv/shop/a dir/app.sock
drwxr-xr-x root   root     /
drwxr-xr-x root   root     srv
drwxr-x--- deploy www-data shop
drwxrwx--- deploy deploy   a dir
srwxrwx--- deploy www-data app.sock
`
const linked = `f: /srv/current/run/app.sock
drwxr-xr-x root root /
drwxr-xr-x root root srv
lrwxrwxrwx root root current -> releases/7
drwxr-xr-x root root   releases
drwx------ root root   7
drwxr-xr-x root root run
srwxrwxrwx root root app.sock
`
const absolute = `f: /tmp/rd/lnk/dg.s
drwxr-xr-x root root /
drwxrwxrwt root root tmp
drwxr-xr-x root root rd
lrwxrwxrwx root root lnk -> /opt/cap
drwxr-xr-x root root   /
drwxr-xr-x root root   opt
drwxr-xr-x root root   cap
srwxr-xr-x root root dg.s
`
const dangling = `f: /tmp/rd/bad
drwxr-xr-x root root /
drwxrwxrwt root root tmp
drwxr-xr-x root root rd
lrwxrwxrwx root root bad -> nope/y
                       nope - No such file or directory
`
const missing = `f: /tmp/rd/nope/x
drwxr-xr-x root root /
drwxrwxrwt root root tmp
drwxr-xr-x root root rd
                     nope - No such file or directory
`
const denied = `f: /root/x/y
drwxr-xr-x root root /
drwx------ root root root
                     x - Permission denied
`

describe('namei', () => {
  it('reads every part with its kind', () => {
    const { entries } = valuesOf('namei', { stdout: linked, options: { user: 'root' } })
    expect((entries as { name: string; kind: string }[]).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      ...['/ dir', 'srv dir', 'current link', 'releases dir', '7 dir', 'run dir', 'app.sock socket'],
    ])
  })

  it.each([
    ['a folder that others cannot enter', socket, { user: 'nobody' }, '/srv/shop', false],
    ['a folder whose group is another', socket, { user: 'www-data' }, '/srv/shop/a dir', false],
    ['nothing, with the groups of the owner', socket, { user: 'www-data', groups: 'www-data deploy' }, '', false],
    ['nothing, being the owner', socket, { user: 'deploy' }, '', false],
    ['nothing, being root', linked, { user: 'root' }, '', false],
    ['a folder behind a link', linked, { user: 'www-data' }, '/srv/releases/7', false],
    ['a socket behind a link that it cannot write', absolute, { user: 'www-data' }, '/opt/cap/dg.s', true],
    ['nothing before the part that is missing', missing, { user: 'www-data' }, '', false],
    ['the folder that stops namei too', denied, { user: 'www-data' }, '/root', false],
  ])('finds %s', (_title, stdout, options, blocked_path, blocked_is_last) => {
    const blocked = blocked_path !== ''
    expect(valuesOf('namei', { stdout, options, code: 1 })).toMatchObject({ blocked, blocked_path, blocked_is_last })
  })

  it('tells mode, owner and group of what blocks', () => {
    expect(valuesOf('namei', { stdout: socket, options: { user: 'www-data' } })).toMatchObject({
      blocked_mode: 'drwxrwx---',
      blocked_owner: 'deploy',
      blocked_group: 'deploy',
    })
  })

  it.each([
    ['a part', missing, '/tmp/rd/nope'],
    ['the goal of a link', dangling, '/tmp/rd/nope'],
    ['nothing', socket, ''],
  ])('names what is missing: %s', (_title, stdout, missing_at) => {
    expect(valuesOf('namei', { stdout, options: { user: 'root' } })).toMatchObject({
      missing: missing_at !== '',
      missing_at,
    })
  })

  it('cannot tell beyond a folder that only namei was stopped at, nor from another output', () => {
    expect(readWith('namei', { stdout: denied, options: { user: 'root' } })).toMatchObject({
      ok: false,
      reason: 'permission',
    })
    expect(readWith('namei', { stdout: 'total 4\n', options: { user: 'root' } })).toMatchObject({ ok: false })
  })
})
