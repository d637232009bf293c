/** Real lines of the recorded sessions of the lab, and the step and outcome that the terminal came to with them. */
export const logLines: readonly (readonly [string, string])[] = [
  [
    'apache/error-log:refused',
    '[Sat Nov 21 12:26:34.752655 2026] [proxy:error] [pid 21555:tid 21566] (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:27109 (127.0.0.1:27109) failed',
  ],
  [
    'apache/error-log:body',
    '[Sat Nov 21 12:26:42.705176 2026] [proxy_http:error] [pid 26080:tid 26091] (70008)Partial results are valid but processing is incomplete: [client 127.0.0.1:57948] AH01110: error reading response',
  ],
  [
    'apache/error-log:closed',
    '[Sat Nov 21 12:26:39.502343 2026] [proxy:error] [pid 23843:tid 23854] [client 127.0.0.1:43846] AH00898: Error reading from remote server returned by /',
  ],
  [
    'apache/error-log:dns',
    '[Sat Nov 21 12:27:08.770844 2026] [proxy:error] [pid 2861:tid 2870] (EAI 3)Temporary failure in name resolution: [client 127.0.0.1:59076] AH00898: DNS lookup failure for: nope.invalid returned by /',
  ],
  [
    'apache/error-log:fcgi',
    '[Sat Nov 21 12:26:43.890270 2026] [proxy_fcgi:error] [pid 26139:tid 26152] (22)Invalid argument: [client 127.0.0.1:40330] AH01075: Error dispatching request to :27119:',
  ],
  [
    'apache/error-log:header-too-big',
    `[Sat Nov 21 12:25:32.736498 2026] [proxy_http:warn] [pid 17011:tid 17022] (28)No space left on device: [client 127.0.0.1:57900] AH10124: header size is over the limit allowed by ResponseFieldSize (8192 bytes). Bad response header: 'Set-Cookie: [[hidden:efb9]`,
  ],
  [
    'apache/error-log:no-protocol-handler',
    `[Sat Nov 21 12:27:09.728124 2026] [proxy:warn] [pid 2913:tid 2918] [client 127.0.0.1:36964] AH01144: No protocol handler was valid for the URL / (scheme 'ajp'). If you are using a DSO version of mod_proxy, make sure the proxy submodules are included in the configuration using LoadModule.`,
  ],
  [
    'apache/error-log:pool-exhausted',
    '[Sat Nov 21 12:26:48.952823 2026] [proxy:error] [pid 28429:tid 28443] (70007)The timeout specified has expired: AH00941: http: failed to acquire connection for (127.0.0.1:27120)',
  ],
  [
    'apache/error-log:tls-handshake',
    '[Sat Nov 21 12:27:07.791541 2026] [proxy:error] [pid 2809:tid 2818] [client 127.0.0.1:59852] AH00898: Error during SSL Handshake with remote server returned by /',
  ],
  [
    'nginx/error-log:refused',
    '2026/11/21 12:27:28 [error] 9559#9559: *9 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27142/", host: "127.0.0.1:27143"',
  ],
  ['node-live/waits-for:pool', 'Error: timeout exceeded when trying to connect'],
  ['pm2/events:killed', '2026-11-21T12:35:51: PM2 log: App [shop:0] exited with code [0] via signal [SIGKILL]'],
  ['node-live/waits-for:ports', 'bind EADDRNOTAVAIL 203.0.113.7'],
  [
    'nginx/error-log:by-nginx',
    '2026/11/21 12:31:59 [error] 9610#9610: *9 auth request unexpected status: 500 while sending to client, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", host: "127.0.0.1:27283"',
  ],
  [
    'nginx/error-log:bad-variable',
    '2026/11/21 12:31:21 [error] 7676#7676: *5 invalid URL prefix in "127.0.0.1:27240", client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", host: "127.0.0.1:27241"',
  ],
  [
    'nginx/error-log:too-large',
    '2026/11/21 12:32:01 [error] 9694#9694: *1 client intended to send too large body: 6 bytes, client: 127.0.0.1, server: shop.test, request: "POST / HTTP/1.1", host: "127.0.0.1:27287"',
  ],
  [
    'nginx/error-log:timed-out-connecting',
    '2026/11/21 12:28:27 [error] 25105#25105: *9 upstream timed out (110: Connection timed out) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27166/", host: "127.0.0.1:27167"',
  ],
  [
    'nginx/error-log:storage',
    '2026/11/21 12:31:53 [crit] 9477#9477: *2 pwrite() "/tmp/runbook-lab-W6EFvm/buffers/body/0000000002" failed (28: No space left on device), client: 127.0.0.1, server: shop.test, request: "POST / HTTP/1.1", host: "127.0.0.1:27276"',
  ],
  [
    'nginx/error-log:ipv6-unreachable',
    '2026/11/21 12:31:20 [error] 7640#7640: *8 connect() to [2001:db8::10]:27237 failed (101: Network is unreachable) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://[2001:db8::10]:27237/", host: "127.0.0.1:27239"',
  ],
  [
    'nginx/error-log:name-unknown',
    '2026/11/21 12:31:33 [error] 7957#7957: *5 no resolver defined to resolve shop.internal, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", host: "127.0.0.1:27252"',
  ],
  [
    'nginx/error-log:reset',
    '2026/11/21 12:42:21 [error] 246#246: *9 recv() failed (104: Connection reset by peer) while reading response header from upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:3000/", host: "127.0.0.1:25179"',
  ],
  [
    'nginx/error-log:own-end',
    '2026/11/21 12:28:11 [crit] 22857#22857: *9 connect() to 127.0.0.1:27160 failed (99: Cannot assign requested address) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27160/", host: "127.0.0.1:27161"',
  ],
  [
    'nginx/error-log:unreachable',
    '2026/11/21 12:28:08 [error] 22743#22743: *9 connect() failed (113: No route to host) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://10.61.0.2:3000/", host: "127.0.0.1:27157"',
  ],
  [
    'nginx/error-log:other-protocol',
    '2026/11/21 12:44:42 [error] 29159#29159: *9 upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "grpc://127.0.0.1:25201", host: "127.0.0.1:25202"',
  ],
  [
    'nginx/error-log:read-timeout',
    '2026/11/21 12:43:38 [error] 13340#13340: *9 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:25188/", host: "127.0.0.1:25189"',
  ],
  [
    'nginx/error-log:unix-missing',
    '2026/11/21 12:43:50 [crit] 15798#15798: *9 connect() to unix:/tmp/runbook-lab-GKYcaL/run/shop.sock failed (2: No such file or directory) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://unix:/tmp/runbook-lab-GKYcaL/run/shop.sock:/", host: "127.0.0.1:25191"',
  ],
  [
    'nginx/error-log:closed',
    '2026/11/21 12:43:07 [error] 8649#8649: *9 upstream prematurely closed connection while reading response header from upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:25184/", host: "127.0.0.1:25185"',
  ],
  [
    'gunicorn/log-file:killed',
    '[2026-11-21 12:43:08 +0000] [8645] [WARNING] Worker with pid 8713 was terminated due to signal 9',
  ],
  ['gunicorn/log-file:timeout', '[2026-11-21 12:43:04 +0000] [6305] [CRITICAL] WORKER TIMEOUT (pid:6462)'],
  [
    'haproxy/log:failed',
    '127.0.0.1:58528 [21/Nov/2026:12:27:16.147] web shop/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
  ],
  [
    'host/oom:killed',
    'Memory cgroup out of memory: Killed process 28875 (node-MainThread) total-vm:1554892kB, anon-rss:145124kB, file-rss:38132kB, shmem-rss:0kB, UID:0 pgtables:888kB oom_score_adj:0',
  ],
  [
    'nginx/error-log:wrong-version',
    '2026/11/21 12:30:46 [error] 6899#6899: *9 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "https://127.0.0.1:27210/", host: "127.0.0.1:27211"',
  ],
  [
    'nginx/error-log:too-many-files',
    '2026/11/21 12:31:49 [alert] 8461#8461: *34 socket() failed (24: Too many open files) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27269/", host: "127.0.0.1:27270"',
  ],
  [
    'nginx/error-log:worker-connections',
    '2026/11/21 12:31:47 [alert] 8336#8336: *34 17 worker_connections are not enough while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27267/", host: "127.0.0.1:27268"',
  ],
  ['nginx/error-log:worker-crash', '2026/11/21 12:31:44 [alert] 8196#8196: worker process 8301 exited on signal 9'],
  [
    'nginx/error-log:no-live-upstreams',
    '2026/11/21 12:27:32 [error] 11800#11800: *9 no live upstreams while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://shop/", host: "127.0.0.1:27148"',
  ],
  ['systemd-start/which-step:exec', 'shop-2.service: Main process exited, code=exited, status=203/EXEC'],
  ['node-app/log-file:port-taken', 'Error: listen EADDRINUSE: address already in use :::27294'],
  ['pm2/events:ended', '2026-11-21T12:32:55: PM2 log: App [shop:0] exited with code [1] via signal [SIGINT]'],
  ['node-app/log-file:heap', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
  ['pm2/events:restarted', '2026-11-21T12:35:48: PM2 log: Stopping app:shop id:0'],
  [
    'php-fpm/log-file:terminated',
    `[21-Nov-2026 12:44:39] WARNING: [pool shop] child 26972, script '/tmp/runbook-lab-sL1NBg/php/index.php' (request: "GET /") execution timed out (1.317635 sec), terminating`,
  ],
  [
    'pm2/events:memory',
    '2026-11-21T12:35:41: PM2 log: [PM2][WORKER] Process 0 restarted because it exceeds --max-memory-restart value (current_memory=180363264 max_memory_limit=62914560 [octets])',
  ],
  [
    'nginx/error-log:forbidden',
    '2026/11/21 12:28:10 [crit] 22821#22821: *9 connect() to 10.61.0.2:3000 failed (13: Permission denied) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://10.61.0.2:3000/", host: "127.0.0.1:27159"',
  ],
  ['systemd-start/which-step:chdir', 'shop.service: Main process exited, code=exited, status=200/CHDIR'],
  ['systemd-start/which-step:namespace', 'shop.service: Main process exited, code=exited, status=226/NAMESPACE'],
  [
    'systemd-start/namespace-why:path',
    'shop.service: Failed to set up mount namespacing: /run/systemd/unit-root/srv/shop/uploads: No such file or directory',
  ],
  ['systemd-start/which-step:environment', 'shop.service: Failed to load environment files: No such file or directory'],
  [
    'systemd/who-killed:limit',
    '[25231.804914] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=rl3a665fa6,mems_allowed=0,oom_memcg=/rl3a665fa6/system.slice/shop.service,task_memcg=/rl3a665fa6/system.slice/shop.service,task=tail,pid=9747,uid=0',
  ],
  ['node-app/log-file:thrown', 'Error: listen EACCES: permission denied 127.0.0.1:81'],
  [
    'systemd/gave-up:limit',
    '2026-11-21T12:40:11+0000 lab systemd[1]: shop.service: Start request repeated too quickly.',
  ],
  ['systemd/recent-events:stop-killed', `shop.service: State 'stop-sigterm' timed out. Killing.`],
  ['systemd-start/which-step:timeout', 'shop.service: start operation timed out. Terminating.'],
  [
    'nginx/error-log:unix-full',
    '2026/11/21 12:27:43 [error] 20490#20490: *9 connect() to unix:/tmp/runbook-lab-Tr0deF/run/shop.sock failed (11: Resource temporarily unavailable) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://unix:/tmp/runbook-lab-Tr0deF/run/shop.sock:/", host: "127.0.0.1:27154"',
  ],
  [
    'nginx/error-log:unix-denied',
    '2026/11/21 12:27:38 [crit] 16144#16144: *9 connect() to unix:/tmp/runbook-lab-FZZexI/run/shop.sock failed (13: Permission denied) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://unix:/tmp/runbook-lab-FZZexI/run/shop.sock:/", host: "127.0.0.1:27151"',
  ],
  [
    'nginx/error-log:refused-unix',
    '2026/11/21 12:27:40 [error] 18313#18313: *9 connect() to unix:/tmp/runbook-lab-vcN4mK/run/shop.sock failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://unix:/tmp/runbook-lab-vcN4mK/run/shop.sock:/", host: "127.0.0.1:27153"',
  ],
  [
    'nginx/error-log:unix-type',
    '2026/11/21 12:27:47 [crit] 22663#22663: *9 connect() to unix:/tmp/runbook-lab-2AjhSt/run/shop.sock failed (91: Protocol wrong type for socket) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://unix:/tmp/runbook-lab-2AjhSt/run/shop.sock:/", host: "127.0.0.1:27155"',
  ],
  [
    'nginx/error-log:cut-body',
    '2026/11/21 12:29:21 [error] 1368#1368: *15 upstream prematurely closed connection while reading upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27179/", host: "127.0.0.1:27180"',
  ],
  [
    'nginx/error-log:header-too-big',
    '2026/11/21 12:25:36 [error] 19242#19242: *9 upstream sent too big header while reading response header from upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:28814/", host: "127.0.0.1:28815"',
  ],
  [
    'nginx/error-log:malformed',
    '2026/11/21 12:29:37 [error] 3665#3665: *15 upstream sent invalid chunked response while reading upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27185/", host: "127.0.0.1:27186"',
  ],
  [
    'nginx/error-log:not-http',
    '2026/11/21 12:29:38 [error] 3701#3701: *15 upstream sent no valid HTTP/1.0 header while reading response header from upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27187/", host: "127.0.0.1:27188"',
  ],
  ['nginx-malformed/who-answers:said', `banner=-ERR unknown command 'GET', with args beginning with: '/'^M`],
  [
    'nginx/error-log:paused-body',
    '2026/11/21 12:29:33 [error] 3583#3583: *15 upstream timed out (110: Connection timed out) while reading upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:27181/", host: "127.0.0.1:27182"',
  ],
  ['uwsgi/log-file:big', 'invalid request block size: 7976 (max 4096)...skip'],
  ['uwsgi/log-file:harakiri', 'Sat Nov 21 12:50:22 2026 - *** HARAKIRI ON WORKER 2 (pid: 4809, try: 1) ***'],
  ['uwsgi/log-file:no-app', '--- no python application found, check your startup logs for errors ---'],
]

/** Answers: header blocks and pages, as tools and browsers show them; with the runbook of whoever wrote them. */
export const answerLines: readonly (readonly [string, string, string])[] = [
  [
    '502/probe:bad-gateway',
    'nginx',
    'HTTP/1.1 502 Bad Gateway\nServer: nginx/1.22.1\nDate: Sat, 21 Nov 2026 12:25:33 GMT\nContent-Type: text/html\nContent-Length: 157\nConnection: keep-alive\n\n<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad Gateway</h1></center>\n<hr><center>nginx/1.22.1</center>\n</body>\n</html>',
  ],
  [
    '502/probe:bad-gateway',
    'nginx',
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n',
  ],
  ['502/probe:bad-gateway', 'nginx', '502 Bad Gateway\nnginx/1.22.1'],
  [
    '502/probe:bad-gateway',
    'nginx',
    'Server: nginx/1.22.1\nDate: Sat, 21 Nov 2026 12:25:33 GMT\nContent-Type: text/html\nContent-Length: 157',
  ],
  ['502/probe:server-error', 'nginx', '504 Gateway Time-out\nnginx'],
  ['502/probe:bad-gateway', 'aws-alb', 'server: awselb/2.0\ncontent-type: text/html\ncontent-length: 122'],
  ['502/probe:bad-gateway', 'aws-alb', '502 Bad Gateway'],
  [
    '502/probe:server-error',
    'aws-alb',
    'HTTP/2 503 \nserver: awselb/2.0\ndate: Sat, 21 Nov 2026 12:25:33 GMT\ncontent-type: text/html\ncontent-length: 162',
  ],
  ['502/probe:server-error', 'cloudflare', 'Error 521\nWeb server is down'],
  ['502/probe:bad-gateway', 'cloudflare', '502 Bad Gateway\ncloudflare'],
  ['502/probe:bad-gateway', 'azure-app-gateway', '502 Bad Gateway\nMicrosoft-Azure-Application-Gateway/v2'],
  ['502/probe:server-error', 'haproxy', '503 Service Unavailable\nNo server is available to handle this request.'],
  [
    '502/probe:bad-gateway',
    'apache',
    'Proxy Error\n502 Proxy Error\nThe proxy server received an invalid response from an upstream server.',
  ],
  ['azure-app-service/answer:stopped', '', 'Error 403 - This web app is stopped.'],
  ['502/probe:refused', '', 'curl: (7) Failed to connect to shop.example.com port 443 after 3 ms: Connection refused'],
]

/** Parts of lines, as people copy what they search for. */
export const fragmentLines: readonly (readonly [string, string])[] = [
  ['nginx/error-log:refused', 'connect() failed (111: Connection refused) while connecting to upstream'],
  ['nginx/error-log:closed', 'upstream prematurely closed connection while reading response header from upstream'],
  ['nginx/error-log:header-too-big', 'upstream sent too big header while reading response header from upstream'],
  [
    'nginx/error-log:read-timeout',
    'upstream timed out (110: Connection timed out) while reading response header from upstream',
  ],
]
