import { accessLog } from './access-log.ts'
import { albLog } from './alb-log.ts'
import { albRules } from './alb-rules.ts'
import { apacheConfig } from './apache-config.ts'
import { apacheLog } from './apache-log.ts'
import { apacheProcesses } from './apache-processes.ts'
import { appServiceLog } from './app-service-log.ts'
import { azureBackendHealth } from './azure-backend-health.ts'
import { azureGateway } from './azure-gateway.ts'
import { azureNsg } from './azure-nsg.ts'
import { azureRoutes } from './azure-routes.ts'
import { azureSubnets } from './azure-subnets.ts'
import { cloudJson } from './cloud-json.ts'
import { cloudflareApi } from './cloudflare-api.ts'
import { dockerContainers } from './docker-containers.ts'
import { firewallRules } from './firewall-rules.ts'
import { gunicornLog } from './gunicorn-log.ts'
import { gunicornProcesses } from './gunicorn-processes.ts'
import { haproxyConfig } from './haproxy-config.ts'
import { haproxyLog } from './haproxy-log.ts'
import { http } from './http.ts'
import { json } from './json.ts'
import { keyValue } from './key-value.ts'
import { lines } from './lines.ts'
import { namei } from './namei.ts'
import { networkAcl } from './network-acl.ts'
import { nginxConfig } from './nginx-config.ts'
import { nginxLog } from './nginx-log.ts'
import { nginxProcesses } from './nginx-processes.ts'
import { nodeLog } from './node-log.ts'
import { phpFpmLog } from './php-fpm-log.ts'
import { phpFpmPools } from './php-fpm-pools.ts'
import { pm2Daemons } from './pm2-daemons.ts'
import { pm2List } from './pm2-list.ts'
import { processes } from './processes.ts'
import type { Reader } from './reader.ts'
import { regex } from './regex.ts'
import { sockets } from './sockets.ts'
import { systemdUnits } from './systemd-units.ts'
import { table } from './table.ts'
import { tls } from './tls.ts'
import { uwsgiLog } from './uwsgi-log.ts'
import { uwsgiProcesses } from './uwsgi-processes.ts'
import { w3cLog } from './w3c-log.ts'

/** Every reader by the name that a runbook uses. */
const readers = {
  'access-log': accessLog,
  'alb-log': albLog,
  'alb-rules': albRules,
  'apache-config': apacheConfig,
  'apache-log': apacheLog,
  'apache-processes': apacheProcesses,
  'azure-subnets': azureSubnets,
  'azure-routes': azureRoutes,
  'azure-nsg': azureNsg,
  'azure-gateway': azureGateway,
  'azure-backend-health': azureBackendHealth,
  'app-service-log': appServiceLog,
  'cloud-json': cloudJson,
  'cloudflare-api': cloudflareApi,
  'docker-containers': dockerContainers,
  'firewall-rules': firewallRules,
  'gunicorn-log': gunicornLog,
  'gunicorn-processes': gunicornProcesses,
  'haproxy-config': haproxyConfig,
  'haproxy-log': haproxyLog,
  http,
  json,
  'key-value': keyValue,
  lines,
  namei,
  'network-acl': networkAcl,
  'nginx-config': nginxConfig,
  'nginx-log': nginxLog,
  'nginx-processes': nginxProcesses,
  'node-log': nodeLog,
  'php-fpm-log': phpFpmLog,
  'php-fpm-pools': phpFpmPools,
  'pm2-daemons': pm2Daemons,
  'pm2-list': pm2List,
  processes,
  regex,
  sockets,
  'systemd-units': systemdUnits,
  table,
  tls,
  'uwsgi-log': uwsgiLog,
  'uwsgi-processes': uwsgiProcesses,
  'w3c-log': w3cLog,
} as const

/** The names of all readers. */
export const readerIds: string[] = Object.keys(readers)

/** The reader of that name; its options are known only after `options.safeParse`, so their type is forgotten here. */
export function findReader(id: string): Reader<unknown> | undefined {
  return Object.hasOwn(readers, id) ? (readers as unknown as Record<string, Reader<unknown>>)[id] : undefined
}
