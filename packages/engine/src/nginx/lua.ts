/** Comments, long brackets and strings of Lua (Lua 5.1 manual, section 2.1), which may hold braces; and braces themselves. */
const piece =
  /--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[[\s\S]*?\]\2\]|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|[{}]/g

/**
 * The position of the `}` that closes a Lua block which begins at `start`, as lua-nginx-module finds it
 * (src/ngx_http_lua_directive.c, ngx_http_lua_conf_read_lua_token); the end of the text when none does.
 */
export function endOfLua(text: string, start: number): number {
  let depth = 1
  const pieces = new RegExp(piece)
  pieces.lastIndex = start
  for (let match = pieces.exec(text); match; match = pieces.exec(text)) {
    if (match[0] === '{') depth++
    if (match[0] === '}') depth--
    if (depth === 0) return match.index
  }
  return text.length
}
