import { type JsonObject, objectOf, textOf } from '../common/json.ts'

/** The objects of a list, each with what stands under `properties` beside its name and id, as `az network` prints it. */
export function parts(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(resource) : []
}

/** A resource in either form: ARM nests its fields under `properties`, the commands of `az` do not. */
function resource(value: unknown): JsonObject {
  const whole = objectOf(value)
  return { ...whole, ...objectOf(whole.properties) }
}

/** The id that a reference such as `{"id": "…"}` holds. */
export function idOf(value: unknown): string {
  return textOf(objectOf(value).id)
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
export function listOf(root: unknown): { items: JsonObject[]; isWhole: boolean } | undefined {
  if (Array.isArray(root)) return { items: parts(root), isWhole: true }
  const { value, nextLink, id } = objectOf(root)
  if (Array.isArray(value)) return { items: parts(value), isWhole: textOf(nextLink) === '' }
  return textOf(id) === '' ? undefined : { items: [resource(root)], isWhole: true }
}
