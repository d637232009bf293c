/** Who is signed in, and where: every answer of the Azure simulator is about these. */
export const tenant = '11111111-1111-1111-1111-111111111111'
export const subscription = '22222222-2222-2222-2222-222222222222'
/** Another subscription that the same login may read. */
export const otherSubscription = '44444444-4444-4444-4444-444444444444'
export const client = 'aaaaaaaa-0000-0000-0000-000000000001'
export const principal = '33333333-3333-3333-3333-333333333333'
export const group = 'rg-shop'
export const location = 'West Europe'

/** The id of a resource, such as `resourceId('Microsoft.Web/sites', 'shop')`. */
export function resourceId(type: string, name: string, within: string = subscription): string {
  return `/subscriptions/${within}/resourceGroups/${group}/providers/${type}/${name}`
}
