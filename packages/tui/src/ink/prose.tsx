import { Box, Text } from 'ink'
import { use } from 'react'
import type { Line } from '../lines/line.ts'
import { ThemeContext } from './theme.ts'

/** Lines as a screen draws them: wrapped, with wrapped rows hanging behind the mark. */
export function Prose({ lines }: { lines: readonly Line[] }) {
  return keyed(lines).map(({ key, line }) => <ProseLine key={key} line={line} />)
}

/** One line; `wrap` says whether it may take several rows. */
export function ProseLine({
  line: { text, tone, mark, indent },
  wrap = 'wrap',
}: {
  line: Line
  wrap?: 'wrap' | 'truncate-end'
}) {
  const look = use(ThemeContext)[tone]
  return (
    <Box paddingLeft={indent} flexShrink={0} minHeight={1}>
      {mark === '' ? null : (
        <Box flexShrink={0} marginRight={1}>
          <Text {...look}>{mark}</Text>
        </Box>
      )}
      <Box flexGrow={1} flexShrink={1}>
        <Text {...look} wrap={wrap}>
          {text}
        </Text>
      </Box>
    </Box>
  )
}

/** Lines with keys for drawing: they have no identity but their place and text. */
export function keyed(lines: readonly Line[]): { key: string; line: Line }[] {
  return lines.map((line, index) => ({ key: `${index}:${line.text}`, line }))
}
