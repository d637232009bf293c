import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { type PhpFpm, type PhpFpmOptions, startPhpFpm } from '../box/php-fpm.ts'
import type { Fault } from './fault.ts'

const cause = 'phpfpm-family'
const reset = /104: Connection reset by peer\) while reading response header/

const php = {
  hello: `<?php echo "the shop is open\\n";`,
  slow: `<?php sleep(3); echo "the report is ready\\n";`,
  /** Only /report is slow. */
  slowReport: `<?php if ($_SERVER['REQUEST_URI'] === '/report') usleep(1500000); echo "the shop is open\\n";`,
  crashes: '<?php posix_kill(getmypid(), 11);',
}

/** php-fpm stands behind nginx. */
export const phpFpmFaults: Fault[] = [
  {
    id: 'php-fpm-request-terminate-timeout',
    cause,
    title: 'A script takes longer than request_terminate_timeout',
    needs: ['nginx', 'php-fpm', 'root'],
    fix: 'allow-longer',
    shows: { status: [502], log: reset, evidence: /execution timed out \([\d.]+ sec\), terminating/ },
    up: box => behindNginx(box, php.slow, { pool: { request_terminate_timeout: '1s' } }),
  },
  {
    id: 'php-fpm-child-crashes',
    cause,
    title: 'The child that works on a request crashes with SIGSEGV',
    needs: ['nginx', 'php-fpm', 'root'],
    shows: { status: [502], log: reset, evidence: /exited on signal 11/ },
    up: box => behindNginx(box, php.crashes),
  },
  {
    id: 'php-fpm-max-children',
    cause,
    title: 'One child, and four clients that ask for slow reports all the time',
    needs: ['nginx', 'php-fpm', 'root'],
    fix: 'more-children',
    shows: { status: [504], log: /upstream timed out \(110: Connection timed out\) while reading response header/ },
    up: slowReports,
  },
  {
    id: 'php-fpm-listen-mode',
    cause,
    title: 'Only root may write to the socket that the pool made',
    needs: ['nginx', 'php-fpm', 'root'],
    shows: { status: [502], log: /failed \(13: Permission denied\) while connecting to upstream/ },
    up: box => behindNginx(box, php.hello, { pool: { 'listen.owner': 'root', 'listen.mode': '0600' } }),
  },
  {
    id: 'php-fpm-allowed-clients',
    cause,
    title: 'The pool takes connections from another address only',
    needs: ['nginx', 'php-fpm', 'root'],
    shows: { status: [502], log: reset },
    async up(box) {
      return behindNginx(box, php.hello, { port: await box.port(), pool: { 'listen.allowed_clients': '10.0.0.1' } })
    },
  },
  {
    id: 'php-fpm-asked-by-proxy-pass',
    cause,
    title: 'nginx speaks HTTP to php-fpm',
    needs: ['nginx', 'php-fpm', 'root'],
    shows: { status: [502], log: reset },
    async up(box) {
      return behindNginx(box, php.hello, { port: await box.port() }, ({ address }) => `proxy_pass http://${address};`)
    },
  },
  {
    id: 'php-fpm-other-socket',
    cause,
    title: 'An upgrade of PHP changed the name of the socket, and nginx still asks the old one',
    needs: ['nginx', 'php-fpm', 'root', 'network'],
    shows: { status: [502], log: /failed \(2: No such file or directory\) while connecting to upstream/ },
    up: box =>
      behindNginx(box, php.hello, { socket: 'php8.2-fpm.sock' }, ({ script }) =>
        byFastcgi({ address: `unix:${join(box.folder, 'php/php8.1-fpm.sock')}`, script }),
      ),
  },
  {
    id: 'php-fpm-cannot-start',
    cause,
    title: 'The pool names a user that does not exist, and php-fpm ended',
    needs: ['nginx', 'php-fpm', 'root'],
    shows: { status: [502], log: /111: Connection refused/, evidence: /cannot get uid for user/ },
    async up(box) {
      return behindNginx(box, php.hello, { port: await box.port(), pool: { user: 'shop-of-2019' }, isBroken: true })
    },
  },
  {
    id: 'healthy-php-fpm',
    cause: 'healthy',
    title: 'php-fpm is well, over a unix socket',
    needs: ['nginx', 'php-fpm', 'root'],
    shows: { status: [200] },
    up: box => behindNginx(box, php.hello),
  },
]

type Asked = Pick<PhpFpm, 'address' | 'script'>

function byFastcgi({ address, script }: Asked): string {
  return `include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME ${script}; fastcgi_read_timeout 6s;
      fastcgi_pass ${address};`
}

async function behindNginx(
  box: Box,
  source: string,
  options: PhpFpmOptions = {},
  pass: (of: Asked) => string = byFastcgi,
) {
  const fpm = await startPhpFpm(box, source, options)
  const nginx = await box.nginx({ location: pass(fpm) })
  return {
    url: nginx.url,
    errorLog: nginx.errorLog,
    ...(options.isBroken ? { inputs: { app_log: fpm.log } } : {}),
    evidence: () => readFile(fpm.log, 'utf8'),
  }
}

async function slowReports(box: Box) {
  const fpm = await startPhpFpm(box, php.slowReport, { pool: { 'pm.max_children': '1' } })
  const nginx = await box.nginx({
    location: `include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME ${fpm.script}; fastcgi_read_timeout 2s;
      fastcgi_pass ${fpm.address};`,
    // The clients wait for as long as it takes.
    server: `location /report { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME ${fpm.script};
      fastcgi_pass ${fpm.address}; }`,
  })
  for (let client = 0; client < 4; client++)
    box.start(['sh', '-c', `while :; do curl -s -o /dev/null -m 30 ${nginx.url}report; done`], {
      log: join(box.folder, 'clients.log'),
    })
  return { url: nginx.url, errorLog: nginx.errorLog }
}
