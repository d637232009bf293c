import type { Api, Reply } from '../scenario.ts'
import { bearer } from './login.ts'
import { written } from './logs.ts'
import { tellingLines } from './secrets.ts'
import { appName, type WebApp } from './web-app.ts'

/** The app's own Kudu at `<name>.scm.azurewebsites.net`: its log files, for who bears a token. */
export function kudu(app: WebApp): Api {
  const { name = appName, files = {} } = app
  const host = `${name}.scm.azurewebsites.net`
  return request => {
    if (request.host !== host) return undefined
    if (bearer(request) === undefined) return { status: 401, headers: { 'www-authenticate': 'Basic realm="site"' } }
    if (/^\/api\/logs\/docker\/?$/.test(request.path)) return { status: 200, body: dockerLogs(host, files) }
    const path = /^\/api\/vfs\/LogFiles\/(.*)$/.exec(decodeURIComponent(request.path))?.[1]
    if (path === undefined) return missing()
    if (path === '' || path.endsWith('/')) return folder(host, path, files)
    const text = files[path]
    return text === undefined
      ? missing()
      : { status: 200, headers: { 'content-type': 'text/plain' }, body: told(path, text) }
  }
}

/** A log of the application tells secrets beside what a scenario is about, older than that, as real ones do. */
function told(path: string, text: string): string {
  return /default_docker\.log$|logging-errors\.txt$/.test(path) ? `${written(58, ...tellingLines())}\n${text}` : text
}

function dockerLogs(host: string, files: Record<string, string>): object {
  return Object.entries(files)
    .filter(([path]) => /docker\.log$/.test(path))
    .map(([path, text]) => ({
      machineName: path.split('_').slice(3, 4)[0] ?? '',
      lastUpdated: new Date().toISOString(),
      size: text.length,
      href: `https://${host}/api/vfs/LogFiles/${path}`,
      path: `/home/LogFiles/${path}`,
    }))
}

function folder(host: string, path: string, files: Record<string, string>): Reply {
  const inside = Object.entries(files).filter(
    ([file]) => file.startsWith(path) && !file.slice(path.length).includes('/'),
  )
  if (inside.length === 0 && path !== '') return missing()
  const body = inside.map(([file, text]) => ({
    name: file.slice(path.length),
    size: text.length,
    mtime: new Date().toISOString(),
    mime: 'text/plain',
    href: `https://${host}/api/vfs/LogFiles/${file}`,
    path: `/home/LogFiles/${file}`,
  }))
  return { status: 200, body }
}

function missing(): Reply {
  return { status: 404, body: { Message: 'No HTTP resource was found that matches the request URI.' } }
}
