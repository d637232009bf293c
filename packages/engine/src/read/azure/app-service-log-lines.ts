/** Something that a line tells. */
export interface AppEvent {
  kind: string
  line: string
}

/** What the platform writes about the start of a container (learn.microsoft.com, "App Service on Linux FAQ"). */
export const startEvents: readonly { kind: string; pattern: RegExp }[] = [
  { kind: 'ready', pattern: /initialized successfully and is ready to serve requests/ },
  { kind: 'disk', pattern: /no space left on device/i },
  {
    kind: 'pull',
    pattern:
      /Image pull failed|Pulling docker image \S+ failed|manifest (?:for \S+ not found|unknown)|pull access denied|unauthorized: authentication required|DockerApiException: .*(?:NotFound|InternalServerError|Unauthorized)/i,
  },
  {
    kind: 'mount',
    pattern: /(?:fail\w*|error|unable)\b.{0,60}\bmount|mount\w*.{0,80}\b(?:fail\w*|error|denied|timed out)\b/i,
  },
  { kind: 'ping', pattern: /didn't respond to HTTP pings on port: (?<port>\d{1,5})\b/ },
  { kind: 'too-slow', pattern: /did not start within expected time limit\. Elapsed time = (?<elapsed>[\d.]+)/ },
  { kind: 'exited', pattern: /has exited, failing site start/ },
  { kind: 'starting', pattern: /Initiating warmup request to container|docker run -d|Starting container for site/ },
]

const remote =
  '(?<remote>(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:]+\\]|[a-z0-9](?:[a-z0-9-]*\\.)+[a-z0-9-]*[a-z0-9])(?::\\d+)?)'

/** What the application writes; `ends` where the process does not outlive it. In the order asked. */
export const appErrors: readonly { kind: string; pattern: RegExp; ends?: boolean }[] = [
  { kind: 'no-start-script', pattern: /npm (?:ERR!|error) missing script:? "?start"?/i, ends: true },
  { kind: 'module', pattern: /Error: Cannot find module|MODULE_NOT_FOUND|ERR_MODULE_NOT_FOUND/, ends: true },
  { kind: 'heap', pattern: /JavaScript heap out of memory/, ends: true },
  {
    kind: 'number-port',
    pattern: /ERR_SOCKET_BAD_PORT.*NaN|options\.port should be .*(?:type number \(NaN\)|\\\\\.\\pipe\\)/,
    ends: true,
  },
  { kind: 'disk', pattern: /ENOSPC|no space left on device/i },
  { kind: 'dns', pattern: new RegExp(`(?:ENOTFOUND|EAI_AGAIN) ${remote}`, 'i') },
  { kind: 'refused', pattern: new RegExp(`ECONNREFUSED ${remote}`, 'i') },
  { kind: 'timed-out', pattern: new RegExp(`(?:ESOCKETTIMEDOUT|ETIMEDOUT|ECONNRESET)(?: ${remote})?`, 'i') },
  { kind: 'socket-forbidden', pattern: /access a socket in a way forbidden by its access permissions|EACCES.*connect/ },
  {
    kind: 'uncaught',
    pattern:
      /Uncaught Exception|UnhandledPromiseRejection(?!Warning)|ERR_UNHANDLED_REJECTION|triggerUncaughtException|Unhandled 'error' event|^(?:\S+Z\s+)?Node\.js v\d+\./,
    ends: true,
  },
]
