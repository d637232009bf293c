import * as z from 'zod'
import { cloudRefusal } from '../cloud/cloud-answer.ts'
import { defineReader } from '../reader.ts'
import { type AppEvent, appErrors, startEvents } from './app-service-log-lines.ts'

/**
 * Reads log lines of an App Service app as `az rest` prints them: those of the platform (how the container started) and
 * those of the application itself. Only the last `minutes` count, and what came before a successful start is over.
 */
export const appServiceLog = defineReader({
  id: 'app-service-log',
  describes:
    'Log lines of an Azure App Service app: how its last start went, where it listens, and the error it ends with.',
  options: z.strictObject({
    minutes: z.number().int().positive().default(60),
    /** What was asked, such as the subscription, for the words about something that is not found. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    empty: 'bool',
    start: 'string',
    start_line: 'string',
    start_at: 'string',
    port: 'int',
    elapsed: 'string',
    listen_host: 'string',
    listen_port: 'int',
    error: 'string',
    error_line: 'string',
    error_at: 'string',
    error_count: 'int',
    remote: 'string',
    warmup_asked: 'bool',
    stopped_hard: 'bool',
    answered_502: 'int',
  }),
  read(output, { minutes, asked }, { now }) {
    const refusal = cloudRefusal(output, { provider: 'azure', asked })
    if (refusal) return refusal
    const text = output.stdout.trim()
    if (/^<(?:!doctype|html)/i.test(text))
      return { ok: false, problem: 'A web page came instead of a log.', reason: 'unreadable' }
    const timed = recent(text, now - minutes * 60_000)
    const lines = timed.map(({ line }) => line)
    const last = timed
      .flatMap(({ line, at }) => {
        const event = startOf(line)
        return event ? [{ ...event, at }] : []
      })
      .at(-1)
    const listening = lines.map(listeningOf).findLast(place => place !== undefined)
    const errors = timed.flatMap(({ line, at }, index) => {
      const event = errorOf(line, together(timed.slice(Math.max(0, index - 15), index), at))
      return event ? [{ ...event, at }] : []
    })
    const worst = errors.find(({ ends }) => ends) ?? errors.at(-1)
    return {
      ok: true,
      values: {
        empty: lines.length === 0,
        start: last?.kind ?? '',
        start_line: last?.line ?? '',
        start_at: last?.at ?? '',
        port: last?.port ?? 0,
        elapsed: last?.elapsed ?? '',
        listen_host: listening?.host ?? '',
        listen_port: listening?.port ?? 0,
        error: worst?.kind ?? '',
        error_line: worst?.line ?? '',
        error_at: worst?.at ?? '',
        error_count: errors.filter(({ kind }) => kind === worst?.kind).length,
        remote: worst?.remote ?? '',
        warmup_asked: lines.some(line => line.includes('/robots933456.txt')),
        stopped_hard: wasStoppedHard(lines),
        answered_502: lines.filter(line =>
          /"?(?:GET|POST|PUT|PATCH|DELETE|HEAD) \S+(?: HTTP\/[\d.]+"?)? 502\b/.test(line),
        ).length,
      },
    }
  },
})

/** The lines not older than `since` (ms since the epoch) with their times; one without a time belongs to the one before it. */
function recent(text: string, since: number): { line: string; at: string }[] {
  let isRecent = true
  let at = ''
  return text.split(/\r?\n/).flatMap(line => {
    const stamp = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00:00)?/.exec(line)
    if (stamp) {
      isRecent = Date.parse(`${stamp[1]}T${stamp[2]}Z`) >= since
      at = `${stamp[1]} ${stamp[2]} UTC`
    }
    return isRecent && line.trim() !== '' ? [{ line, at }] : []
  })
}

function startOf(line: string): (AppEvent & { port: number; elapsed: string }) | undefined {
  for (const { kind, pattern } of startEvents) {
    const found = pattern.exec(line)
    if (found)
      return { kind, line: told(line), port: Number(found.groups?.port ?? 0), elapsed: found.groups?.elapsed ?? '' }
  }
  return undefined
}

/** The lines that were written within two seconds of a time: what one error left. */
function together(lines: readonly { line: string; at: string }[], at: string): string[] {
  const apart = (one: string) => Math.abs(Date.parse(one) - Date.parse(at))
  return lines.filter(one => one.at === at || apart(one.at) <= 2000).map(({ line }) => line)
}

/** The mark of an end may stand below the error itself, which is then what is told. */
function errorOf(line: string, before: readonly string[]): (AppEvent & { ends: boolean; remote: string }) | undefined {
  for (const { kind, pattern, ends = false } of appErrors) {
    const found = pattern.exec(line)
    if (!found) continue
    const said = /Error\b/.test(line) ? line : (before.findLast(one => /Error(?: \[\w+\])?: /.test(one)) ?? line)
    return { kind, line: told(said), ends, remote: found.groups?.remote ?? '' }
  }
  return undefined
}

/** Where the application says that it listens; a line without a host means every address. */
function listeningOf(line: string): { host: string; port: number } | undefined {
  if (!/listen|running|started|ready|serving|server/i.test(line) || /EADDRINUSE|ping/i.test(line)) return undefined
  const url = /(?:https?:\/\/)?(?<host>127\.0\.0\.1|localhost|0\.0\.0\.0|\[::1?\]):(?<port>\d{2,5})\b/i.exec(
    line,
  )?.groups
  if (url) return { host: url.host?.toLowerCase() ?? '', port: Number(url.port) }
  const port = /\b(?:on|at)(?: port)?:? ?:?(?<port>\d{2,5})\b|\bport:? ?(?<named>\d{2,5})\b/i.exec(line)?.groups
  const number = Number(port?.port ?? port?.named ?? 0)
  return number > 0 && number < 65_536 ? { host: '', port: number } : undefined
}

/** SIGTERM came, and the container was killed before it had ended by itself. */
function wasStoppedHard(lines: readonly string[]): boolean {
  const asked = lines.findIndex(line => /SIGTERM/.test(line))
  if (asked < 0) return false
  const after = lines.slice(asked + 1)
  return after.some(line =>
    /SIGKILL|exit(?:ed with)? code:? 137|killed (?:after|because)|did not stop within/i.test(line),
  )
}

/** A line as people are told it: without its time, and not too long. */
function told(line: string): string {
  return line.replace(/^\S+T\S+\s+(?:(?:INFO|ERROR|WARN(?:ING)?)\s+-\s+)?/, '').slice(0, 240)
}
