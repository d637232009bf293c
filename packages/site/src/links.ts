const base = import.meta.env.BASE_URL.replace(/\/?$/, '/')

/** The address of a page of this site, wherever it stands: `to('runbooks/nginx/')`. */
export function to(page: string): string {
  return base + page
}

/** The address of a runbook, or of a step in it. */
export function toRunbook(id: string, step?: string): string {
  return to(`runbooks/${id}/${step === undefined ? '' : `#${step}`}`)
}

/** The address of a cause. */
export function toCause(id: string): string {
  return to(`causes/${id}/`)
}
