import type { Api, Origin, Reply, Request, Scenario } from '../scenario.ts'
import { type AwsOptions, aws } from './api.ts'
import { healthyWorld, namesOf, type World } from './world.ts'

/** What is particular to a scenario with a load balancer; everything else is that of a healthy one. */
export interface AlbSpec extends AwsOptions {
  id: string
  cause: string
  title: string
  /** What the site answers while it fails; 200 is a healthy one. */
  status: number
  /** Only every third request fails. */
  isIntermittent?: boolean
  /** Written by a target, not by the load balancer. */
  reply?: Reply
  world?: Partial<World>
  origins?: readonly Origin[]
  /** The AWS action of the fix. */
  fix?: { id: string; action: string }
  reason?: RegExp
  contributing?: string
  runbook?: string
  inputs?: Record<string, string>
  /** Hidden by an alias record of Route 53, so that only the address shows. */
  isAlias?: boolean
  env?: Record<string, string>
}

const phrases: Record<number, string> = {
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
}

/** The page that a load balancer writes by itself; of a 502 it has 122 bytes. */
export function albPage(status: number): Reply {
  const title = phrases[status] ?? `${status} Error`
  return {
    status,
    headers: { server: 'awselb/2.0', 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  }
}

/** Both generations of the CLI take turns: the first one found, and Debian's, which is the second. */
const generations: Record<string, string>[] = [{}, { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' }]

/** Makes scenarios of what is particular to each. */
export function albScenarios(specs: readonly AlbSpec[]): Scenario[] {
  return specs.map((spec, index) => albScenario(spec, generations[index % 2] ?? {}))
}

function albScenario(spec: AlbSpec, generation: Record<string, string>): Scenario {
  const world: World = { ...healthyWorld, ...spec.world }
  const { dns } = namesOf(world)
  const { id, cause, title, fix, origins, reason, contributing, runbook, inputs } = spec
  const api: Api = aws(world, spec)
  return {
    id,
    cause,
    title,
    needs: ['aws', 'curl', 'dig'],
    url: `https://${world.host}/cart`,
    sites: {
      [world.host]: (request, state) => {
        const count = state.log.filter(one => one.host === world.host && one.port === request.port).length
        const isFailing = spec.status !== 200 && !state.healed && (!spec.isIntermittent || count % 3 === 1)
        return isFailing ? (spec.reply ?? albPage(spec.status)) : { status: 200, body: 'ok' }
      },
    },
    apis: [api],
    names: spec.isAlias ? {} : { [world.host]: [dns], [dns]: ['203.0.113.80'] },
    env: {
      AWS_ACCESS_KEY_ID: 'AKIALABLABLABLABLAB1',
      AWS_SECRET_ACCESS_KEY: 'planted-secret-planted-secret-planted-se',
      AWS_DEFAULT_REGION: world.region,
      ...generation,
      ...spec.env,
    },
    ...(fix ? { fix: fix.id, heals: (request: Request) => isAction(request, fix.action) } : {}),
    ...(origins ? { origins } : {}),
    ...(reason ? { reason } : {}),
    ...(contributing ? { contributing } : {}),
    ...(runbook ? { runbook } : {}),
    ...(inputs ? { inputs } : {}),
  }
}

function isAction({ host, body, method, path }: Request, action: string): boolean {
  if (!host.endsWith('.amazonaws.com')) return false
  return new URLSearchParams(body).get('Action') === action || `${method} ${path}` === action
}
