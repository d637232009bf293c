import { join } from 'node:path'
import type { Box } from './box.ts'
import { startListener } from './listener.ts'

/** A second nginx in a box, as an upstream of the first; `servers` are the blocks of its `http`. */
export async function startOrigin(box: Box, port: number, servers: string): Promise<void> {
  const folder = join(box.folder, 'origin')
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${folder}/${name};`)
  const conf = box.write(
    'origin/nginx.conf',
    `worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  access_log off;
  ${temps.join('\n  ')}
  ${servers}
}
`,
  )
  const argv = ['nginx', '-p', `${folder}/`, '-e', `${folder}/error.log`, '-c', conf, '-g', 'daemon off;']
  await startListener(box, argv, { port, log: join(folder, 'output.log') })
}
