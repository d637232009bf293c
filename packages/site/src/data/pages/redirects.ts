/** Ids that were renamed: the old one, and the one that stands for it now. */
export const renamed: { runbooks: Record<string, string>; causes: Record<string, string> } = {
  runbooks: {},
  causes: {},
}

/** The redirects that keep old addresses alive, below the base that the site stands on. */
export function redirects(base: string): Record<string, string> {
  const top = base.endsWith('/') ? base : `${base}/`
  return Object.fromEntries(
    Object.entries(renamed).flatMap(([kind, ids]) =>
      Object.entries(ids).map(([old, now]) => [`/${kind}/${old}/`, `${top}${kind}/${now}/`]),
    ),
  )
}
