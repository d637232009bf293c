/** The choice that a digit key names, counted from 0; undefined for another key or a number that is not there. */
export function choiceOfKey(input: string, count: number): number | undefined {
  if (!/^[1-9]$/.test(input)) return undefined
  const index = Number(input) - 1
  return index < count ? index : undefined
}

/** The selection after a step up or down, round the ends. */
export function selectBy(selected: number, step: 1 | -1, count: number): number {
  return count === 0 ? 0 : (selected + step + count) % count
}
