import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'

/** The change of one file as a unified diff with 3 lines of context; null is a file that is not there. Empty when nothing changes. */
export function unifiedDiff(path: string, before: string | null, after: string | null): string {
  if (before === after) return ''
  const nowhere = '/dev/null'
  return createTwoFilesPatch(
    before === null ? nowhere : path,
    after === null ? nowhere : path,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  )
}
