import { ok, type Route } from './arm.ts'

/** Azure Resource Graph: every query is answered with those rows; none by default. */
export function graphRoute(rows: readonly object[] = []): Route {
  return {
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    reply: () =>
      ok({ totalRecords: rows.length, count: rows.length, data: rows, facets: [], resultTruncated: 'false' }),
  }
}
