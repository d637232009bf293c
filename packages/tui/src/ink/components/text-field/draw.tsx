import { plainText } from '@runbook/engine'
import { Box, Text } from 'ink'
import { use } from 'react'
import { ThemeContext } from '../../theme.ts'
import type { FieldState } from './reduce.ts'

/** A text being typed, with its label, a drawn cursor, and what is wrong with it. */
export function TextField({
  label,
  state: { text, cursor },
  problem,
}: {
  label: string
  state: FieldState
  problem: string
}) {
  const theme = use(ThemeContext)
  return (
    <Box
      flexDirection="column"
      justifyContent="flex-end"
      flexShrink={0}
      marginTop={1}
      maxHeight="50%"
      overflow="hidden"
    >
      <Text wrap="wrap">
        <Text {...theme.strong}>{`${label}: `}</Text>
        {plainText(text.slice(0, cursor))}
        <Text inverse>{plainText(text.slice(cursor, cursor + 1)).replace('\n', '') || ' '}</Text>
        {text[cursor] === '\n' ? '\n' : ''}
        {plainText(text.slice(cursor + 1))}
      </Text>
      {problem === '' ? null : <Text {...theme.bad}>{`! ${problem}`}</Text>}
    </Box>
  )
}
