import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Box } from '../box/box.ts'
import { canIsolate, canUnshare } from '../faults/why-not.ts'
import type { Surroundings } from '../run/command.ts'
import type { CloudNeed, Scenario } from './scenario.ts'

/** Why a scenario cannot be run here, in a few words, or undefined. */
export function whyNotScenario({ needs }: Pick<Scenario, 'needs'>): string | undefined {
  if (!canIsolate()) return 'no network of its own, which takes root'
  if (!canUnshare()) return 'no mount namespaces'
  const missing = needs.find(need => !isThere(need))
  return missing && `no ${missing}`
}

function isThere(program: CloudNeed): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some(folder => existsSync(join(folder, program)))
}

interface CloudSurroundings {
  box: Box
  proxy: string
  ca: string
  /** Hosts that are reached without the proxy. */
  direct: readonly string[]
  env?: Record<string, string> | undefined
  path: string
  wrap: (argv: readonly string[]) => string[]
}

/** What a session and its commands run in: nothing of this machine but its programs. */
export function surroundingsOf({
  box: { folder },
  proxy,
  ca,
  direct,
  env,
  path,
  wrap,
}: CloudSurroundings): Surroundings {
  return {
    wrap,
    cwd: folder,
    env: {
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      RUNBOOK_LAB: folder,
      HTTPS_PROXY: proxy,
      http_proxy: proxy,
      NO_PROXY: ['127.0.0.1', 'localhost', ...direct].join(','),
      CURL_CA_BUNDLE: ca,
      SSL_CERT_FILE: ca,
      AWS_CA_BUNDLE: ca,
      REQUESTS_CA_BUNDLE: ca,
      AWS_CONFIG_FILE: join(folder, 'aws/config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws/credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AZURE_CONFIG_DIR: join(folder, 'azure'),
      AZURE_CORE_COLLECT_TELEMETRY: 'no',
      AZURE_CORE_NO_COLOR: '1',
      AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
      ...env,
      PATH: path,
    },
  }
}
