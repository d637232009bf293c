import { describe, expect, it } from 'vitest'
import { nginxLogKinds } from '../../../../packages/engine/src/read/nginx/nginx-log-kinds.ts'
import { parseLine } from '../../../../packages/engine/src/read/nginx/nginx-log-line.ts'

/** Kind, phase, errno and the line that nginx 1.22.1 wrote for it, without time and process. */
const logged = rows(String.raw`
refused | connecting | 111 | [error] *1 connect() failed (111: Connection refused) while connecting to upstream, WHO "GET /refused HTTP/1.1", upstream: "http://127.0.0.1:7999/refused", HOST
prematurely-closed | reading-header | 0 | [error] *5 upstream prematurely closed connection while reading response header from upstream, WHO "GET /premature HTTP/1.1", upstream: "http://127.0.0.1:7001/premature", HOST
reset | reading-header | 104 | [error] *7 recv() failed (104: Connection reset by peer) while reading response header from upstream, WHO "GET /reset HTTP/1.1", upstream: "http://127.0.0.1:7002/reset", HOST
timed-out-header | reading-header | 110 | [error] *9 upstream timed out (110: Connection timed out) while reading response header from upstream, WHO "GET /slow HTTP/1.1", upstream: "http://127.0.0.1:7003/slow", HOST
closed-mid-body | reading-body | 0 | [error] *11 upstream prematurely closed connection while reading upstream, WHO "GET /midclose HTTP/1.1", upstream: "http://127.0.0.1:7004/midclose", HOST
closed-mid-body | reading-body | 104 | [error] *13 readv() failed (104: Connection reset by peer) while reading upstream, WHO "GET /midreset HTTP/1.1", upstream: "http://127.0.0.1:7005/midreset", HOST
timed-out-body | reading-body | 110 | [error] *15 upstream timed out (110: Connection timed out) while reading upstream, WHO "GET /midstall HTTP/1.1", upstream: "http://127.0.0.1:7006/midstall", HOST
too-big-header | reading-header | 0 | [error] *17 upstream sent too big header while reading response header from upstream, WHO "GET /bighead HTTP/1.1", upstream: "http://127.0.0.1:7007/bighead", HOST
invalid-header | reading-header | 0 | [error] *19 upstream sent invalid header: "X\x20..." while reading response header from upstream, WHO "GET /badhead HTTP/1.1", upstream: "http://127.0.0.1:7008/badhead", HOST
invalid-chunked | reading-body | 0 | [error] *21 upstream sent invalid chunked response while reading upstream, WHO "GET /badchunk HTTP/1.1", upstream: "http://127.0.0.1:7009/badchunk", HOST
not-http | reading-header | 0 | [error] *23 upstream sent no valid HTTP/1.0 header while reading response header from upstream, WHO "GET /ssh HTTP/1.1", upstream: "http://127.0.0.1:7010/ssh", HOST
tls-wrong-version | ssl-handshake | 0 | [error] *25 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, WHO "GET /wrongver HTTP/1.1", upstream: "https://127.0.0.1:7011/wrongver", HOST
tls-unrecognized-name | ssl-handshake | 0 | [crit] *27 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, WHO "GET /sni HTTP/1.1", upstream: "https://127.0.0.1:7021/sni", HOST
tls-version | ssl-handshake | 0 | [error] *29 SSL_do_handshake() failed (SSL: error:0A00042E:SSL routines::tlsv1 alert protocol version:SSL alert number 70) while SSL handshaking to upstream, WHO "GET /tls13 HTTP/1.1", upstream: "https://127.0.0.1:7022/tls13", HOST
tls-handshake-failure | ssl-handshake | 0 | [error] *31 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, WHO "GET /client HTTP/1.1", upstream: "https://127.0.0.1:7023/client", HOST
tls-client-cert | reading-header | 0 | [crit] *33 SSL_read() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert number 116) while reading response header from upstream, WHO "GET /client13 HTTP/1.1", upstream: "https://127.0.0.1:7023/client13", HOST
tls-verify | ssl-handshake | 0 | [error] *37 upstream SSL certificate verify error: (18:self-signed certificate) while SSL handshaking to upstream, WHO "GET /verify HTTP/1.1", upstream: "https://127.0.0.1:7020/verify", HOST
tls-timeout | ssl-handshake | 110 | [error] *41 upstream timed out (110: Connection timed out) while SSL handshaking to upstream, WHO "GET /tlsstall HTTP/1.1", upstream: "https://127.0.0.1:7012/tlsstall", HOST
tls-peer-closed | ssl-handshake | 104 | [error] *45 peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream, WHO "GET /tlsclose2 HTTP/1.1", upstream: "https://127.0.0.1:7014/tlsclose2", HOST
timed-out-connecting | connecting | 110 | [error] *49 upstream timed out (110: Connection timed out) while connecting to upstream, WHO "GET /conntimeout HTTP/1.1", upstream: "http://127.0.0.1:7015/conntimeout", HOST
protocol-mismatch | reading-header | 0 | [error] *51 upstream sent too large http2 frame: 4740180 while reading response header from upstream, WHO "GET /grpc HTTP/1.1", upstream: "grpc://127.0.0.1:7011", HOST
unix-missing | connecting | 2 | [crit] *55 connect() to unix:/srv/none.sock failed (2: No such file or directory) while connecting to upstream, WHO "GET /umissing HTTP/1.1", upstream: "http://unix:/srv/none.sock:/umissing", HOST
refused-unix | connecting | 111 | [error] *57 connect() to unix:/srv/stale.sock failed (111: Connection refused) while connecting to upstream, WHO "GET /ustale HTTP/1.1", upstream: "http://unix:/srv/stale.sock:/x", HOST
unix-denied | connecting | 13 | [crit] *59 connect() to unix:/srv/denied.sock failed (13: Permission denied) while connecting to upstream, WHO "GET /udenied HTTP/1.1", upstream: "http://unix:/srv/denied.sock:/udenied", HOST
unix-wrong-type | connecting | 91 | [crit] *61 connect() to unix:/srv/dgram.sock failed (91: Protocol wrong type for socket) while connecting to upstream, WHO "GET /udgram HTTP/1.1", upstream: "http://unix:/srv/dgram.sock:/udgram", HOST
unix-backlog | connecting | 11 | [error] *63 connect() to unix:/srv/full.sock failed (11: Resource temporarily unavailable) while connecting to upstream, WHO "GET /ufull HTTP/1.1", upstream: "http://unix:/srv/full.sock:/ufull", HOST
upstream-disabled | connecting | 0 | [warn] *65 upstream server temporarily disabled while connecting to upstream, WHO "GET /dead HTTP/1.1", upstream: "http://127.0.0.1:7999/dead", HOST
could-not-resolve-nxdomain |  | 3 | [error] *71 nope.test could not be resolved (3: Host not found), WHO "GET /nxd HTTP/1.1", HOST
could-not-resolve |  | 2 | [error] *73 broken.test could not be resolved (2: Server failure), WHO "GET /servfail HTTP/1.1", HOST
resolver-unreachable | resolving | 111 | [error] recv() failed (111: Connection refused) while resolving, resolver: 127.0.0.1:7055
could-not-resolve |  | 110 | [error] *75 app.test could not be resolved (110: Operation timed out), WHO "GET /deaddns HTTP/1.1", HOST
no-resolver |  | 0 | [error] *77 no resolver defined to resolve app.test, WHO "GET /nores HTTP/1.1", HOST
bad-variable |  | 0 | [error] *78 invalid URL prefix in "/x", WHO "GET /badvar HTTP/1.1", HOST
bad-variable |  | 0 | [error] *79 invalid port in upstream "127.0.0.1:abc", WHO "GET /badport HTTP/1.1", HOST
host-unreachable | connecting | 113 | [error] *80 connect() to 10.1.1.1:3000 failed (113: No route to host) while connecting to upstream, WHO "GET /unreach HTTP/1.1", upstream: "http://10.1.1.1:3000/unreach", HOST
denied | connecting | 13 | [crit] *82 connect() to 10.2.1.1:3000 failed (13: Permission denied) while connecting to upstream, WHO "GET /prohibit HTTP/1.1", upstream: "http://10.2.1.1:3000/prohibit", HOST
network-unreachable | connecting | 101 | [error] *86 connect() to 10.9.9.9:3000 failed (101: Network is unreachable) while connecting to upstream, WHO "GET /nonet HTTP/1.1", upstream: "http://10.9.9.9:3000/nonet", HOST
network-unreachable-ipv6 | connecting | 101 | [error] *88 connect() to [2001:db8::1]:3000 failed (101: Network is unreachable) while connecting to upstream, WHO "GET /nonet6 HTTP/1.1", upstream: "http://[2001:db8::1]:3000/nonet6", HOST
bind-failed | connecting | 99 | [crit] *90 bind(203.0.113.9) failed (99: Cannot assign requested address) while connecting to upstream, WHO "GET /bind HTTP/1.1", upstream: "http://127.0.0.1:7011/bind", HOST
auth-request |  | 0 | [error] *91 auth request unexpected status: 502 while sending to client, WHO "GET /auth HTTP/1.1", HOST
no-live-upstreams | connecting | 0 | [error] *95 no live upstreams while connecting to upstream, WHO "GET /dead HTTP/1.1", upstream: "http://dead/dead", HOST
limited |  | 0 | [error] *99 limiting requests, excess: 1.000 by zone "z", WHO "GET /limit HTTP/1.1", HOST
client-too-large |  | 0 | [error] *100 client intended to send too large body: 20000000 bytes, WHO "POST /body HTTP/1.1", HOST
body-temp-denied |  | 13 | [crit] *101 open() "/srv/temp/client_body/0000000001" failed (13: Permission denied), WHO "POST /body HTTP/1.1", HOST
timed-out-sending | sending-request | 110 | [error] *103 upstream timed out (110: Connection timed out) while sending request to upstream, WHO "POST /sendtimeout HTTP/1.1", upstream: "http://127.0.0.1:7012/sendtimeout", HOST
client-closed | sending-request | 0 | [info] *107 epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too while sending request to upstream, WHO "GET /slow HTTP/1.1", upstream: "http://127.0.0.1:7003/slow", host: "shop.test", referrer: "https://shop.test/a,b"
no-local-port | connecting | 99 | [crit] *118 connect() to 127.0.0.1:7011 failed (99: Cannot assign requested address) while connecting to upstream, WHO "GET /ok HTTP/1.1", upstream: "http://127.0.0.1:7011/ok", HOST
worker-crash |  | 0 | [alert] worker process 2175 exited on signal 9
emerg |  | 0 | [emerg] unknown directive "bogus" in /srv/nginx.conf:1
host-not-found-at-load |  | 0 | [emerg] host not found in upstream "nope.invalid" in /srv/nginx.conf:21
address-in-use |  | 98 | [emerg] bind() to 127.0.0.1:7011 failed (98: Address already in use)
address-in-use |  | 0 | [emerg] still could not bind()
worker-connections |  | 0 | [warn] 9 worker_connections are not enough, reusing connections
too-many-files | connecting | 24 | [alert] *137 socket() failed (24: Too many open files) while connecting to upstream, WHO "GET /slow HTTP/1.1", upstream: "http://127.0.0.1:7003/slow", HOST
too-many-files |  | 24 | [crit] accept4() failed (24: Too many open files)
proxy-protocol |  | 0 | [error] *109 broken header: "GET / HTTP/1.1" while reading PROXY protocol, client: 127.0.0.1, server: 127.0.0.1:7081
`)

