/** Operating system commands (titles, hyperlinks, clipboard), device control strings and the like, up to their end or the line's. */
const strings = '(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c\\n]*(?:\\x07|\\x1b\\\\|\\x9c)?'
/** Colours, cursor moves, modes. */
const sequences = '(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?'
const otherEscapes = '\\x1b[ -/]*[0-~]?'
/** The grammar is that of ECMA-48, sections 5.3 to 5.6. */
const escapes = new RegExp(`${strings}|${sequences}|${otherEscapes}`, 'g')
/** A carriage return would let later text overwrite earlier text: each part becomes a line. */
const lineBreaks = /\r*\n|\r+|[\v\f\u0085\u2028\u2029]/g
/** Characters that act and are not seen: controls, direction overrides and marks, zero width, tags. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Removes all that would act on a terminal and keeps the text, `\n` and `\t`; doing it twice changes nothing. */
export function plainText(text: string): string {
  return text.replace(escapes, '').replace(lineBreaks, '\n').replace(unseen, '')
}
