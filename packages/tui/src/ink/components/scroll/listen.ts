import { type DOMElement, useBoxMetrics } from 'ink'
import { type RefObject, useRef } from 'react'
import { useScopedState } from '../../hooks/use-scoped-state.ts'
import { type ScrollState, scrollBy, scrollTo } from './reduce.ts'

export interface Scrolling {
  state: ScrollState
  viewRef: RefObject<DOMElement | null>
  contentRef: RefObject<DOMElement | null>
  by(rows: number): void
  page(direction: 1 | -1): void
  show(rows: { top: number; height: number }): void
}

/** Holds a scroll position for the content that `id` names; other content starts at its top. */
export function useScroll(id: string): Scrolling {
  const viewRef = useRef<DOMElement | null>(null)
  const contentRef = useRef<DOMElement | null>(null)
  const view = useBoxMetrics(viewRef).height
  const content = useBoxMetrics(contentRef).height
  const held = useScopedState(id, 0)
  const state = (): ScrollState => ({ content, view, offset: scrollBy({ offset: held.read(), content, view }, 0) })
  const set = (offset: number): void => {
    if (offset !== held.read()) held.write(offset)
  }
  return {
    state: state(),
    viewRef,
    contentRef,
    by: rows => set(scrollBy(state(), rows)),
    page: direction => set(scrollBy(state(), direction * Math.max(1, view - 1))),
    show: rows => set(scrollTo(state(), rows)),
  }
}
