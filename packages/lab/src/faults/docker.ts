import type { Box } from '../box/box.ts'
import { type Docker, startDocker } from '../box/docker.ts'
import { apps } from './apps.ts'
import type { Fault, Shows } from './fault.ts'

type Row = Pick<Fault, 'id' | 'cause' | 'title' | 'fix' | 'noises' | 'shows'> & {
  up(docker: Docker, box: Box): Promise<unknown>
}

const exited = 'docker-container-exited-restarting-unhealthy'
const refused: Shows = { status: [502], log: /connect\(\) failed \(111: Connection refused\)/ }
const closed: Shows = { status: [502], log: /prematurely closed connection|104: Connection reset by peer/ }
const state = '{{json .State}}'

/** nginx runs on the machine, the application in a container that publishes port 3000. */
const behindHost: Row[] = [
  {
    id: 'docker-container-stopped',
    cause: exited,
    title: 'Somebody stopped the container',
    fix: 'start-container',
    noises: ['json-access-log'],
    shows: { ...refused, evidence: /"Status":"exited"/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { publish: ['3000:3000'] })
      await docker.run('stop', '-t', '1', 'shop')
    },
  },
  {
    id: 'docker-container-crashed',
    cause: exited,
    title:
      'The application in the container ended by an error at its start; another container that ended is no part of it',
    noises: ['old-errors'],
    shows: { ...refused, evidence: /"Status":"exited".*"ExitCode":1/ },
    async up(docker) {
      await docker.container('migrate', { command: ['sh', '-c', 'exit 3'] })
      await docker.app('shop', "throw new Error('DATABASE_URL is not set')\n", { publish: ['3000:3000'] })
      await docker.untilShows('shop', state, /"Status":"exited"/)
    },
  },
  {
    id: 'docker-container-restarting',
    cause: exited,
    title: 'Docker starts the application again and again',
    shows: { status: [502], evidence: /"Status":"(?:restarting|running)"/ },
    async up(docker) {
      await docker.app('shop', apps.exits, { publish: ['3000:3000'], options: ['--restart', 'always'] })
      await docker.untilShows('shop', '{{.RestartCount}}', /^[3-9]/)
    },
  },
  {
    id: 'docker-container-out-of-memory',
    cause: exited,
    title: 'The kernel killed the application at the memory limit of its container',
    shows: { ...refused, evidence: /"OOMKilled":true.*"ExitCode":137/ },
    async up(docker) {
      await docker.container('shop', {
        publish: ['3000:3000'],
        options: ['-m', '20m'],
        command: ['tail', '/dev/zero'],
      })
      await docker.untilShows('shop', state, /"Status":"exited"/)
    },
  },
  {
    id: 'docker-container-without-program',
    cause: exited,
    title: 'The program that the container should start is not in its image',
    shows: { ...refused, evidence: /"Status":"created".*"ExitCode":127/ },
    async up(docker) {
      await docker.container('shop', { publish: ['3000:3000'], command: ['/opt/shop/start'] }).catch(() => {})
    },
  },
  {
    id: 'docker-container-paused',
    cause: exited,
    title: 'The container is paused',
    fix: 'unpause-container',
    shows: { status: [504], log: /upstream timed out/, evidence: /"Status":"paused"/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { publish: ['3000:3000'] })
      await docker.untilListening('shop')
      await docker.run('pause', 'shop')
    },
  },
  {
    id: 'docker-app-on-loopback',
    cause: 'docker-app-bound-to-loopback',
    title: 'The application listens on 127.0.0.1 within its container; docker-proxy accepts for it',
    noises: ['other-server-failing'],
    shows: { ...closed, evidence: /127\.0\.0\.1:3000/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { publish: ['3000:3000'], env: { HOST: '127.0.0.1' } })
      await docker.untilListening('shop')
    },
  },
  {
    id: 'docker-wrong-container-port',
    cause: 'docker-port-not-published-or-wrong',
    title: 'Port 3000 is published to port 80 of the container, where nothing listens',
    shows: { ...closed, evidence: /:3000/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { publish: ['3000:80'] })
      await docker.untilListening('shop')
    },
  },
  {
    id: 'docker-port-not-published',
    cause: 'docker-port-not-published-or-wrong',
    title: 'The container runs, and its port was never published',
    noises: ['healthy-neighbour'],
    shows: { ...refused, evidence: /:3000/ },
    async up(docker) {
      await docker.app('shop', apps.hello)
      await docker.untilListening('shop')
    },
  },
  {
    id: 'docker-nothing-listens-yet',
    cause: 'docker-userland-proxy-accepts-then-drops',
    title: 'The container runs, nothing listens in it, and docker-proxy accepts',
    shows: { ...closed, evidence: /"Status":"running"/ },
    up: docker => docker.container('shop', { publish: ['3000:3000'], command: ['sleep', '600'] }),
  },
  {
    id: 'healthy-docker-published',
    cause: 'healthy',
    title: 'All is well; the container was restarted once, and another one ended with an error',
    shows: { status: [200], evidence: /"Status":"running"/ },
    async up(docker) {
      await docker.container('migrate', { publish: ['3001:3000'], command: ['sh', '-c', 'exit 1'] })
      await docker.app('shop', apps.hello, { publish: ['3000:3000'] })
      await docker.run('restart', '-t', '1', 'shop')
      await docker.untilListening('shop')
    },
  },
]

/** The faults of containers behind the machine's own nginx. */
export const dockerFaults: Fault[] = behindHost.map(({ up, ...fault }) => ({
  noises: [],
  ...fault,
  needs: ['nginx', 'docker'],
  async up(box) {
    const docker = await startDocker(box)
    await up(docker, box)
    const nginx = await box.nginx({
      location: 'proxy_pass http://127.0.0.1:3000; proxy_read_timeout 1s;',
      within: docker.within,
    })
    return { url: nginx.url, errorLog: nginx.errorLog, wrap: docker.wrap, evidence: () => evidenceOf(docker, 'shop') }
  },
}))

/** The state of a container and what listens in its network. */
export async function evidenceOf(docker: Docker, name: string): Promise<string> {
  return (await docker.output(['docker', 'inspect', '-f', state, name])) + (await docker.listeners(name))
}
