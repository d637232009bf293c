import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scriptFault } from '../../packages/engine/src/lint/read-only/read-only.ts'
import { type Probe, parseProbe } from '../../packages/engine/src/runbook/probe.ts'

const folder = path.resolve('runbooks/probes')
const probes = readdirSync(folder).map(name => parseProbe(readFileSync(path.join(folder, name), 'utf8'), name))
/** What any system has: POSIX tools and GNU coreutils. */
const base =
  'awk basename cat cut date df dirname du env find grep head id nproc od readlink sed sleep sort stat tail timeout tr wc xargs zcat'

let box: string
beforeAll(() => {
  box = mkdtempSync(path.join(tmpdir(), 'runbook-probes-'))
  mkdirSync(path.join(box, 'base'))
  for (const name of base.split(' '))
    for (const place of ['/usr/bin', '/bin'].filter(place => existsSync(path.join(place, name))).slice(0, 1))
      symlinkSync(path.join(place, name), path.join(box, 'base', name))
})
afterAll(() => rmSync(box, { recursive: true }))

/** Runs a probe as a session does, among the base tools and the given programs, in a folder that must stay empty. */
function run({ name, script }: Probe, env: Record<string, string>, programs: Record<string, string>) {
  const bin = mkdtempSync(path.join(box, 'bin-'))
  const here = mkdtempSync(path.join(box, 'here-'))
  for (const [program, body] of Object.entries(programs))
    writeFileSync(path.join(bin, program), `#!/bin/bash\n${body}\n`, { mode: 0o755 })
  const { status, stdout, stderr } = spawnSync('/bin/bash', ['-c', script, name], {
    cwd: here,
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
    env: { ...env, PATH: `${bin}:${path.join(box, 'base')}`, LC_ALL: 'C' },
  })
  expect(readdirSync(here)).toEqual([])
  return { status, stdout, stderr }
}

const probeOf = (name: string) => probes.find(probe => probe.name === name) as Probe
const prints = (text: string) => `cat <<'END'\n${text}\nEND`

/** Programs of the base that no probe has to look for. */
const NEEDED = /\b(ss|curl|ps|pgrep|docker|nsenter|iptables|ip|openssl|dig|getent|aws|az|journalctl|pm2|nginx|ping)\b/

describe('a probe without the programs that it needs', () => {
  it.each(
    probes
      .filter(({ needs, script }) => NEEDED.test(needs) && !/journalctl .*2>/.test(script))
      .map(probe => [probe.name, probe] as const),
  )('ends with a failure, and not with an answer: %s', (_name, probe) => {
    const env = Object.fromEntries([...probe.takes.keys()].map(name => [name, '1']))
    expect(run(probe, env, {}).status).not.toBe(0)
  })
})

/** Name, variables, programs with what they were seen to print, and what the probe prints of it. */
type Row = [name: string, env: Record<string, string>, programs: Record<string, string>, printed: string]

