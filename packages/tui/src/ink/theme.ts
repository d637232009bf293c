import type { TextProps } from 'ink'
import { createContext } from 'react'
import type { Tone } from '../lines/line.ts'

type Look = Pick<TextProps, 'color' | 'bold' | 'dimColor'>
export type Theme = Record<Tone | 'frame' | 'selected', Look>

const plain: Theme = {
  text: {},
  strong: { bold: true },
  quiet: {},
  good: { bold: true },
  bad: { bold: true },
  unsure: { bold: true },
  code: {},
  added: {},
  removed: {},
  frame: {},
  selected: { bold: true },
}

const coloured: Theme = {
  ...plain,
  quiet: { dimColor: true },
  good: { color: 'green', bold: true },
  bad: { color: 'red', bold: true },
  unsure: { color: 'yellow', bold: true },
  code: { color: 'cyan' },
  added: { color: 'green' },
  removed: { color: 'red' },
  frame: { dimColor: true },
  selected: { color: 'cyan', bold: true },
}

/** Colours for what things mean; without colour (NO_COLOR) bold alone is kept. */
export function themeFor(hasColor: boolean): Theme {
  return hasColor ? coloured : plain
}

export const ThemeContext = createContext<Theme>(plain)
