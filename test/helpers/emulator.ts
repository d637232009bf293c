import xterm from '@xterm/headless'

/** A terminal without a window: takes bytes, gives the text on its screen. */
export interface Emulator {
  /** Resolves when the bytes have been drawn. */
  write(data: string): Promise<void>
  /** The rows on screen, without trailing spaces. */
  rows(): string[]
  /** The whole screen as text, trailing empty rows left out. */
  text(): string
  resize(columns: number, rows: number): void
  /** Columns that a row of this screen takes. */
  widthOf(row: string): number
  /** Every escape sequence that was written, as its final characters. */
  escapes(): string[]
  isAlternate(): boolean
  isCursorHidden(): boolean
  isBracketedPaste(): boolean
}

/** Opens an emulator of so many columns and rows. */
export function openEmulator(columns: number, rows: number): Emulator {
  const escapes: string[] = []
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 })
  const modes = { isCursorHidden: false }
  for (const [final, isHidden] of [
    ['h', false],
    ['l', true],
  ] as const)
    terminal.parser.registerCsiHandler({ prefix: '?', final }, params => {
      if (params.includes(25)) modes.isCursorHidden = isHidden
      return false
    })
  const rowsNow = (): string[] => {
    const { active } = terminal.buffer
    return Array.from(
      { length: terminal.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    )
  }
  return {
    write: data => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
      escapes.push(...(data.match(/\x1b\[?[0-?]*[ -/]*[@-~]?/g) ?? []))
      return new Promise(resolve => terminal.write(data, resolve))
    },
    escapes: () => escapes,
    rows: rowsNow,
    text: () => rowsNow().join('\n').trimEnd(),
    resize: (toColumns, toRows) => terminal.resize(toColumns, toRows),
    widthOf(row) {
      const at = rowsNow().indexOf(row)
      const cells = terminal.buffer.active.getLine(terminal.buffer.active.baseY + at)
      let width = 0
      for (let column = 0; column < terminal.cols; column += 1) {
        const cell = cells?.getCell(column)
        if (cell && cell.getChars().trim() !== '') width = column + cell.getWidth()
      }
      return width
    },
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    isCursorHidden: () => modes.isCursorHidden,
    isBracketedPaste: () => terminal.modes.bracketedPasteMode,
  }
}
