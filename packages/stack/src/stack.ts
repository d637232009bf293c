import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from './app.ts'
import type { DemoFault, FrontKind } from './faults.ts'
import { type Front, findNginx, startNginx, writeConf } from './front.ts'
import { startGuard } from './guard.ts'
import { freePort } from './loopback.ts'
import { startProxy } from './proxy.ts'

/** A broken stack on loopback: a proxy, and a Node application behind it. */
export interface DemoStack {
  readonly url: string
  readonly folder: string
  readonly isEmbedded: boolean
  /** One sentence that says what was started, for the person who asked for it. */
  readonly banner: string
  readonly nginxConf: string
  readonly errorLog: string
  readonly appLog: string
  /** Inputs that the session needs because it cannot detect them: none with the real nginx. */
  readonly sessionInputs: Record<string, string>
  /** A folder to put before PATH for the session: it holds the embedded proxy's own `nginx` command. */
  readonly binFolder: string | undefined
  /** Ends every process and removes the folder; safe to call twice. */
  stop(): Promise<void>
}

export interface StackOptions {
  fault: DemoFault
  /** Where the private folder is made; the system's temporary folder when not told. */
  folder?: string
  /** Forces a front; by default nginx where there is one. */
  front?: FrontKind
}

/** The front that a demo would use on this machine. */
export function availableFront(): FrontKind {
  return findNginx() ? 'nginx' : 'embedded'
}

/** Starts the stack with its fault in place; when anything fails it leaves nothing behind. */
export async function startStack({
  fault,
  folder: parent,
  front: kind = availableFront(),
}: StackOptions): Promise<DemoStack> {
  // nginx's workers are not root, so they must be able to walk to their folders.
  const base = parent ?? (process.getuid?.() === 0 ? '/tmp' : tmpdir())
  const folder = mkdtempSync(join(base, 'runbook-demo-'))
  chmodSync(folder, 0o755)
  const guard = startGuard(folder)
  const ends: (() => Promise<void>)[] = []
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= endAll(ends).then(() => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
      return guard.release()
    })
    return stopping
  }

  try {
    const places = { port: await freePort(), deadPort: await freePort(), socket: join(folder, 'shop.sock') }
    const at = fault.listens?.(places) ?? { port: places.port, host: '127.0.0.1' }
    const app = await startApp({ folder, source: fault.source, files: fault.files?.(places), at, guard })
    ends.push(app.end)
    fault.prepare?.(places)

    const start = { folder: join(folder, 'nginx'), port: await freePort(), guard }
    mkdirSync(start.folder)
    const front = await startFront(kind, { ...start, location: fault.location(places) })
    ends.push(front.end)
    if (fault.changed) {
      writeConf({ ...start, location: fault.changed(places) })
      await front.reload()
    }
    return describe({ kind, folder, port: start.port, front, appLog: app.log, stop })
  } catch (error) {
    await stop()
    throw error
  }
}

function startFront(kind: FrontKind, start: Parameters<typeof startProxy>[0]): Promise<Front> {
  const program = findNginx()
  return kind === 'nginx' && program ? startNginx(program, start) : startProxy(start)
}

async function endAll(ends: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.allSettled(ends.toReversed().map(end => end()))
}

interface Started {
  kind: FrontKind
  folder: string
  port: number
  front: Front
  appLog: string
  stop(): Promise<void>
}

function describe({ kind, folder, port, front, appLog, stop }: Started): DemoStack {
  const isEmbedded = kind === 'embedded'
  const url = `http://127.0.0.1:${port}/`
  return {
    url,
    folder,
    isEmbedded,
    banner: isEmbedded
      ? `There is no nginx here, so an embedded proxy stands in for it at ${url}, before a real Node application.`
      : `A real nginx answers at ${url}, before a real Node application.`,
    nginxConf: front.conf,
    errorLog: front.errorLog,
    appLog,
    sessionInputs: isEmbedded ? { nginx_conf: front.conf, error_log: front.errorLog, access_log: front.accessLog } : {},
    binFolder: isEmbedded ? join(folder, 'nginx/bin') : undefined,
    stop,
  }
}
