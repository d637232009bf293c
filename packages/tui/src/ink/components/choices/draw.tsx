import { Box, type DOMElement, Text, useBoxMetrics } from 'ink'
import { use, useEffect, useEffectEvent, useRef } from 'react'
import { line } from '../../../lines/line.ts'
import type { Choice } from '../../../screens/screen.ts'
import { ThemeContext } from '../../theme.ts'

interface ChoicesProps {
  choices: readonly Choice[]
  selected: number
  /** Told where the selected choice lies within the content, in rows. */
  onPlace(rows: { top: number; height: number }): void
}

/** A numbered list; the selected choice is marked by `›`. */
export function Choices({ choices, selected, onPlace }: ChoicesProps) {
  const theme = use(ThemeContext)
  const listRef = useRef<DOMElement | null>(null)
  const itemRef = useRef<DOMElement | null>(null)
  const list = useBoxMetrics(listRef)
  const item = useBoxMetrics(itemRef)
  const isPlaced = list.hasMeasured && item.hasMeasured && item.height > 0
  const top = list.top + item.top
  const { height } = item
  const place = useEffectEvent(onPlace)
  useEffect(() => {
    if (isPlaced && selected > 0) place({ top, height })
  }, [isPlaced, top, height, selected])
  return (
    <Box ref={listRef} flexDirection="column" flexShrink={0}>
      {numbered(choices).map(({ key, choice, index }) => (
        <Box key={key} ref={index === selected ? itemRef : null} flexShrink={0}>
          <Box flexShrink={0}>
            <Text
              {...(index === selected ? theme.selected : theme.text)}
            >{`${index === selected ? '›' : ' '} ${index < 9 ? index + 1 : ' '}  `}</Text>
          </Box>
          <Box flexGrow={1} flexShrink={1}>
            <Text {...(index === selected ? theme.selected : theme.text)}>
              {line(choice.label).text}
              {choice.note === '' ? '' : <Text {...theme.quiet}>{` — ${line(choice.note).text}`}</Text>}
            </Text>
          </Box>
        </Box>
      ))}
    </Box>
  )
}

function numbered(choices: readonly Choice[]): { key: string; choice: Choice; index: number }[] {
  return choices.map((choice, index) => ({ key: `${index}:${choice.label}`, choice, index }))
}