/** The same for faults of other versions, or that need a machine of their own; the wording is that of nginx's source. */
const documented = rows(`
tls-name-mismatch | ssl-handshake | 0 | [error] *1 upstream SSL certificate does not match "app.test" while SSL handshaking to upstream, WHO "GET / HTTP/1.1", upstream: "https://127.0.0.1:1/", HOST
tls-other | ssl-handshake | 0 | [crit] *1 SSL_do_handshake() failed (SSL: error:0A000126:SSL routines::unexpected eof while reading) while SSL handshaking to upstream, WHO "GET / HTTP/1.1", upstream: "https://127.0.0.1:1/", HOST
write-failed | sending-request | 104 | [error] *1 writev() failed (104: Connection reset by peer) while sending request to upstream, WHO "POST / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
framing-headers | reading-header | 0 | [error] *1 upstream sent "Content-Length" and "Transfer-Encoding" headers at the same time while reading response header from upstream, WHO "GET / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
protocol-oddity | reading-header | 0 | [error] *1 upstream sent HTTP/1.0 response with early hints while reading response header from upstream, WHO "GET / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
protocol-oddity | ssl-handshake | 0 | [error] *1 upstream prematurely sent response while SSL handshaking to upstream, WHO "GET / HTTP/1.1", upstream: "https://127.0.0.1:1/", HOST
framing-headers | reading-header | 0 | [error] *1 upstream sent duplicate header line: "Content-Length: 2", previous value: "Content-Length: 3" while reading response header from upstream, WHO "GET / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
proxy-temp-denied | reading-body | 13 | [crit] *1 open() "/srv/temp/proxy/1/00/0000000001" failed (13: Permission denied) while reading upstream, WHO "GET / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
disk-full |  | 28 | [crit] *1 pwrite() "/srv/temp/client_body/0000000001" failed (28: No space left on device), WHO "POST / HTTP/1.1", HOST
fastcgi-stderr | reading-header | 0 | [error] *1 FastCGI sent in stderr: "Primary script unknown" while reading response header from upstream, WHO "GET / HTTP/1.1", upstream: "fastcgi://unix:/run/php.sock:", HOST
other-upstream | reading-header | 0 | [error] *1 upstream rejected request with error 2 while reading response header from upstream, WHO "GET / HTTP/1.1", upstream: "grpc://127.0.0.1:1", HOST
closed-mid-body | upgraded | 104 | [error] *1 recv() failed (104: Connection reset by peer) while proxying upgraded connection, WHO "GET /ws HTTP/1.1", upstream: "http://127.0.0.1:1/ws", HOST
denied | connecting | 97 | [alert] *1 socket() failed (97: Address family not supported by protocol) while connecting to upstream, WHO "GET / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
other | reading-body | 0 | [warn] *1 an upstream response is buffered to a temporary file /srv/temp/proxy/1/00/0000000001 while reading upstream, WHO "GET / HTTP/1.1", upstream: "http://127.0.0.1:1/", HOST
other |  | 2 | [error] *1 open() "/srv/www/favicon.ico" failed (2: No such file or directory), WHO "GET /favicon.ico HTTP/1.1", HOST
other |  | 13 | [error] *1 open() "/srv/www/private.txt" failed (13: Permission denied), WHO "GET /private.txt HTTP/1.1", HOST
other |  | 0 | [crit] *1 SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:443
`)

