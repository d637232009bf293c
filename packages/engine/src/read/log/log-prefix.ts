const stamp = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z| ?[+-]\d\d:?\d\d)?`

/** What the keepers of logs put before a line of a program, in the order in which they stand. */
const prefixes = [
  // docker compose (`app-1  | `) and pm2 logs (`0|shop     | `, `PM2        | `).
  /^(?:\d+\|)?[\w.@-]+ *\| ?/,
  // journalctl -o short, short-iso, short-precise and short-unix: `stamp host unit[pid]: `.
  new RegExp(
    String.raw`^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?|${stamp}|\d{10}\.\d{6}) \S+ [^\s:[\]]+\[\d+\]: ?`,
  ),
  // pm2 with `--time` or `log_date_format`, and `docker logs -t`.
  new RegExp(`^${stamp}:? ?`),
]

/** Removes colours and the prefixes of journald, PM2 and Docker, and keeps the indentation of the program's own line. */
export function bareLine(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour.
  const plain = line.replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
  return prefixes.reduce((rest, prefix) => rest.replace(prefix, ''), plain).trimEnd()
}
