import { placeholders } from '../judge/fill.ts'
import type { Shape } from '../read/reader.ts'
import { factShape } from '../runbook/bundle.ts'
import { didYouMean } from '../suggest.ts'
import { each, type Rule } from './rule.ts'
import { templatesOf } from './texts.ts'

/** Looks like a placeholder and is none: it would stay in the text as it is. */
const MALFORMED = /\{\{\s*([A-Za-z_][\w.-]*-[\w.-]*)\s*\}\}/g

export const unknownPlaceholder: Rule = {
  name: 'unknown-placeholder',
  says: 'Every {{name}} is an input or a declared fact; of a URL one of its parts.',
  check: each(parsed => {
    const shape = factShape(parsed.runbook)
    return templatesOf(parsed).flatMap(({ path, text }) => {
      const malformed = [...text.matchAll(MALFORMED)].map(match => match[1] ?? '')
      return [...new Set([...placeholders(text), ...malformed])].flatMap(name => {
        const wrong = faultOf(name, shape)
        return wrong
          ? [
              {
                in: parsed,
                path,
                word: { text: name, offset: text.search(new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`)) + 2 },
                ...wrong,
              },
            ]
          : []
      })
    })
  }),
}

function faultOf(name: string, shape: Shape): { message: string; hint: string } | undefined {
  const [head = '', ...rest] = name.split('.')
  const field = shape[`${head}?`]
  const names = Object.keys(shape).map(key => key.slice(0, -1))
  if (field === undefined)
    return {
      message: `{{${name}}} is neither an input nor a declared fact.`,
      hint: didYouMean(head, names) ?? (names.length === 0 ? 'There are none yet.' : `There are ${names.join(', ')}.`),
    }
  if (typeof field === 'string') {
    const isEntry = rest.length === 1 && field.startsWith('map')
    return rest.length === 0 || isEntry
      ? undefined
      : { message: `{{${name}}}: "${head}" is a ${field} and has no parts.`, hint: `Write {{${head}}}.` }
  }
  const parts = Object.keys(field)
  if (rest.length === 1 && parts.includes(rest[0] ?? '')) return undefined
  return {
    message:
      rest.length === 0
        ? `{{${name}}} is a URL; a text takes one of its parts.`
        : `{{${name}}} is not a part of a URL.`,
    hint: didYouMean(rest[0] ?? '', parts) ?? `Parts are ${parts.map(part => `${head}.${part}`).join(', ')}.`,
  }
}
