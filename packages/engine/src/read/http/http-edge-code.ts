import type { Made } from './http-maker.ts'

/**
 * The number of an error that Cloudflare's edge made, such as 1016 or 522; 0 when it names none. The header goes first,
 * as a page can be customized; a short page says `error code: 1016` (developers.cloudflare.com, Cloudflare error headers).
 */
export function edgeCodeOf({ headers, body }: Pick<Made, 'headers' | 'body'>): number {
  if (!headers.has('cf-ray') && !/^cloudflare/i.test(headers.get('server') ?? '')) return 0
  const named = /^\s*(\d{3,4})\b/.exec(headers.get('cf-error-type') ?? '')?.[1]
  const written = /^error code: (\d{3,4})\s*$|\bError(?:\s+code)?(?:<[^>]*>|[\s:])*(1\d{3})\b/i.exec(
    body.slice(0, 65_536),
  )
  return Number(named ?? written?.[1] ?? written?.[2] ?? 0)
}
