/** Variables whose values help a diagnosis and are never secret. */
const shown = new Set(['PORT', 'HOST', 'NODE_ENV', 'BIND', 'LISTEN'])

/** The names in a unit's `Environment=`, as systemctl show prints it, with the values of the few that may be seen. */
export function publicEnvironment(environment: string): string {
  return variablesOf(environment)
    .map(([name, value]) => (shown.has(name) && !/\s/.test(value) ? `${name}=${value}` : name))
    .join(' ')
}

/** The port that a unit gives to its program: by PORT, else by an option or an address of its command; else 0. */
export function portOf(environment: string, command: string): number {
  const byVariable = variablesOf(environment).findLast(([name]) => name === 'PORT')?.[1] ?? ''
  const candidates = [
    /^(\d+)$/.exec(byVariable),
    /(?:^|\s)--port[= ](\d+)\b/.exec(command),
    /(?:^|\s)-p ?(\d+)(?=\s|$)/.exec(command),
    /:(\d{1,5})(?=[\s/]|$)/.exec(command),
  ]
  const port = Number(candidates.find(match => match !== null)?.[1] ?? 0)
  return port <= 65_535 ? port : 0
}

/** systemd quotes an assignment whole, in C style: `"A=b c" "Q=x\"y"`, and `$'…'` for control characters. */
function variablesOf(environment: string): [string, string][] {
  return [...environment.matchAll(/\$'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S+)/g)].flatMap(
    ([, dollar, quoted, plain]): [string, string][] => {
      const [, name, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(dollar ?? quoted ?? plain ?? '') ?? []
      return name === undefined ? [] : [[name, value.replace(/\\(.)/g, '$1')]]
    },
  )
}
