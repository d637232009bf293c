/** How a layer is called, and in which order layers stand: from the edge inwards. */
const names: [string, string][] = [
  ['symptom', 'Start here'],
  ['cloudflare', 'Cloudflare'],
  ['aws-alb', 'AWS load balancer'],
  ['lambda', 'AWS Lambda'],
  ['azure-app-gateway', 'Azure Application Gateway'],
  ['azure-network', 'Azure network'],
  ['azure-app-service', 'Azure App Service'],
  ['proxy', 'Web server'],
  ['nginx', 'nginx'],
  ['apache', 'Apache httpd'],
  ['haproxy', 'HAProxy'],
  ['tls', 'TLS'],
  ['dns', 'DNS'],
  ['network', 'Network'],
  ['filesystem', 'Files and rights'],
  ['docker', 'Docker'],
  ['process', 'Process'],
  ['application', 'Application'],
  ['upstream', 'Upstream server'],
  ['os', 'Machine'],
]

const byId = new Map(names)

/** The name of a layer for readers; a layer that is not known here goes by its id. */
export function layerName(id: string): string {
  return byId.get(id) ?? id
}

/** Things grouped by layer, from the edge inwards; layers that are not known here come last, by name. */
export function byLayer<T>(things: Iterable<T>, layerOf: (thing: T) => string): [string, T[]][] {
  const groups = Map.groupBy(things, layerOf)
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
}

function rank(layer: string): number {
  const at = names.findIndex(([id]) => id === layer)
  return at < 0 ? names.length : at
}
