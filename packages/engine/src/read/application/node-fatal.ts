/** One event that ended a process. */
export interface FatalEvent {
  kind: string
  /** The line that tells the kind. */
  line: string
  /** First place outside Node itself as `file:line:column`; empty when there is none. */
  at: string
  /** The port that could not be had, for eaddrinuse and eacces; else 0. */
  port: number
  /** Version of Node, when the event names it. */
  version: string
}

/** An error at the start of a line: `Error: …`, `TypeError [CODE]: …`, `AggregateError`, `[UnhandledPromiseRejection: …`. */
const headline =
  /^(?:(?:Uncaught )?(?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?(?::|$)|\[?UnhandledPromiseRejection(?:Warning)?\b)/

/** Node 17 and later end every fatal error with this line (nodejs/node PR 38332). */
const trailer = /^Node\.js v(\S+)$/

/** Longest error that is looked at, in lines. */
const longest = 120

/**
 * Finds fatal events, oldest first, in lines without prefixes. An error is fatal when Node says so around it, when its
 * message can only come from a process that could not go on, or, with `died`, when it is the last stack of the text.
 */
export function fatalEvents(lines: readonly string[], died: boolean): FatalEvent[] {
  const starts = lines.flatMap((line, index) =>
    headline.test(line) || isCertain(line) || isThrown(lines, index) ? [index] : [],
  )
  const blocks = starts.map((start, order) => blockOf(lines, start, starts[order + 1] ?? lines.length))
  const lastStack = died ? blocks.findLast(block => block.frames.length > 0) : undefined
  return blocks.filter(block => block.isFatal || block === lastStack).map(eventOf)
}

/** Messages of errors that end a process whatever stands around them, in any logger's line. */
function isCertain(line: string): boolean {
  if (/^\s/.test(line)) return false
  return (
    /FATAL ERROR: .*(?:JavaScript heap|process) out of memory/.test(line) ||
    /\b(?:listen|bind) (?:EADDRINUSE|EACCES)\b/.test(line) ||
    /\bEMFILE: too many open files/.test(line) ||
    /\bENOSPC: (?:no space left|System limit)/.test(line)
  )
}

/** A thrown value that is no error stands alone below the caret, with a hint below it. */
function isThrown(lines: readonly string[], index: number): boolean {
  return /^\(Use `.* --trace-uncaught/.test(lines[index + 1] ?? '')
}

interface Block {
  line: string
  /** File and line of the source that Node shows above the error. */
  source: string
  /** What Node shows above the error, as text. */
  above: string
  body: string
  frames: string[]
  version: string
  isFatal: boolean
}

function blockOf(lines: readonly string[], start: number, next: number): Block {
  const end = Math.min(next, start + longest)
  const body = lines.slice(start + 1, end)
  const ending = body.findIndex(line => trailer.test(line))
  const own = ending < 0 ? body.slice(0, lengthOf(body)) : body.slice(0, ending)
  // The journal drops empty lines, so that the source may stand one to five lines above.
  const above = lines.slice(Math.max(0, start - 5), start)
  const caret = above.findLastIndex(line => /^\s*\^+$/.test(line))
  const isShown = caret >= 0 && above.slice(caret + 1).every(line => line === '')
  const line = lines[start] ?? ''
  const isStopped = /: Main process exited, code=\w+, status=(?!0\b)/.test(body[own.length] ?? '')
  return {
    line,
    source: above.findLast(text => /^(?:file:\/\/)?\/\S+:\d+$/.test(text)) ?? '',
    above: above.join('\n'),
    body: own.join('\n'),
    frames: own.filter(text => /^\s+at /.test(text)),
    version: trailer.exec(body[ending] ?? '')?.[1] ?? '',
    isFatal: ending >= 0 || isShown || isCertain(line) || isStopped || /^\[UnhandledPromiseRejection/.test(line),
  }
}

/** How many lines belong to an error that no trailer ends: its stack and what is indented or closes a brace. */
function lengthOf(body: readonly string[]): number {
  const length = body.findIndex(line => !/^(?:\s+\S|[}\])]|- \/|Require stack:|Emitted '|$)/.test(line))
  return length < 0 ? body.length : length
}

function eventOf(block: Block): FatalEvent {
  const { line, body, frames, version } = block
  const kind = kinds.find(([, fits]) => fits(block))?.[0] ?? 'uncaught-exception'
  const port = /(?:EADDRINUSE|EACCES)\b.*?:(\d+)(?=\D*$)/.exec(line) ?? /^ +port: (\d+)/m.exec(body)
  const frame = frames.map(placeOf).find(place => place !== '') ?? ''
  const source = block.source.replace(/^file:\/\//, '')
  return {
    kind,
    line,
    version,
    at: kind === 'syntax' ? source || frame : frame || source,
    port: kind === 'eaddrinuse' || kind === 'eacces' ? Number(port?.[1] ?? 0) : 0,
  }
}

/** In the order asked: what went wrong says more than how it surfaced. */
const kinds: [string, (block: Block) => boolean][] = [
  ['heap-oom', ({ line }) => /FATAL ERROR: .*out of memory/.test(line)],
  ['eaddrinuse', ({ line }) => /\bEADDRINUSE\b/.test(line)],
  ['eacces', ({ line }) => /\b(?:listen|bind) EACCES\b/.test(line)],
  ['emfile', ({ line }) => /\bEMFILE\b/.test(line)],
  ['enospc', ({ line }) => /\bENOSPC\b/.test(line)],
  [
    'module-missing',
    ({ line }) =>
      /Cannot find (?:module|package) |ERR_MODULE_NOT_FOUND|NODE_MODULE_VERSION|ERR_DLOPEN_FAILED/.test(line),
  ],
  ['module-missing', ({ body }) => /NODE_MODULE_VERSION|code: '(?:ERR_DLOPEN_FAILED|MODULE_NOT_FOUND)'/.test(body)],
  ['syntax', isSyntax],
  ['headers-sent', ({ line }) => /ERR_HTTP_HEADERS_SENT|Can(?:'t|not) set headers after they are sent/.test(line)],
  ['invalid-char', ({ line }) => /ERR_INVALID_CHAR|Invalid character in header content/.test(line)],
  ['worker', ({ line }) => /\bERR_WORKER_\w+|\bspawn(?:Sync)? \S+ EAGAIN\b|cluster\.fork/.test(line)],
  [
    'worker',
    ({ body }) =>
      /\[worker eval\]|node:internal\/main\/worker_thread|Emitted 'error' event on (?:Worker|ChildProcess)/.test(body),
  ],
  ['dependency-refused', isDependency],
  ['unhandled-rejection', ({ line, above }) => /UnhandledPromiseRejection/.test(line) || /fromPromise/.test(above)],
  ['unhandled-rejection', ({ body }) => /code: 'ERR_UNHANDLED_REJECTION'/.test(body)],
  // What is thrown within an async function rejects its promise; nothing else shows such a frame.
  ['unhandled-rejection', ({ frames }) => frames.some(frame => /^\s+at async /.test(frame))],
]

/** Code that cannot be loaded; a SyntaxError of JSON.parse or of a RegExp is an error of data. */
function isSyntax({ line, frames }: Block): boolean {
  if (/ERR_REQUIRE_ESM/.test(line)) return true
  if (!/^(?:Uncaught )?SyntaxError\b/.test(line) || /JSON|regular expression/i.test(line)) return false
  return !/JSON\.parse|RegExp/.test(frames[0] ?? '')
}

function isDependency({ line, body }: Block): boolean {
  const refused =
    /\b(?:connect (?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)|getaddrinfo (?:ENOTFOUND|EAI_AGAIN))\b/
  if (refused.test(line)) return true
  return /^(?:Uncaught )?AggregateError/.test(line) && refused.test(body)
}

/** The place of a stack frame as `file:line:column`; empty for a frame inside Node, or inside PM2, which loads the script. */
function placeOf(frame: string): string {
  const place = /(?:^|[\s(])(?:file:\/\/)?(\/[^()]*?:\d+:\d+)\)?(?: \{)?$/.exec(frame)?.[1] ?? ''
  return /\/node_modules\/pm2\//.test(place) ? '' : place
}