const rows: Row[] = [
  [
    'listening-processes',
    { SOCKET: '', PORT: '3000' },
    {
      ss: prints('LISTEN 0      511          0.0.0.0:3000      0.0.0.0:*    users:(("node",pid=812,fd=21))'),
      ps: 'echo "$*"',
    },
    '-ww -o pid=,ppid=,user:32=,etimes=,stat=,pcpu=,args= -p 812\n',
  ],
  [
    'dns-ask',
    { NAME: 'shop.test', SERVERS: '127.0.0.53 [::1]:5353' },
    {
      dig: `case "$*" in *@::1*) echo ';; communications error to ::1#5353: connection refused' ;; *)
        echo ';; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 4660'
        echo ';; flags: qr rd ra; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 0' ;; esac`,
    },
    'server 127.0.0.53 rcode 3 answers 0\nserver [::1]:5353 refused\n',
  ],
  [
    'dns-ask',
    { NAME: 'shop.test', SERVERS: '10.0.0.2' },
    { dig: "echo ';; communications error to 10.0.0.2#53: timed out'; exit 9" },
    'server 10.0.0.2 timeout\n',
  ],
  [
    'addresses-now',
    { NAMES: 'shop.test gone.test' },
    {
      getent: `case "$2" in gone.test) exit 2 ;; esac
        printf '%s\\n' '10.0.0.5        STREAM shop.test' '10.0.0.5        DGRAM' '10.0.0.5        RAW'`,
    },
    'address shop.test 10.0.0.5\nnone gone.test\n',
  ],
  [
    'answers-there',
    { ADDRESSES: '10.0.0.5 ::1', PORT: '80' },
    { curl: 'case "$*" in *10.0.0.5*) printf 0.000312 ;; *) printf 0.000000; exit 7 ;; esac' },
    'opens 10.0.0.5\n',
  ],
  [
    'ask-member',
    { SOCKET: '', HOST: '::1', PORT: '81', VHOST: 'shop.test', URL_PATH: '/a' },
    { curl: 'echo "$*"' },
    '-sS -g -i -m 8 --noproxy * -H Host: shop.test http://[::1]:81/a\n',
  ],
  [
    'comes-back',
    { PORT: '3000' },
    { ss: prints('LISTEN 0      511          0.0.0.0:3000      0.0.0.0:*    users:(("node",pid=812,fd=21))') },
    'LISTEN 0      511          0.0.0.0:3000      0.0.0.0:*    users:(("node",pid=812,fd=21))\n',
  ],
  [
    'refused-again',
    { PORT: '3000', AUTHORITY: 'localhost' },
    {
      ss: prints('LISTEN 0 511 0.0.0.0:3000 0.0.0.0:* uid:1000 ino:48121 sk:1 cgroup:/ <->'),
      curl: "echo '* connect to 127.0.0.1 port 3000 failed: Connection refused' >&2; exit 7",
    },
    'before=48121, refused=1 after=48121,\n'.repeat(3),
  ],
  [
    'waited-for',
    { UNIT: 'shop.service' },
    { journalctl: prints('Error: connect ECONNREFUSED 127.0.0.1:5432'), ss: 'true' },
    'waited=127.0.0.1:5432 now=no\n',
  ],
  [
    'near-ports',
    { HOST: '10.1.2.3', PORT: '8080' },
    {
      ip: prints('2: eth0    inet 10.1.9.4/16 brd 10.1.255.255 scope global eth0'),
      curl: 'case "$*" in *:80/*) printf 0.0004 ;; *) printf 0.000000 ;; esac',
    },
    'near yes\nopen 80\n',
  ],
  [
    'firewall-counts',
    { FROM: '1', ADDRESS: '172.17.0.2', PORT: '80' },
    {
      iptables: prints('      12      720 DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0'),
      nsenter: 'exit 28',
      curl: '',
    },
    'counts=same\n',
  ],
  [
    'tls-versions',
    { HOST: '::1', PORT: '443', NAME: 'shop.test' },
    { openssl: 'case "$*" in *"-connect [::1]:443 -servername=shop.test -tls1_2"*) ;; *) exit 1 ;; esac' },
    'accepts tls1_2\n',
  ],
  [
    'app-setting-back',
    { NAME: 'PORT', OLD: '', GROUP: 'g', APP: 'shop', SUB: 's' },
    { az: 'echo "$*"' },
    'webapp config appsettings delete -g g -n shop --subscription s --setting-names PORT -o none\n',
  ],
  [
    'pm2-jlist',
    { DAEMON: '1', DAEMON_PATH: '', DAEMON_HOME: '/h', OWNER: 'nobody-else', WAIT: '0' },
    { runuser: 'echo "$*"' },
    '-u nobody-else -- env PATH=',
  ],
  [
    'pm2-jlist',
    { DAEMON: '999999999', DAEMON_PATH: '', DAEMON_HOME: '/h', OWNER: 'nobody-else', WAIT: '0' },
    {},
    '[]\n',
  ],
  [
    'cloudflare-get',
    { RESOURCE: 'zones/1/dns_records?name=shop.test', CLOUDFLARE_API_TOKEN: 't0' },
    { curl: 'echo "$*"; cat' },
    String.raw`-sS -g -m 15 -H @- -w \n%{http_code}\n https://api.cloudflare.com/client/v4/zones/1/dns_records?name=shop.test
Authorization: Bearer t0
`,
  ],
  [
    'cloudflare-change',
    { METHOD: 'PATCH', RESOURCE: 'zones/1/settings/ssl', BODY: '{"value":"full"}', CF_API_TOKEN: 't1' },
    { curl: 'echo "$*"; cat' },
    `-sS --fail-with-body -g -m 30 -X PATCH -H @- -H Content-Type: application/json -d {"value":"full"} \
https://api.cloudflare.com/client/v4/zones/1/settings/ssl
Authorization: Bearer t1
`,
  ],
  [
    'acl-allow',
    { ACL: 'acl-1', DIRECTION: 'egress', NUMBERS: '90 91', NETWORKS: '10.0.1.0/24 10.0.2.0/24', REGION: 'eu-west-1' },
    { aws: 'shift 4; echo "$*"' },
    ['90 10.0.1.0/24', '91 10.0.2.0/24']
      .map(entry => entry.split(' '))
      .map(
        ([number, network]) =>
          `--rule-number ${number} --protocol tcp --port-range From=1024,To=65535 --cidr-block ${network} --egress --rule-action allow --region eu-west-1\n`,
      )
      .join(''),
  ],
  [
    'iptables-accept',
    { ACTION: '-D', FAMILY: 'ip', CHAIN: 'INPUT', HOOK: 'input', HOST: '127.0.0.1', PORT: '3000' },
    { iptables: 'echo "$*"' },
    '-D INPUT -d 127.0.0.1 -p tcp --dport 3000 -m comment --comment runbook -j ACCEPT -i lo\n',
  ],
]

