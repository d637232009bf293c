/** How a frame spends its rows and columns. */
export interface Layout {
  isSideBySide: boolean
  /** Columns of the trail beside the detail. */
  trailColumns: number
  /** Rows of the trail above the detail; 0 leaves it out. */
  trailRows: number
  hasRules: boolean
}

/** From 110 columns on, trail and detail stand side by side; below that the newest steps stand above the detail. */
export function layoutOf({ columns, rows }: { columns: number; rows: number }, steps: number): Layout {
  const isSideBySide = columns >= 110 && rows >= 16
  return {
    isSideBySide,
    trailColumns: isSideBySide ? Math.min(56, Math.floor(columns * 0.36)) : 0,
    trailRows: isSideBySide ? 0 : Math.min(steps, rows < 16 ? 1 : Math.floor(rows / 8)),
    hasRules: rows >= 16,
  }
}
