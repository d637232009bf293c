import { Box, useAnimation } from 'ink'
import { type Line, line } from '../../../lines/line.ts'
import { RUNNING } from '../../../lines/trail.ts'
import { keyed, ProseLine } from '../../prose.tsx'
import { spinnerFrame } from './spinner.ts'

/** The newest steps in one row each. */
export function TrailAbove({ trail, rows }: { trail: readonly Line[]; rows: number }) {
  const hidden = trail.length - rows
  const shortened = [line(`${hidden + 1} earlier steps`, { mark: '⋮', tone: 'quiet' }), ...trail.slice(hidden + 1)]
  const shown = rows === 1 ? trail.slice(-1) : hidden > 0 ? shortened : trail
  return (
    <Box flexDirection="column" flexShrink={0}>
      {keyed(shown).map(entry => (
        <TrailLine key={entry.key} line={entry.line} wrap="truncate-end" />
      ))}
    </Box>
  )
}

/** Every step, wrapped, newest first where there is no room for all: the oldest leave at the top. */
export function TrailBeside({ trail, columns }: { trail: readonly Line[]; columns: number }) {
  return (
    <Box
      flexDirection="column"
      width={columns}
      flexShrink={0}
      overflow="hidden"
      paddingRight={1}
      marginRight={1}
      borderStyle="single"
      borderTop={false}
      borderLeft={false}
      borderBottom={false}
      borderDimColor
    >
      <Box flexDirection="column-reverse" flexGrow={1} flexShrink={1} flexBasis={0} overflow="hidden">
        <Box flexGrow={1} flexShrink={1} />
        {keyed(trail)
          .toReversed()
          .map(entry => (
            <TrailLine key={entry.key} line={entry.line} wrap="wrap" />
          ))}
      </Box>
    </Box>
  )
}

function TrailLine({ line: entry, wrap }: { line: Line; wrap: 'wrap' | 'truncate-end' }) {
  return entry.mark === RUNNING ? <RunningLine line={entry} wrap={wrap} /> : <ProseLine line={entry} wrap={wrap} />
}

function RunningLine({ line: entry, wrap }: { line: Line; wrap: 'wrap' | 'truncate-end' }) {
  const { frame } = useAnimation({ interval: 120 })
  return <ProseLine line={{ ...entry, mark: spinnerFrame(frame) }} wrap={wrap} />
}
