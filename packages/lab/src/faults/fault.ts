import type { Box } from '../box/box.ts'
import type { NoiseId } from '../noise/kinds.ts'

/**
 * What a fault needs of this machine; `why-not.ts` says which of them are here. `network`: a network of its own, where no
 * other application could be taken for its own.
 */
export type Need =
  | 'apache'
  | 'haproxy'
  | 'nginx'
  | 'nginx-1.23'
  | 'nginx-1.29'
  | 'root'
  | 'pm2'
  | 'systemd-machine'
  | 'openssl'
  | 'ipv6'
  | 'network'
  | 'nft'
  | 'ping'
  | 'iptables'
  | 'docker'
  | 'gunicorn'
  | 'uwsgi'
  | 'php-fpm'
  | 'memory-group'

/** A real fault that the lab can set up, with the cause that a session must name. */
export interface Fault {
  id: string
  /** The cause id that is expected, or `healthy` when there is nothing to find. */
  cause: string
  /** One line for people. */
  title: string
  needs: readonly Need[]
  /** The id of the fix that should mend it, where one does. */
  fix?: string
  /** Folders of its configuration inside of a machine; elsewhere the box's own folder. */
  config?: readonly string[]
  /** What proves that the fault is really there. */
  shows: Shows
  /** The kinds of noise that it can bear, where they are fewer than its `needs` allow; see `allBut`. */
  noises?: readonly NoiseId[]
  /** Set when an unprivileged user who may read the logs gets the cause, too; else the noise `non-root` is left out. */
  asNobody?: 'cause'
  /** Set when nothing else may run meanwhile, since it takes or measures what the whole machine shares. */
  alone?: boolean
  /** What a script must print so that a person could decide; `shows.log` or `shows.evidence` without it. */
  decides?: RegExp
  up(box: Box): Promise<Up>
}

/** The signs of a fault, without any session. */
export interface Shows {
  /** What a client gets; `refused` when nothing listens, `no-answer` when the connection breaks before one. */
  status: readonly number[] | 'refused' | 'no-answer'
  /** True when only some of the requests fail. */
  isIntermittent?: boolean
  /** A line that must stand in nginx's error log. */
  log?: RegExp
  /** What `Up.evidence` must print. */
  evidence?: RegExp
}

/** A fault that is set up, until its box goes down. */
interface Up {
  url: string
  /** Inputs that the session is given, because no detection could know them. */
  inputs?: Record<string, string>
  /** Where `Shows.log` is looked for; a path inside the machine when `wrap` is there. */
  errorLog?: string
  /** Turns a command into one that runs inside the machine or namespace of the fault; without it the box's own does. */
  wrap?: (argv: readonly string[]) => string[]
  /** Extra requests that provoke it. */
  traffic?: () => Promise<unknown>
  /** How many requests of a small load fail, for a fault that single requests do not show. */
  losses?: () => Promise<number>
  /** Text from the process manager that proves the state behind the symptom. */
  evidence?: () => Promise<string>
}

/** A fault that is set up, with the way inside. */
export type SetUp = Up & { wrap: (argv: readonly string[]) => string[] }

/** Sets a fault up in a box and provokes it. */
export async function setUp(fault: Fault, box: Box): Promise<SetUp> {
  const up = await fault.up(box)
  await (up.traffic ?? up.losses)?.()
  return { ...up, wrap: up.wrap ?? box.wrap }
}
