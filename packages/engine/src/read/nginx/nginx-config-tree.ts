import { type NginxBlock, parseNginx } from '../../nginx/parse.ts'

/** One directive with its place. A block directive has `block`. Lines count from 1. */
export interface Directive {
  name: string
  args: readonly string[]
  file: string
  line: number
  block?: readonly Directive[]
}

/** One file of a dump. */
interface ConfigFile {
  path: string
  text: string
}

/** Blocks from the innermost to the top of the configuration: where a directive is looked up. */
export type Scope = readonly (readonly Directive[])[]

const maxDepth = 40
const maxDirectives = 100_000

/** Parses one file. It never fails: what is not closed ends with the text. */
export function parseConfig(text: string, file: string): Directive[] {
  return directivesIn(parseNginx(text).root, file)
}

function directivesIn({ statements }: NginxBlock, file: string): Directive[] {
  return statements.map(({ words: [name, ...args], line, block }) => ({
    name: name?.value ?? '',
    args: args.map(word => word.value),
    file,
    line,
    ...(block ? { block: directivesIn(block, file) } : {}),
  }))
}

/** Splits the output of `nginx -T` into its files, the main one first. */
export function splitDump(dump: string): ConfigFile[] {
  const parts = dump.replaceAll('\r\n', '\n').split(/^# configuration file (\S.*):\n/m)
  const files: ConfigFile[] = []
  for (let at = 1; at < parts.length; at += 2) files.push({ path: parts[at] ?? '', text: parts[at + 1] ?? '' })
  return files
}

/** The tree of a whole dump, every `include` replaced by what it includes. */
export function readTree(files: readonly ConfigFile[]): Directive[] {
  const [main] = files
  if (!main) return []
  const parsed = new Map(files.map(({ path, text }) => [path, parseConfig(text, path)]))
  const folder = main.path.replace(/[^/]*$/, '')
  let left = maxDirectives

  function expand(directives: readonly Directive[], inside: readonly string[]): Directive[] {
    return directives.flatMap(directive => {
      if (left-- <= 0) return []
      if (directive.name === 'include') return include(directive.args[0] ?? '', inside)
      return directive.block ? { ...directive, block: expand(directive.block, inside) } : directive
    })
  }
  function include(pattern: string, inside: readonly string[]): Directive[] {
    const matches = globMatcher(pattern.startsWith('/') ? pattern : folder + pattern)
    const paths = [...parsed.keys()].filter(path => matches(path) && !inside.includes(path))
    return paths.flatMap(path => (inside.length < maxDepth ? expand(parsed.get(path) ?? [], [...inside, path]) : []))
  }
  return expand(parsed.get(main.path) ?? [], [main.path])
}

/** The blocks of a name directly in a block. */
export function blocksOf(block: readonly Directive[], name: string): Directive[] {
  return block.filter(directive => directive.name === name && directive.block !== undefined)
}

/** A directive and everything below it, in the order of the file. */
export function everyDirective(directives: readonly Directive[]): Directive[] {
  return directives.flatMap(directive => [directive, ...everyDirective(directive.block ?? [])])
}

/** A matcher for the glob(7) patterns that `include` takes; `*` and `?` stop at a slash. */
function globMatcher(pattern: string): (path: string) => boolean {
  const source = pattern.replace(/\[!?[^\]/]+\]|[\\^$.*+?()[\]{}|]/g, found => {
    if (found === '*') return '[^/]*'
    if (found === '?') return '[^/]'
    if (found.length > 1) return found.replace('[!', '[^').replaceAll('\\', '\\\\')
    return `\\${found}`
  })
  try {
    const regex = new RegExp(`^${source}$`)
    return path => regex.test(path)
  } catch {
    return path => path === pattern
  }
}