describe('a probe', () => {
  it.each(rows)('prints what it says: %s', (name, env, programs, printed) => {
    const probe = probeOf(name)
    expect(Object.keys(env)).toEqual(expect.arrayContaining([...probe.takes.keys()]))
    expect(run(probe, env, programs).stdout.slice(0, printed.length)).toBe(printed)
  })

  it('fails when the daemon of PM2 is gone after a wait', () => {
    const env = { DAEMON: '999999999', DAEMON_PATH: '', DAEMON_HOME: '/h', OWNER: 'nobody-else', WAIT: '4' }
    expect(run(probeOf('pm2-jlist'), env, {}).status).toBe(3)
  })

  it("of Cloudflare's API counts as a read when it gets, and as a change when it may send", () => {
    expect(scriptFault(probeOf('cloudflare-get').script)).toBeUndefined()
    expect(scriptFault(probeOf('cloudflare-statuses').script)).toBeUndefined()
    expect(scriptFault(probeOf('cloudflare-change').script)?.refusal).toMatch(/GET, HEAD or OPTIONS/)
  })

  it("prints what PM2's log says of the application around its failure", () => {
    const home = mkdtempSync(path.join(box, 'pm2-'))
    const line = (time: string, text: string) => `1970-01-02T${time}: PM2 log: ${text}\n`
    const near = line('00:00:10', 'App [shop:0] exited with code [1]')
    writeFileSync(
      path.join(home, 'pm2.log'),
      line('00:02:00', 'App [shop:0] online') + near + line('00:00:12', 'App [other:1] online'),
    )
    const env = { DAEMON_HOME: home, APP: 'shop', APP_ID: '0', FAILED_AT: '86400', TZ: 'UTC' }
    expect(run(probeOf('pm2-events'), env, {}).stdout).toBe(near)
  })

  it('is named by a runbook', () => {
    const texts = readdirSync('runbooks')
      .filter(name => name.endsWith('.yaml'))
      .map(name => readFileSync(path.join('runbooks', name), 'utf8'))
      .join('\n')
    expect(
      probes
        .map(({ name }) => name)
        .filter(name => !new RegExp(`\\bprobe: ${name}$|\\bprobe: ${name}[,\\s}]`, 'm').test(texts)),
    ).toEqual([])
  })
})
