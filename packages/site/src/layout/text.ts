/** Widths in units of the font's size, taken from Arial and rounded up. */
const narrow = new Set([..."iljtfrI.,:;'|![]()/ -`"])
const wide = new Set([...'mwMW@%—…'])

/** How wide a text is about, in pixels, in a common sans-serif font of that size. */
export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + letterWidth(letter) * size, 0)
}

/** Breaks a text into lines of at most `width` pixels; what does not fit into `most` lines ends in an ellipsis. */
export function wrap(text: string, { width, size, most }: { width: number; size: number; most: number }): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size) <= width || line === '') line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  const kept = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines
  return kept.map(one => cut(one, width, size))
}

/** A text that takes at most `width` pixels. */
export function cut(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

function letterWidth(letter: string): number {
  if (narrow.has(letter)) return 0.34
  if (wide.has(letter)) return 0.95
  if (/[A-Z]/.test(letter)) return 0.7
  return 0.565
}
