import { Box, Text, useAnimation } from 'ink'
import { use } from 'react'
import { span } from '../../../lines/span.ts'
import type { Busy } from '../../../screens/screen.ts'
import { ThemeContext } from '../../theme.ts'
import { spinnerFrame } from './spinner.ts'

/** What runs now, with its seconds; a screen that stands still says that nothing happens any more. */
export function BusyLine({ busy: { label, since } }: { busy: Busy }) {
  const theme = use(ThemeContext)
  const { frame } = useAnimation({ interval: 120 })
  const seconds = since === null ? 0 : Math.floor((Date.now() - since) / 1000)
  return (
    <Box flexShrink={0} marginTop={1}>
      <Text wrap="truncate-end" {...theme.strong}>
        {`${spinnerFrame(frame)} ${label}${seconds > 0 ? `: ${span(seconds * 1000)}` : ''}`}
      </Text>
    </Box>
  )
}
