import type { Box } from '../box/box.ts'

/** A command line that a scenario cannot do without. */
export type CloudNeed = 'aws' | 'az' | 'curl' | 'openssl' | 'dig' | 'nginx'

/** A request as it arrived, at the front or at an origin. */
export interface Request {
  /** Without a port, in lower case. */
  host: string
  port: number
  method: string
  path: string
  query: Record<string, string>
  /** By name in lower case. */
  headers: Record<string, string>
  body: string
}

/** What is sent back. Without a status, `body` is sent as it stands, as a server with a broken reply would. */
export interface Reply {
  status?: number
  headers?: Record<string, string>
  /** An object is sent as JSON. */
  body?: string | object
  delayMs?: number
  /** The connection breaks after so many bytes of the body. */
  cutAfter?: number
  /** Nothing is ever sent. */
  hang?: true
}

/** What a scenario's answers may depend on. */
export interface State {
  /** True once the fix's request has arrived. */
  healed: boolean
  /** Every request so far, the present one included. */
  log: Request[]
}

export type Answer = (request: Request, state: State) => Reply | Promise<Reply>
/** Answers what it knows of a provider's APIs; `undefined` leaves a request to the next one. */
export type Api = (request: Request, state: State) => Reply | undefined

/** A server that is reached by its own address, past the edge, with a real TCP connection. */
export interface Origin {
  /** An IPv4 address of the documentation ranges, or of a private one. */
  address: string
  port: number
  /** Without it, plain HTTP. */
  tls?: OriginTls
  /** Without it, connections are taken and nothing is ever said. */
  answer?: Answer
}

/** The certificate that an origin shows; a lab CA signs it, which clients trust, unless said. */
export interface OriginTls {
  names: readonly string[]
  signedBy?: 'lab-ca' | 'itself' | 'stranger'
  isExpired?: boolean
  /** The handshake ends with this in place of an answer. */
  aborts?: 'reset' | 'old-protocol' | 'wants-certificate'
  /** HTTP/2 is offered, and the connection ends when a client takes it. */
  breaksHttp2?: boolean
}

/** A fault at a cloud layer: what its APIs and its endpoint answer, and what a session must make of that. */
export interface Scenario {
  id: string
  /** The cause id that is expected; `healthy`; or `unknown`, with the `reason`. */
  cause: string
  /** One line for people. */
  title: string
  needs: readonly CloudNeed[]
  url: string
  /** The runbook that the session is opened with; `502` unless said. */
  runbook?: string
  /** Inputs that the session is given, because nothing could find them. */
  inputs?: Record<string, string>
  /** The site itself, by host, as its clients reach it. */
  sites: Record<string, Answer>
  /** The provider's APIs, tried in order. */
  apis: readonly Api[]
  /** Servers at addresses of their own. Other ports of these addresses refuse; at other addresses packets get lost. */
  origins?: readonly Origin[]
  /** What the name server knows beside the sites: addresses, or the name that it is an alias of. */
  names?: Record<string, readonly string[]>
  /** The fix that should mend it. */
  fix?: string
  /** Recognizes the request of the fix; from then on the state counts as healed. */
  heals?: (request: Request) => boolean
  /** Recognizes the last request of the fix's undo, by the old value in it; from then on the fault is there again. */
  restores?: (request: Request, state: State) => boolean
  /** What the report must say about what could not be checked, where the cause is `unknown`. */
  reason?: RegExp
  /** What the words that the session ends with must hold: of an ending, or of the finding. */
  says?: RegExp
  /** A weakness that must be named beside the cause. */
  contributing?: string
  /** The chain of causes, symptom first, where it has more than one. */
  chain?: readonly string[]
  env?: Record<string, string>
  /** Starts what this machine serves itself; a program that it writes to `bin` in the box's folder comes before others. */
  up?: (box: Box) => Promise<void>
}

/** A reply in JSON. */
export function json(body: object, status = 200, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

/** A reply with a page. */
export function page(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/html', ...headers }, body }
}
