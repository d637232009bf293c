import { Box, Text, useWindowSize } from 'ink'
import { type ReactNode, use } from 'react'
import type { Line } from '../../../lines/line.ts'
import type { KeyBinding } from '../../../screens/keys.ts'
import { ThemeContext } from '../../theme.ts'
import { layoutOf } from './layout.ts'
import { TrailAbove, TrailBeside } from './trail.tsx'

interface FrameProps {
  heading: string
  title: string
  trail: readonly Line[]
  /** One line above the keys, such as what Ctrl-C did. */
  notice: string
  hints: readonly KeyBinding[]
  /** How much of the detail is out of view. */
  more: string
  children: ReactNode
}

/** The whole screen: heading, trail, detail and keys, never larger than the window. */
export function Frame({ heading, title, trail, notice, hints, more, children }: FrameProps) {
  const { columns, rows } = useWindowSize()
  const theme = use(ThemeContext)
  const layout = layoutOf({ columns, rows }, trail.length)
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Box flexShrink={0} height={1} overflow="hidden">
        <Box flexGrow={1} flexShrink={1} marginRight={1}>
          <Text wrap="truncate-end" {...theme.quiet}>
            {heading}
          </Text>
        </Box>
        <Box flexShrink={0}>
          <Text wrap="truncate-end" {...theme.strong}>
            {title}
          </Text>
        </Box>
      </Box>
      {layout.hasRules ? <Rule /> : null}
      <Box
        flexGrow={1}
        flexShrink={1}
        flexBasis={0}
        overflow="hidden"
        flexDirection={layout.isSideBySide ? 'row' : 'column'}
      >
        {layout.isSideBySide && trail.length > 0 ? <TrailBeside trail={trail} columns={layout.trailColumns} /> : null}
        {layout.trailRows > 0 ? <TrailAbove trail={trail} rows={layout.trailRows} /> : null}
        {layout.trailRows > 0 && layout.hasRules ? <Rule /> : null}
        <Box flexDirection="column" flexGrow={1} flexShrink={1} flexBasis={0} overflow="hidden">
          {children}
        </Box>
      </Box>
      {layout.hasRules ? <Rule label={more} /> : null}
      {notice === '' ? null : (
        <Box flexShrink={0} height={1} overflow="hidden">
          <Text wrap="truncate-end" {...theme.unsure}>{`! ${notice}`}</Text>
        </Box>
      )}
      <Hints hints={hints} more={layout.hasRules ? '' : more} />
    </Box>
  )
}

function Rule({ label = '' }: { label?: string }) {
  const { columns } = useWindowSize()
  const theme = use(ThemeContext)
  const end = label === '' ? '' : ` ${label} `
  return (
    <Box flexShrink={0} height={1} overflow="hidden">
      <Text wrap="truncate-end" {...theme.frame}>
        {'─'.repeat(Math.max(0, columns - end.length)) + end}
      </Text>
    </Box>
  )
}

/** The keys that do something here, in at most two rows. */
function Hints({ hints, more }: { hints: readonly KeyBinding[]; more: string }) {
  const theme = use(ThemeContext)
  return (
    <Box flexShrink={0} flexWrap="wrap" columnGap={2} maxHeight={2} overflow="hidden">
      {hints.map(({ shown, label }) => (
        <Box key={`${shown} ${label}`} flexShrink={0}>
          <Text wrap="truncate-end">
            <Text {...theme.strong}>{shown}</Text> {label}
          </Text>
        </Box>
      ))}
      {more === '' ? null : (
        <Box flexShrink={0}>
          <Text {...theme.frame}>{more}</Text>
        </Box>
      )}
    </Box>
  )
}
