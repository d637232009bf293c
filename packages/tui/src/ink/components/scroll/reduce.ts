/** A window over content that may be longer, in rows. */
export interface ScrollState {
  offset: number
  /** Rows of the content and of the window. */
  content: number
  view: number
}

/** The furthest that the window can go. */
export function lastOffset({ content, view }: Pick<ScrollState, 'content' | 'view'>): number {
  return Math.max(0, content - view)
}

/** Moves the window by rows, never beyond the content. */
export function scrollBy(state: ScrollState, rows: number): number {
  return Math.min(lastOffset(state), Math.max(0, state.offset + rows))
}

/** Moves the window as little as shows the rows from `top` on, `height` of them. */
export function scrollTo(state: ScrollState, { top, height }: { top: number; height: number }): number {
  if (top < state.offset) return Math.max(0, top)
  const below = top + height - (state.offset + state.view)
  return below > 0 ? scrollBy(state, below) : Math.min(state.offset, lastOffset(state))
}

/** Where the window stands, for a footer; empty when everything is in view. */
export function scrollHint(state: ScrollState): string {
  if (lastOffset(state) === 0) return ''
  const above = Math.min(state.offset, lastOffset(state))
  const below = lastOffset(state) - above
  return [above > 0 ? `↑ ${above} more` : '', below > 0 ? `↓ ${below} more` : ''].filter(part => part !== '').join('  ')
}