describe('kinds of nginx error lines', () => {
  it.each(logged)('reads %s in phase "%s" with errno %i', (kind, phase, errno, text) => {
    expect(parsed(text)).toMatchObject({ kind, phase, errno })
  })

  it.each(documented)('reads the wording of %s in phase "%s" with errno %i', (kind, phase, errno, text) => {
    expect(parsed(text)).toMatchObject({ kind, phase, errno })
  })

  it('has a line for every kind, so that none is only a guess', () => {
    const shown = new Set([...logged, ...documented].map(([kind]) => kind))
    expect(nginxLogKinds.map(({ kind }) => kind).filter(kind => !shown.has(kind))).toEqual([])
  })
})

function rows(table: string): [string, string, number, string][] {
  const lines = table.trim().split('\n')
  return lines.map(line => {
    const [kind = '', phase = '', errno, text = ''] = line.split(' | ')
    const full = text.replace('WHO', 'client: 127.0.0.1, server: shop.test, request:')
    return [kind, phase.trim(), Number(errno), full.replace('HOST', 'host: "shop.test:7080"')]
  })
}

function parsed(text: string) {
  const line = parseLine(`2026/11/21 07:11:03 ${text.replace('] ', '] 2175#2175: ')}`, 0)
  if (!line) throw new Error(`not a line: ${text}`)
  return line
}
