import type { Shape, Yields } from '../reader.ts'

/** One part of a path as `namei -l` lists it. */
export const entryShape = {
  mode: 'string',
  owner: 'string',
  group: 'string',
  name: 'string',
  /** dir, socket, file, link or other. */
  kind: 'string',
} as const satisfies Shape

/** One part with the full path that it stands for. */
export type Entry = Yields<typeof entryShape> & { path: string }

interface Walk {
  entries: Entry[]
  /** Full path of the first part that does not exist; empty when all do. */
  missingAt: string
  /** namei itself was not allowed to go on. */
  isDenied: boolean
}

/** Follows the first path in a listing. The parts of a link's goal stand two columns further right than the link. */
export function walkOf(lines: readonly string[]): Walk {
  const walk: Walk = { entries: [], missingAt: '', isDenied: false }
  const folders: string[] = ['']
  let column: number | undefined
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('f: ') && index > 0) break
    const failure = /^( *)(\S.*) - (No such file or directory|Permission denied|Not a directory|[A-Z][^-]*)$/.exec(line)
    const entry = /^([a-z?-][-rwxsStT?]{9}[.+@]?)\s+(\S+)\s+(\S+)(\s+)(\S.*)$/.exec(line)
    const found = entry?.[5] ?? failure?.[2]
    if (found === undefined || (!entry && !failure)) continue
    const start = line.length - (entry ? found.length : found.length + 3 + (failure?.[3]?.length ?? 0))
    column ??= entry ? start : undefined
    const depth = Math.max(0, Math.floor((start - (column ?? start)) / 2))
    const folder = folders[Math.min(depth, folders.length - 1)] ?? ''
    if (!entry) {
      const isMissing = /^No(?:t a directory| such)/.test(failure?.[3] ?? '')
      if (isMissing) walk.missingAt = join(folder, found)
      else walk.isDenied = true
      break
    }
    follow({ walk, folders, depth, folder, line: entry })
  }
  return walk
}

interface Following {
  walk: Walk
  /** The folder reached at each depth of links. */
  folders: string[]
  depth: number
  folder: string
  line: RegExpExecArray
}

function follow({ walk, folders, depth, folder, line }: Following) {
  const [, mode = '', owner = '', group = '', , text = ''] = line
  const kind = kinds[mode[0] ?? ''] ?? 'other'
  const [, link = text] = kind === 'link' ? (/^(.*?) -> .*$/.exec(text) ?? []) : []
  const path = join(folder, link)
  walk.entries.push({ mode, owner, group, name: link, kind, path })
  folders.length = Math.min(folders.length, depth + 1)
  // A goal that is relative starts in the folder of its link; an absolute one brings its own `/`.
  if (kind === 'link') folders[depth + 1] = folder
  else folders.fill(path, 0, depth + 1)
}

const kinds: Record<string, string> = {
  d: 'dir',
  s: 'socket',
  '-': 'file',
  l: 'link',
}

function join(folder: string, name: string): string {
  if (name.startsWith('/') || folder === '') return name
  return folder === '/' ? `/${name}` : `${folder}/${name}`
}
