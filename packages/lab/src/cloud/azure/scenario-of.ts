import { edgeAddress } from '../internet.ts'
import type { Answer, Api, Request, Scenario, State } from '../scenario.ts'
import { signedIn } from './login.ts'
import { pages } from './pages.ts'
import { appName, publicHost, type WebApp } from './web-app.ts'
import { appService } from './web-routes.ts'

const ownHost = `${appName}.azurewebsites.net`

/** A scenario of App Service in short: what is not said is the usual. */
export interface Told extends Partial<Omit<Scenario, 'id' | 'cause' | 'title' | 'sites'>> {
  id: string
  cause: string
  title: string
  /** The app as Azure shows it. */
  app?: WebApp | ((state: State) => WebApp)
  /** What the site answers while the fault is there; once it is healed, a page. */
  answers?: Answer
  sites?: Record<string, Answer>
  /** Asked before the app's own. */
  before?: readonly Api[]
}

/** Makes the scenario: a session about `https://shop.example.com/`, with an `az` that is logged in. */
export function scenarioOf({
  app = {},
  answers = pages.applicationError,
  sites,
  before = [],
  env,
  ...told
}: Told): Scenario {
  const site: Answer = (request, state) => (state.healed ? pages.fine() : answers(request, state))
  return {
    needs: ['az', 'curl', 'dig'],
    names: { [publicHost]: [ownHost], [ownHost]: [edgeAddress] },
    url: `https://${publicHost}/`,
    sites: { [publicHost]: site, ...sites },
    apis: [...before, ...appService(app)],
    up: signedIn.up,
    ...told,
    env: { ...signedIn.env, ...env },
  }
}

/** Recognizes a write of app settings that sets that one. */
export function setsSetting(name: string, value: string): (request: Request) => boolean {
  return ({ method, path, body }) =>
    method === 'PUT' && path.endsWith('/config/appsettings') && propertiesOf(body)[name] === value
}

/** Recognizes a write of app settings, with their values, that leaves that one out. */
export function lacksSetting(name: string): (request: Request) => boolean {
  return ({ method, path, body }) =>
    method === 'PUT' &&
    path.endsWith('/config/appsettings') &&
    'DB_PASSWORD' in propertiesOf(body) &&
    !(name in propertiesOf(body))
}

/** Recognizes a write whose properties hold that value. */
export function writes(pathEnd: RegExp, name: string, value: unknown): (request: Request) => boolean {
  return ({ method, path, body }) =>
    /^(?:PUT|PATCH)$/.test(method) && pathEnd.test(path) && propertiesOf(body)[name] === value
}

function propertiesOf(body: string): Record<string, unknown> {
  return (JSON.parse(body || '{}') as { properties?: Record<string, unknown> }).properties ?? {}
}
