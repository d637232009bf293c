import { describe, expect, it } from 'vitest'
import { portOf, publicEnvironment } from '../../../../packages/engine/src/read/host/systemd-environment.ts'

describe("a unit's environment", () => {
  it.for([
    ['PORT=3000 NODE_ENV=production', 'PORT=3000 NODE_ENV=production'],
    ['API_KEY=abc123 DATABASE_URL=postgres://u:p@db/x', 'API_KEY DATABASE_URL'],
    ['"SECRET=a b c" PORT=1', 'SECRET PORT=1'],
    ['"HOST=a PASSWORD=b"', 'HOST'],
    [String.raw`"Q=x\"y PORT=2" PORT=3`, 'Q PORT=3'],
    [String.raw`$'KEY=a\nPORT=9'`, 'KEY'],
    ['not-an-assignment =x', ''],
    ['', ''],
  ] as const)('%s is shown as "%s"', ([environment, expected]) => {
    expect(publicEnvironment(environment)).toBe(expected)
  })
})

describe("a unit's port", () => {
  it.for([
    ['PORT=3000', '/usr/bin/node server.js --port 4000', 3000],
    ['PORT=3000 PORT=3001', '', 3001],
    ['PORT=$HTTP_PORT', '/usr/bin/node server.js --port=4000', 4000],
    ['', '/srv/app -p 8080', 8080],
    ['', '/srv/app -p8080 -v', 8080],
    ['', '/usr/bin/gunicorn --bind 127.0.0.1:8000 shop:app', 8000],
    ['', '/srv/app http://0.0.0.0:5000/', 5000],
    ['', '/srv/app --ratio 1:70000', 0],
    ['', '/usr/bin/node /opt/app/server.js', 0],
  ] as const)('of "%s" and "%s" is %i', ([environment, command, expected]) => {
    expect(portOf(environment, command)).toBe(expected)
  })
})
