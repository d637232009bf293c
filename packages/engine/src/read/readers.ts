import { apacheConfig } from './apache/apache-config.ts'
import { apacheLog } from './apache/apache-log.ts'
import { apacheProcesses } from './apache/apache-processes.ts'
import { gunicornLog } from './application/gunicorn-log.ts'
import { gunicornProcesses } from './application/gunicorn-processes.ts'
import { nodeLog } from './application/node-log.ts'
import { phpFpmLog } from './application/php-fpm-log.ts'
import { phpFpmPools } from './application/php-fpm-pools.ts'
import { pm2Daemons } from './application/pm2-daemons.ts'
import { pm2List } from './application/pm2-list.ts'
import { uwsgiLog } from './application/uwsgi-log.ts'
import { uwsgiProcesses } from './application/uwsgi-processes.ts'
import { albLog } from './aws/alb-log.ts'
import { albRules } from './aws/alb-rules.ts'
import { networkAcl } from './aws/network-acl.ts'
import { appServiceLog } from './azure/app-service-log.ts'
import { azureBackendHealth } from './azure/azure-backend-health.ts'
import { azureGateway } from './azure/azure-gateway.ts'
import { azureNsg } from './azure/azure-nsg.ts'
import { azureRoutes } from './azure/azure-routes.ts'
import { azureSubnets } from './azure/azure-subnets.ts'
import { w3cLog } from './azure/w3c-log.ts'
import { cloudJson } from './cloud/cloud-json.ts'
import { cloudflareApi } from './cloudflare/cloudflare-api.ts'
import { haproxyConfig } from './haproxy/haproxy-config.ts'
import { haproxyLog } from './haproxy/haproxy-log.ts'
import { dockerContainers } from './host/docker-containers.ts'
import { firewallRules } from './host/firewall-rules.ts'
import { namei } from './host/namei.ts'
import { processes } from './host/processes.ts'
import { sockets } from './host/sockets.ts'
import { systemdUnits } from './host/systemd-units.ts'
import { http } from './http/http.ts'
import { tls } from './http/tls.ts'
import { json } from './json.ts'
import { keyValue } from './key-value.ts'
import { lines } from './lines.ts'
import { accessLog } from './log/access-log.ts'
import { nginxConfig } from './nginx/nginx-config.ts'
import { nginxLog } from './nginx/nginx-log.ts'
import { nginxProcesses } from './nginx/nginx-processes.ts'
import type { Reader } from './reader.ts'
import { regex } from './regex.ts'
import { table } from './table.ts'

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
