/** A JSON object whose fields are not known yet. */
export type Part = { readonly [key: string]: unknown }

/** The object, or an empty one. */
export function part(value: unknown): Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {}
}

/** The objects of a list, each with what stands under `properties` beside its name and id, as `az network` prints it. */
export function parts(value: unknown): Part[] {
  return Array.isArray(value) ? value.map(resource) : []
}

/** A resource in either form: ARM nests its fields under `properties`, the commands of `az` do not. */
function resource(value: unknown): Part {
  const whole = part(value)
  return { ...whole, ...part(whole.properties) }
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

export function int(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0
}

/** The id that a reference such as `{"id": "…"}` holds. */
export function idOf(value: unknown): string {
  return text(part(value).id)
}

/** The last word of an id: the name of what it stands for. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

/** Azure compares ids without regard to case. */
export function isSame(one: string, other: string): boolean {
  return one !== '' && one.toLowerCase() === other.toLowerCase()
}

/** Subscription and resource group of an id; empty when it has none. */
export function placeOf(id: string): { subscription: string; resource_group: string } {
  const [, subscription = ''] = /\/subscriptions\/([^/]+)/i.exec(id) ?? []
  const [, resource_group = ''] = /\/resourceGroups\/([^/]+)/i.exec(id) ?? []
  return { subscription, resource_group }
}

/** The resources of a list as `az rest` prints it (`{"value": […]}`), as `az … list` does, or one alone. */
export function listOf(root: unknown): { items: Part[]; isWhole: boolean } | undefined {
  if (Array.isArray(root)) return { items: parts(root), isWhole: true }
  const { value, nextLink, id } = part(root)
  if (Array.isArray(value)) return { items: parts(value), isWhole: text(nextLink) === '' }
  return text(id) === '' ? undefined : { items: [resource(root)], isWhole: true }
}
