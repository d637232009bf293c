import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitWords } from '../../../packages/engine/src/judge/words.ts'
import {
  commandRefusal,
  envRefusal,
  scriptRefusal,
} from '../../../packages/engine/src/runbook/lint/read-only/read-only.ts'

const READS = [
  "curl -sS -g -i -m 65 -w '%{http_code}' {{url.href}}",
  'curl -sS -o /dev/null -X HEAD --connect-to {{a}}:80:127.0.0.1:80 -H "Host: {{a}}" http://127.0.0.1/',
  'curl --unix-socket {{sock}} http://x/',
  'ss -H -ltnp sport = :{{port}}',
  'ps -ww -eo pid=,ppid=,args=',
  'tail -n 2000 {{log}}',
  'grep -c "a b" {{log}}',
  'stat -c %a {{path}}',
  'namei -l {{path}}',
  'getent ahosts {{host}}',
  'nginx -T -c {{conf}} -p {{prefix}} -g {{globals}}',
  '{{nginx_binary}} -t -q',
  '/usr/sbin/nginx -V',
  '{{apache2_binary}} -d {{root}} -f {{conf}} -C "LoadModule info_module {{info}}" -t -D DUMP_CONFIG',
  'httpd -V',
  'haproxy -c -f {{conf}}',
  'systemctl show {{unit}} -p ActiveState,SubState --no-pager',
  'systemctl --no-pager status -n 20 {{unit}}',
  'timedatectl show -p NTPSynchronized -p TimeUSec',
  'journalctl -u {{unit}} --since "15 min ago" --no-pager -o cat',
  'sudo -n journalctl -k -n 50',
  'timeout 5 openssl s_client -connect {{host}}:443 -servername {{host}}',
  'env LC_ALL=C df -Pi /',
  'nice -n 10 du -sx /var/log',
  'nsenter -t 1 -n ss -ltn',
  'setpriv --reuid=33 --clear-groups test -w {{sock}}',
  'runuser -u www-data -- test -x /srv',
  'find /etc/nginx -name *.conf',
  'awk \'$4 == "0A" { n++ } END { print n }\' /proc/net/tcp',
  "sed -n '1,20p;s/a/b/gp' {{file}}",
  'date +%z',
  'date -d "-1 hour" +%s',
  'hostname',
  'dmesg -T --level=err',
  'ip -o addr show',
  'ip route get {{address}}',
  'nft -a list ruleset',
  'iptables -nvL -t nat',
  'sysctl -n net.core.somaxconn',
  'node --check {{script}}',
  'python3 --version',
  'docker inspect {{name}}',
  'docker network ls',
  'docker exec {{name}} nginx -T',
  'kill -0 {{pid}}',
  'openssl x509 -in {{cert}} -noout -enddate',
  'ping -n -q -M do -c 1 -W 1 -s 1472 {{host}}',
  'sort -u -k2,2 -t: {{file}}',
  'uniq -c {{file}}',
  'xxd -l 16 {{file}}',
]

