/** One family of lines in an nginx error log. */
export interface NginxLogKind {
  kind: string
  /** Matched against `[level] message`, the message without its trailing `client: …` fields. */
  pattern: RegExp
  /** One sentence for people. */
  means: string
  /** True when a request gets a 5xx or a cut answer by it. */
  fails: boolean
  /** True when nginx may log it before it knows the host, so that it concerns every host. */
  isGlobal?: boolean
}

/**
 * Every kind of line that nginx writes when a request or an upstream fails; the first match counts.
 * The messages are those of nginx 1.18 to 1.31: ngx_http_upstream.c, ngx_event_connect.c, ngx_event_openssl.c, ngx_resolver.c.
 */
export const nginxLogKinds: readonly NginxLogKind[] = [
  ...[
    quiet(
      'host-not-found-at-load',
      /^\[emerg\] host not found in /,
      'A host name in the configuration has no address, so nginx did not load it.',
    ),
    quiet(
      'address-in-use',
      /bind\(\) to .+ failed \(98: |still could not bind\(\)/,
      'Another process listens on the address that nginx wants.',
    ),
    quiet('emerg', /^\[emerg\] /, 'nginx refused its configuration or could not start.'),
    quiet('resolver-unreachable', / while resolving, resolver: /, 'The DNS server in `resolver` does not answer.'),
  ].map(global),
  quiet(
    'client-closed',
    /client prematurely closed connection/,
    'The client went away before the answer was there (499).',
  ),
  quiet(
    'client-too-large',
    /client (?:intended to send too large body|sent too long (?:header line|URI))/,
    'The request is larger than nginx allows (413, 400 or 414).',
  ),
  quiet(
    'upstream-disabled',
    /upstream server temporarily disabled/,
    'nginx takes a failing server out of its group for fail_timeout.',
  ),
  global(
    kind('worker-connections', /\d+ worker_connections are not enough/, 'A worker has no free connection slot left.'),
  ),
  global(
    kind(
      'too-many-files',
      /failed \(2[34]: |the new socket has number \d+, but only \d+ files are available/,
      'A worker has no file descriptor left.',
    ),
  ),
  global(
    kind(
      'worker-crash',
      /worker process \d+ exited on signal \d+/,
      'A worker process was killed or crashed, and its requests with it.',
    ),
  ),
  global(
    kind(
      'proxy-protocol',
      /broken header: "|while reading PROXY protocol/,
      'A listener expects the PROXY protocol and the peer does not speak it.',
    ),
  ),
  kind('no-live-upstreams', /no live upstreams/, 'Every server of the group is down or was taken out after failures.'),

  kind(
    'refused-unix',
    /connect\(\) to unix:.+ failed \(111: /,
    'The socket file is there and no process listens on it.',
  ),
  kind('unix-missing', /connect\(\) to unix:.+ failed \(2: /, 'The socket file is not there.'),
  kind(
    'unix-denied',
    /connect\(\) to unix:.+ failed \((?:13|1): /,
    'The workers may not use the socket file or a folder above it.',
  ),
  kind(
    'unix-backlog',
    /connect\(\) to unix:.+ failed \(11: /,
    'The queue of the socket is full: the application accepts too slowly.',
  ),
  kind('unix-wrong-type', /connect\(\) to unix:.+ failed \(91: /, 'The socket is of another type than stream.'),
  kind('bind-failed', /\bbind\(\S*\) failed \(/, 'The local address in proxy_bind does not exist here.'),
  kind(
    'refused',
    /connect\(\) (?:to \S+ )?failed \(111: /,
    'Nothing listens on the address, or a firewall rejects it.',
  ),
  kind(
    'timed-out-connecting',
    /(?:upstream timed out \(110: [^)]*\) while connecting to upstream|connect\(\) (?:to \S+ )?failed \(110: )/,
    'The address gave no answer to a connection attempt.',
  ),
  kind(
    'host-unreachable',
    /connect\(\) (?:to \S+ )?failed \(113: /,
    'The network says that the host cannot be reached.',
  ),
  kind('network-unreachable-ipv6', /connect\(\) to \[\S+ failed \(101: /, 'There is no IPv6 route to the address.'),
  kind('network-unreachable', /connect\(\) (?:to \S+ )?failed \(101: /, 'There is no route to the address.'),
  kind(
    'no-local-port',
    /connect\(\) (?:to \S+ )?failed \(99: /,
    'No local port is free for a connection to this address.',
  ),
  kind(
    'denied',
    /connect\(\) (?:to \S+ )?failed \((?:13|1|22): |socket\(\) failed \(97: /,
    'A security policy, sandbox or route forbids the connection.',
  ),

  kind(
    'tls-timeout',
    /upstream timed out \(110: [^)]*\) while SSL handshaking to upstream/,
    'The TLS handshake with the upstream did not end in time.',
  ),
  kind(
    'timed-out-header',
    /upstream timed out \(110: [^)]*\) while reading response header from upstream/,
    'The upstream took the request and sent no header in time.',
  ),
  kind(
    'timed-out-sending',
    /upstream timed out \(110: [^)]*\) while sending request to upstream/,
    'The upstream does not read the request.',
  ),
  kind(
    'timed-out-body',
    /upstream timed out \(110: [^)]*\) while (?:reading upstream|proxying upgraded connection)/,
    'The upstream stopped in the middle of its answer.',
  ),
  kind(
    'closed-mid-body',
    /(?:upstream prematurely closed|(?:recv|readv|SSL_read)\(\) failed).* while (?:reading upstream|proxying upgraded connection)/,
    'The upstream closed in the middle of its answer.',
  ),
  kind(
    'protocol-mismatch',
    /upstream sent (?:too large http2 frame|unsupported FastCGI protocol version)/,
    'The upstream speaks another protocol than the pass directive.',
  ),
  kind('too-big-header', /upstream sent too big header/, 'The response header is larger than the buffer for it.'),
  kind(
    'framing-headers',
    /upstream sent (?:duplicate header line: "(?:Content-Length|Transfer-Encoding)|"Content-Length" and "Transfer-Encoding" headers at the same time|unknown "Transfer-Encoding"|invalid "Content-Length" header)/i,
    'The response has contradictory length headers.',
  ),
  kind('invalid-header', /upstream sent invalid (?:header|status)/, 'The response header breaks the rules of HTTP.'),
  kind('invalid-chunked', /upstream sent invalid chunked response/, 'The response body is not valid chunked data.'),
  kind(
    'protocol-oddity',
    /upstream sent HTTP\/1\.0 response with early hints|upstream prematurely sent response|upstream sent too big early hints/,
    'The upstream speaks before it was asked, or sends early hints in HTTP/1.0.',
  ),
  kind('not-http', /upstream sent no valid HTTP\/1\.0 header/, 'The upstream does not speak HTTP.'),

  kind(
    'tls-name-mismatch',
    /upstream SSL certificate does not match "/,
    'The certificate of the upstream is for another name.',
  ),
  kind('tls-verify', /upstream SSL certificate verify error: \(/, 'The certificate of the upstream cannot be trusted.'),
  kind(
    'tls-wrong-version',
    /SSL_\w+\(\) failed \(SSL: .*wrong version number.* upstream/,
    'nginx speaks TLS and the upstream answers in plain text.',
  ),
  kind(
    'tls-unrecognized-name',
    /SSL_\w+\(\) failed \(SSL: .*SSL alert number 112.* upstream/,
    'The upstream knows no certificate for the server name it was given, or was given none.',
  ),
  kind(
    'tls-client-cert',
    /SSL_\w+\(\) failed \(SSL: .*SSL alert number (?:116|48|46|42)\b.* upstream/,
    'The upstream wants a client certificate that it can trust.',
  ),
  kind(
    'tls-version',
    /SSL_\w+\(\) failed \(SSL: .*(?:SSL alert number 70\b|unsupported protocol|legacy sigalg|no protocols available).* upstream/,
    'nginx and the upstream share no TLS version.',
  ),
  kind(
    'tls-handshake-failure',
    /SSL_\w+\(\) failed \(SSL: .*SSL alert number 40\b.* upstream/,
    'The upstream broke off the TLS handshake: no shared cipher, no client certificate, or an unknown name.',
  ),
  kind(
    'tls-peer-closed',
    /peer closed connection in SSL handshake.* upstream/,
    'The upstream closed the connection during the TLS handshake.',
  ),
  kind('tls-other', /(?:SSL_\w+\(\) failed|handshake rejected).* upstream/, 'TLS with the upstream failed.'),

  kind(
    'prematurely-closed',
    /upstream prematurely closed/,
    'The upstream closed the connection before it sent a full header.',
  ),
  kind(
    'write-failed',
    /(?:writev|sendfile|send)\(\) failed .* while sending request to upstream/,
    'The upstream closed the connection while the request was being sent.',
  ),
  kind('reset', /(?:recv|readv)\(\) failed \((?:104|32): .* upstream/, 'The upstream reset the connection.'),

  kind('could-not-resolve-nxdomain', / could not be resolved \(3: /, 'DNS has no such name.'),
  kind('could-not-resolve', / could not be resolved \(/, 'DNS gave no usable answer for the name.'),
  kind(
    'no-resolver',
    /no resolver defined to resolve /,
    'The address has a variable, and no `resolver` is configured.',
  ),
  kind(
    'bad-variable',
    /(?:invalid URL prefix|(?:invalid port|no port|no host|invalid host) in upstream|zero length URI).* "/,
    'A variable gives an address that cannot be used.',
  ),

  kind(
    'proxy-temp-denied',
    /(?:open|mkdir)\(\) ".+" failed \((?:13|30|2): .*while reading upstream/,
    'nginx cannot buffer a response to its temporary folder.',
  ),
  kind(
    'body-temp-denied',
    /(?:open\(\) ".*\/\d{10}"|mkdir\(\) ".+") failed \((?:13|30|2): /,
    'nginx cannot buffer a request body to its temporary folder.',
  ),
  kind('disk-full', /failed \(28: |has written only \d+ of \d+/, 'The file system is full.'),
  kind('auth-request', /auth request unexpected status: /, 'The service that authorizes requests failed.'),
  kind('limited', /limiting (?:requests|connections)/, 'A rate or connection limit refused the request.'),
  quiet('fastcgi-stderr', /FastCGI sent in stderr: /, 'The FastCGI application wrote to its error stream.'),
]

/** The kind of a message; `other-upstream` for an unknown failure that names an upstream, else `other`. */
export function kindOf(line: { level: string; message: string; upstream: string }): string {
  const text = `[${line.level}] ${line.message}`
  const known = nginxLogKinds.find(({ pattern }) => pattern.test(text))
  if (known) return known.kind
  return line.upstream !== '' && isSevere(line.level) ? 'other-upstream' : 'other'
}

/** True when a line of this kind and level means that a request failed: warnings and below never do. */
export function failsRequest(line: { level: string; kind: string }): boolean {
  return isSevere(line.level) && (line.kind === 'other-upstream' || failing.has(line.kind))
}

/** True for kinds that concern every host, because nginx logs them before it knows one. */
export function isGlobalKind(name: string): boolean {
  return globals.has(name)
}

const failing = new Set(nginxLogKinds.filter(({ fails }) => fails).map(({ kind }) => kind))
const globals = new Set(nginxLogKinds.filter(({ isGlobal }) => isGlobal).map(({ kind }) => kind))

function isSevere(level: string): boolean {
  return level === 'error' || level === 'crit' || level === 'alert' || level === 'emerg'
}

function kind(name: string, pattern: RegExp, means: string): NginxLogKind {
  return { kind: name, pattern, means, fails: true }
}

function quiet(name: string, pattern: RegExp, means: string): NginxLogKind {
  return { kind: name, pattern, means, fails: false }
}

function global(row: NginxLogKind): NginxLogKind {
  return { ...row, isGlobal: true }
}
