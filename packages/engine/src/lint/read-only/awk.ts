import type { Refusal } from './options.ts'

/** Refuses awk programs that write or start others: `system()`, redirected prints, pipes, loaded code. */
export function awkRefusal(program: string): Refusal {
  const code = withoutTexts(program)
  if (/\bsystem\s*\(/.test(code)) return 'with system() starts programs'
  if (code.includes('@')) return 'with @ loads or calls what cannot be followed'
  if (/(?<!\|)\|(?!\|)/.test(code)) return 'with | starts programs'
  return printsToFile(code) ? 'with print > writes a file' : undefined
}

/** The program without comments, strings and regular expressions; a `/` that may divide is left in. */
function withoutTexts(program: string): string {
  let code = ''
  for (let at = 0; at < program.length; ) {
    const rest = program.slice(at)
    const isRegex = /(^|[(,{};!&|~\n])\s*$/.test(code)
    const text =
      /^"(?:[^"\\\n]|\\[\s\S])*"/.exec(rest) ??
      /^#[^\n]*/.exec(rest) ??
      (isRegex ? /^\/(?:[^/\\\n[]|\\.|\[[^\]\n]*\])+\//.exec(rest) : null)
    code += text ? (text[0] === '"/dev/stderr"' ? 'STDERR' : '_') : program[at]
    at += text?.[0].length ?? 1
  }
  return code
}

/** In `print a > b` the sign redirects; within brackets it compares. */
function printsToFile(code: string): boolean {
  for (const match of code.matchAll(/\bprintf?\b/g)) {
    let depth = 0
    for (let at = match.index; at < code.length; at++) {
      const char = code[at] ?? ''
      if (depth === 0 && /[;\n}]/.test(char)) break
      if ('([{'.includes(char)) depth += 1
      if (')]}'.includes(char)) depth -= 1
      if (char === '>' && depth <= 0 && !/^>>?\s*STDERR/.test(code.slice(at))) return true
    }
  }
  return false
}
