/** True when a port, or any of a range such as `65200-65535`, is in a rule's ports (`*`, `443`, `8000-8100`). */
export function portsMeet(rule: string, wanted: string): boolean {
  if (rule === '*') return true
  const [from = 0, to = from] = rule.split('-').map(Number)
  const [first = 0, last = first] = wanted.split('-').map(Number)
  return from <= last && first <= to
}
