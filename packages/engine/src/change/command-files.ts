import { endingWords } from '../command/command-line.ts'
import { ToolError } from '../errors.ts'
import type { Exec, FileState, Files, Output, Place } from '../ports.ts'

const timeoutMs = 10_000
/** Bash reads ~/.bashrc when its standard input is a socket, as Node's pipes are (bash(1), "remote shell daemon"). */
const bash = ['bash', '--norc', '-c']

/**
 * Replaces the file `$1` by the base64 on standard input, with mode `$2` and owner `$3` (empty: whoever writes). `$4` is the
 * number of bytes: a writer that is killed closes the pipe, and half a file must not be put in place.
 */
const replaceScript = `set -eu
path=$(readlink -f -- "$1" || printf %s "$1")
folder=$(dirname -- "$path")
(umask 022; mkdir -p -- "$folder")
umask 077
temp=$(mktemp -- "$folder/.runbook.XXXXXXXX")
trap 'rm -f -- "$temp"' EXIT
base64 -d > "$temp"
[ "$(wc -c < "$temp")" -eq "$4" ] || { echo 'the content did not arrive whole' >&2; exit 1; }
if [ -e "$path" ]; then cp --attributes-only --preserve=mode,xattr -- "$path" "$temp" 2> /dev/null || :; fi
if [ -n "$3" ] && [ "$(stat -c %u:%g -- "$temp")" != "$3" ]; then chown -- "$3" "$temp"; fi
chmod -- "$2" "$temp"
mv -fT -- "$temp" "$path"`

/** A drop-in folder that is empty afterwards goes too: it has no effect, and it came with the drop-in. */
const removeScript = `set -eu
path=$(readlink -f -- "$1" || printf %s "$1")
rm -f -- "$path"
folder=$(dirname -- "$path")
case $folder in /etc/systemd/*.d) rmdir -- "$folder" 2> /dev/null || : ;; esac`

/**
 * Reads and writes whole files through commands only, so that it works wherever commands run. A symbolic link stays and its
 * target is read or written. Needs GNU coreutils or what behaves like them.
 */
export function commandFiles(exec: Exec, place: Place = 'target'): Files {
  const run = async (argv: readonly string[], stdin?: string) => {
    const output = await exec.run({ argv, stdin, place, timeoutMs })
    return { argv, output, isFine: output.ending.kind === 'exited' && output.ending.code === 0 }
  }

  async function read(path: string): Promise<FileState> {
    const link = await run(['readlink', '-f', '-n', '--', path])
    const real = link.isFine && link.output.stdout !== '' ? link.output.stdout : path
    const stat = await run(['stat', '-c', '%a %u:%g %F', '--', real])
    if (!stat.isFine) {
      if (/: No such file or directory$/.test(stat.output.stderr.trim())) return { base64: null, mode: '', owner: '' }
      throw fileError(`The file "${path}" cannot be read`, stat)
    }
    const [mode = '', owner = '', ...kind] = stat.output.stdout.trim().split(' ')
    if (!kind.join(' ').startsWith('regular'))
      throw new ToolError(`"${path}" is no regular file but a ${kind.join(' ')}.`, { command: stat.argv })
    const content = await run(['base64', '-w0', '--', real])
    if (!content.isFine) throw fileError(`The file "${path}" cannot be read`, content)
    if (content.output.isCut)
      throw new ToolError(`The file "${path}" is too large to be edited safely.`, {
        command: content.argv,
        hint: 'Edit it by hand.',
      })
    return { base64: content.output.stdout.trim(), mode, owner }
  }

  async function write(path: string, { base64, mode, owner }: FileState): Promise<void> {
    const written =
      base64 === null
        ? await run([...bash, removeScript, 'remove-file', path])
        : await run(
            [...bash, replaceScript, 'replace-file', path, mode || '644', owner, `${byteCount(base64)}`],
            base64,
          )
    if (!written.isFine)
      throw fileError(`The file "${path}" cannot be ${base64 === null ? 'removed' : 'written'}`, written)
  }

  return { read, write }
}

function byteCount(base64: string): number {
  return (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0)
}

function fileError(what: string, { argv, output }: { argv: readonly string[]; output: Output }): ToolError {
  const said = output.stderr.trim().split('\n')[0] ?? ''
  const isDenied = /Permission denied|Operation not permitted|Read-only file system/.test(said)
  return new ToolError(`${what}: ${said === '' ? endingWords(output) : said}.`, {
    command: argv,
    hint: isDenied ? 'Run it as a user who may change that file, usually root.' : 'Look at the path and its folder.',
  })
}
