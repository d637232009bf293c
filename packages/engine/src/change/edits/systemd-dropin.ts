import { type EditResult, lineEndOf, refuse } from './result.ts'

/** Settings of one section in a unit file or drop-in. */
export interface DropinKeys {
  /** Without brackets, such as `Service`. */
  section: string
  /** Value by key; an empty value resets a list, null removes the key. */
  set: Record<string, string | null>
}

/** One setting with the lines that continue it, or any other line. */
interface Entry {
  text: string
  section: string
  key: string
  value: string
}

/**
 * Sets keys within a section and adds the section when it is missing. `ExecStart=` and its kin are lists that a drop-in must
 * reset before it can replace them (systemd.service(5)); `Environment=` is a list of variables, each set by itself.
 */
export function setDropinKeys(before: string, { section, set }: DropinKeys): EditResult {
  const bad = Object.entries(set).find(
    ([key, value]) => !/^[A-Za-z][\w-]*$/.test(key) || /[\r\n]|\\$/.test(value ?? ''),
  )
  if (bad) return refuse(`"${bad[0]}=${bad[1]}" is not one systemd setting`)
  if (!/^[A-Za-z][\w-]*$/.test(section)) return refuse(`"${section}" is no section`)
  const lineEnd = lineEndOf(before)
  let entries = entriesOf(before)
  for (const [key, value] of Object.entries(set)) {
    const isSame = (entry: Entry) => entry.section === section && entry.key === key
    if (value === null) entries = entries.filter(entry => !isSame(entry))
    else entries = setKey(entries, { section, key, value, lineEnd, isSame })
  }
  return { ok: true, after: entries.map(entry => entry.text).join('') }
}

interface Setting {
  section: string
  key: string
  value: string
  lineEnd: string
  isSame: (entry: Entry) => boolean
}

function setKey(entries: Entry[], { section, key, value, lineEnd, isSame }: Setting): Entry[] {
  const variable = key === 'Environment' ? variableOf(value) : undefined
  const index = entries.findLastIndex(
    entry => isSame(entry) && (variable === undefined || variableOf(entry.value) === variable),
  )
  const made = (text: string): Entry => ({ text, section, key, value })
  const old = entries[index]
  if (old) return entries.with(index, made(`${key}=${value}${/\r?\n$/.exec(old.text)?.[0] ?? ''}`))
  const lines = [...(key.startsWith('Exec') && value !== '' ? [`${key}=`] : []), `${key}=${value}`]
  const last = entries.findLastIndex(entry => entry.section === section && entry.text.trim() !== '')
  const added = lines.map(line => made(line + lineEnd))
  if (last !== -1) return endLine(entries, last, lineEnd).toSpliced(last + 1, 0, ...added)
  const gap = entries.length === 0 ? '' : lineEnd
  const header: Entry = { text: `${gap}[${section}]${lineEnd}`, section, key: '', value: '' }
  return [...endLine(entries, entries.length - 1, lineEnd), header, ...added]
}

function endLine(entries: Entry[], index: number, lineEnd: string): Entry[] {
  const entry = entries[index]
  return !entry || entry.text.endsWith('\n') ? entries : entries.with(index, { ...entry, text: entry.text + lineEnd })
}

function variableOf(value: string): string | undefined {
  return /^["']?(\w+)=/.exec(value)?.[1]
}

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = []
  let section = ''
  let isContinued = false
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const last = entries.at(-1)
    const content = line.trim()
    const isComment = /^[#;]/.test(content)
    if (isContinued && last) {
      last.text += line
    } else {
      section = /^\[(.+)\]$/.exec(content)?.[1] ?? section
      const [, key = '', value = ''] = isComment ? [] : (/^([\w-]+)\s*=\s*(.*)$/.exec(content) ?? [])
      entries.push({ text: line, section, key, value })
    }
    // systemd.syntax(7): comments between continued lines are skipped and do not end them.
    isContinued = isComment ? isContinued : content.endsWith('\\')
  }
  return entries
}
