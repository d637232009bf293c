import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const stdout = String.raw`Type=simple
Restart=on-failure
MainPID=73
Result=success
NRestarts=0
ExecMainCode=0
ExecMainStatus=0
ExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node /opt/app/server.js --title two words ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
MemoryMax=infinity
Environment=PORT=3000 NODE_ENV=production "SECRET=a b c" "Q=x\"y" API_KEY=abc123 "HOST=a PASSWORD=b"
EnvironmentFiles=/etc/app.env (ignore_errors=no)
EnvironmentFiles=/etc/other.env (ignore_errors=yes)
LimitNOFILE=4096
WorkingDirectory=/opt/app
User=www-data
Id=app.service
LoadState=loaded
ActiveState=active
SubState=running
FragmentPath=/etc/systemd/system/app.service
UnitFileState=static
NeedDaemonReload=yes
TasksCurrent=11
TasksMax=28765
ExecMainStartTimestamp=Sat 2026-11-21 08:00:01 UTC
TriggeredBy=app.socket
ControlGroup=/system.slice/app.service

Type=forking
ExecStart={ path=/usr/sbin/nginx ; argv[]=/usr/sbin/nginx -g daemon on; master_process on; ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
Environment=
LimitNOFILE=infinity
Id=nginx.service
Result=exit-code
ExecMainCode=1
ExecMainStatus=203
NRestarts=6
NeedDaemonReload=no

Type=
MainPID=0
Id=nosuch.service
LoadState=not-found
ActiveState=inactive
SubState=dead
UnitFileState=
`

describe('systemd-units', () => {
  const { units } = valuesOf('systemd-units', { stdout }) as { units: Record<string, unknown>[] }

  it('reads a running unit, naming its variables without the values that may be secret', () => {
    expect(units[0]).toEqual({
      id: 'app.service',
      load: 'loaded',
      active: 'active',
      sub: 'running',
      result: 'success',
      exec_code: 0,
      exec_status: 0,
      restarts: 0,
      main_pid: 73,
      file_state: 'static',
      fragment: '/etc/systemd/system/app.service',
      exec: '/usr/bin/node',
      command: '/usr/bin/node /opt/app/server.js --title two words',
      environment: 'PORT=3000 NODE_ENV=production SECRET Q API_KEY HOST',
      port: 3000,
      environment_files: '/etc/app.env (ignore_errors=no) /etc/other.env (ignore_errors=yes)',
      directory: '/opt/app',
      user: 'www-data',
      type: 'simple',
      restart: 'on-failure',
      needs_reload: true,
      limit_nofile: 4096,
      tasks: 11,
      tasks_max: 28765,
      memory_max: Number.MAX_SAFE_INTEGER,
      control_group: '/system.slice/app.service',
      triggered_by: 'app.socket',
      started: 'Sat 2026-11-21 08:00:01 UTC',
    })
  })

  it('reads a command that holds semicolons, a failure, and no limit as more than any number', () => {
    expect(units[1]).toMatchObject({
      exec: '/usr/sbin/nginx',
      command: '/usr/sbin/nginx -g daemon on; master_process on;',
      result: 'exit-code',
      exec_code: 1,
      exec_status: 203,
      restarts: 6,
      port: 0,
      needs_reload: false,
      limit_nofile: Number.MAX_SAFE_INTEGER,
    })
  })

  it('reads a unit that does not exist', () => {
    expect(units[2]).toMatchObject({
      id: 'nosuch.service',
      load: 'not-found',
      active: 'inactive',
      exec: '',
      main_pid: 0,
    })
  })

  it.each([
    ['Environment=PORT=80 "PORT=81"', '/bin/a --port 82', 81],
    ['Environment=A=1', '/bin/a --port=82 x', 82],
    ['Environment=', '/bin/a -p 83', 83],
    ['Environment=', '/bin/gunicorn -b 0.0.0.0:84 app:app', 84],
    ['Environment=PORT=/run/app.sock', '/bin/a -p /srv', 0],
    ['Environment=', '/bin/mkdir -p /run/a:b', 0],
    ['Environment=PORT=99999', '/bin/a', 0],
  ])('takes from %s and %s the port %i', (environment, command, port) => {
    const text = `Id=a.service\n${environment}\nExecStart={ path=/bin/a ; argv[]=${command} ; flags= ; start_time=[n/a] }\n`
    expect(valuesOf('systemd-units', { stdout: text }).units).toMatchObject([{ port }])
  })

  it.each([
    "System has not been booted with systemd as init system (PID 1). Can't operate.",
    'Failed to connect to bus: Host is down',
  ])('says that systemd is not there: %s', stderr => {
    expect(readWith('systemd-units', { stderr, code: 1 })).toMatchObject({ ok: false, reason: 'tool-missing' })
  })

  it('refuses another output', () => {
    expect(readWith('systemd-units', { stdout: 'Unit a.service could not be found.' }).ok).toBe(false)
  })
})
