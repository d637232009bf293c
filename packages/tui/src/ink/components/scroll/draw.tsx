import { Box } from 'ink'
import type { ReactNode } from 'react'
import type { Scrolling } from './listen.ts'

/** Takes what its content needs, up to the space that is left, and shows as much as fits. */
export function Scroll({ scrolling, children }: { scrolling: Scrolling; children: ReactNode }) {
  return (
    <Box
      ref={scrolling.viewRef}
      flexDirection="column"
      flexGrow={0}
      flexShrink={1}
      overflow="hidden"
      contentOffsetY={scrolling.state.offset}
    >
      <Box ref={scrolling.contentRef} flexDirection="column" flexShrink={0}>
        {children}
      </Box>
    </Box>
  )
}
