/**
 * For tests that drive real servers and terminals on machines that others keep busy: what fails is tried again from its
 * setup on, and the reporter says so (`retry x1`). `npm run lab -- score` never tries again.
 */
export const retried = { retry: 2 } as const