const WRITES: [string, RegExp][] = [
  ['rm {{file}}', /"rm" is not among/],
  ['curl -d x http://a', /-d/],
  ['curl -sSd x http://a', /-d/],
  ['curl --data-raw x http://a', /--data-raw/],
  ['curl -X POST http://a', /GET, HEAD/],
  ['curl -XDELETE http://a', /GET, HEAD/],
  ['curl -X {{method}} http://a', /GET, HEAD/],
  ['curl -o {{file}} http://a', /\/dev\/null/],
  ['curl -sSo/etc/passwd http://a', /\/dev\/null/],
  ['curl -O http://a/x', /-O/],
  ['curl -T f http://a', /-T/],
  ['curl -F a=b http://a', /-F/],
  ['curl -c jar http://a', /-c/],
  ['curl -K conf', /-K/],
  ['curl gopher://127.0.0.1:6379/_FLUSHALL', /gopher/],
  ["curl -w '%output{/tmp/x}a' http://a", /-w/],
  ['ss -K dst 1.2.3.4', /-K/],
  ['nginx', /starts a server/],
  ['apache2 -d {{root}}', /starts a server/],
  ['apache2 -k graceful', /-k/],
  ['apache2 -t -C "LoadModule evil_module /tmp/evil.so"', /info_module/],
  ['haproxy -f {{conf}}', /starts a server/],
  ['haproxy -c -f {{conf}} -sf 1', /-s/],
  ['nginx -s reload', /-s/],
  ['nginx -ts stop', /-s/],
  ['nginx -c {{conf}}', /starts a server/],
  ['{{nginx_binary}} -s reload', /-s/],
  ['{{program}} -t', /only known when it runs/],
  ['/tmp/nginx -t', /not among/],
  ['systemctl restart nginx', /"restart"/],
  ['timedatectl set-ntp true', /"set-ntp"/],
  ['systemctl --no-pager -p x stop nginx', /"stop"/],
  ['systemctl {{verb}} nginx', /known to only read/],
  ['systemctl -H host status', /-H/],
  ['journalctl --rotate', /--rotate/],
  ['journalctl --vacuum-time=1d', /--vacuum-time/],
  ['journalctl --vac', /--vac/],
  ['pm2 jlist', /daemon/],
  ['sudo -n systemctl reload nginx', /"reload"/],
  ['sudo cat /etc/shadow', /-n/],
  ['sudo -n -s', /-s/],
  ['env A=1 rm x', /"rm"/],
  ['env NODE_OPTIONS=--require=/x node --check a', /NODE_OPTIONS/],
  ['timeout -k 1 5 kill 1', /-0/],
  ['timeout 5', /needs the command/],
  ['nsenter -t 1 -m', /needs the command/],
  ['nsenter -t 1 -m sh', /not among/],
  ['runuser -u x -c "rm y"', /-c/],
  ['xargs -r rm', /"rm"/],
  ['find / -delete', /-delete/],
  ['find / -execdir rm {} +', /-exec/],
  ['find / -fprintf out x', /-fprint/],
  ['awk \'BEGIN { print 1 > "f" }\'', /print >/],
  ['awk \'BEGIN { print 1 | "sh" }\'', /starts programs/],
  ["awk -i inplace '{ print }' f", /-i/],
  ['awk -f prog.awk f', /-f/],
  ['awk "{{program}}" f', /-v name/],
  ["sed -i 's/a/b/' f", /-i/],
  ["sed --in-place 's/a/b/' f", /--in-place/],
  ["sed 's/a/b/e' f", /flag/],
  ["sed 'w out' f", /command w/],
  ["sed ':a;$!{N;ba};w out' f", /command w/],
  ['sort -o f f', /-o/],
  ['sort -uof f', /-o/],
  ['sort --outp=f f', /--outp/],
  ['sort --compress-program=sh f', /--compress/],
  ['uniq in out', /second/],
  ['xxd -r in', /-r/],
  ['date -s 12:00', /-s/],
  ['date 010112002026', /clock/],
  ['hostname evil', /sets it/],
  ['dmesg -C', /-C/],
  ['dmesg --clear', /--clear/],
  ['ip link set eth0 down', /only reads/],
  ['ip netns exec x rm y', /only reads/],
  ['nft flush ruleset', /nft list/],
  ["nft list ruleset ';' flush ruleset", /nft list/],
  ['iptables -F', /-F/],
  ['iptables -L -Z', /-Z/],
  ['sysctl -w a=b', /-w/],
  ['sysctl a=b', /plain names/],
  ['sysctl -p', /-p/],
  ['node app.js', /runs code/],
  ['node -e 1', /runs code/],
  ['python3 -c 1', /runs code/],
  ['docker exec a rm b', /only reads/],
  ['docker exec a nginx -s stop', /only reads/],
  ['docker exec -d a sleep 9', /no options/],
  ['docker network rm b', /only reads/],
  ['kill {{pid}}', /-0/],
  ['kill -9 {{pid}}', /-0/],
  ['openssl genrsa 2048', /s_client/],
  ['ping 192.0.2.1', /-c/],
  ['ping -c 1000 192.0.2.1', /-c/],
  ['openssl x509 -in a -out b', /-out/],
  ['bash -c "ls | wc"', /script:/],
  ['/bin/sh x', /script:/],
  ['exec ls', /script:/],
  ['tee f', /not among/],
  ['dd if=a of=b', /not among/],
  ['wget http://a', /not among/],
  ['nc -l 80', /not among/],
]

describe('the command of a check', () => {
  it.each(READS)('only reads: %s', line => {
    expect(commandRefusal(splitWords(line) ?? [])).toBeUndefined()
  })

  it.each(WRITES)('is refused: %s', (line, reason) => {
    expect(commandRefusal(splitWords(line) ?? [])).toMatch(reason)
  })

  it.each([
    ['LD_PRELOAD', '/tmp/x.so'],
    ['PATH', '/tmp:/usr/bin'],
    ['BASH_ENV', '{{file}}'],
  ])('may not be given the variable %s', (name, value) => {
    expect(envRefusal(name, value)).toContain(name)
  })

  it('may be given any other variable', () => {
    expect(envRefusal('UPSTREAM_PORT', '{{port}}')).toBeUndefined()
  })

  it('is judged without an exception, whatever it holds', () => {
    const part = fc.constantFrom(
      ...'$(){}[]<>|&;`"\'\\\n #=*!-a0@',
      '$((',
      '))',
      '[[',
      ']]',
      'case',
      'esac',
      'in',
      'do',
      'rm',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), parts => {
        const text = parts.join('')
        expect(['string', 'undefined']).toContain(typeof scriptRefusal(text))
        expect(['string', 'undefined']).toContain(typeof commandRefusal(parts))
      }),
      { numRuns: 2000 },
    )
  })

  it('is refused wherever a writing command is hidden in a script', () => {
    const hide = fc.constantFrom<(inner: string) => string>(
      inner => `$( ${inner})`,
      inner => `echo "$( ${inner})"`,
      inner => `if ${inner}; then :; fi`,
      inner => `while :; do ${inner}; done`,
      inner => `case x in x) ${inner} ;; esac`,
      inner => `( ${inner} )`,
      inner => `{ ${inner}; }`,
      inner => `ls | ${inner}`,
      inner => `true && ! ${inner}`,
      inner => `cat <( ${inner})`,
      inner => `x=$( ${inner})`,
      inner => `[[ -n $( ${inner}) ]]`,
      inner => `for i in 1; do ${inner}; done`,
      inner => `f() { ${inner}; }`,
      inner => `echo $((1 + $( ${inner})))`,
      inner => `: "\${x:-$( ${inner})}"`,
      inner => `# note\n${inner}`,
      inner => `a=(1 $( ${inner}))`,
    )
    fc.assert(
      fc.property(fc.array(hide, { maxLength: 6 }), layers => {
        const text = layers.reduce((inner, layer) => layer(inner), 'rm file')
        expect(scriptRefusal(text), text).toMatch(/"rm"|only known when it runs/)
      }),
      { numRuns: 1000 },
    )
  })
})
