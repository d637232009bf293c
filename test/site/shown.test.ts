import { commandLine, fillForPlan, wordsOf } from '@runbook/engine/core'
import { expect, it } from 'vitest'
import {
  commandText,
  namesIn,
  plain,
  shownCommand,
  shownText,
  templateOf,
} from '../../packages/site/src/browser/commands/shown.ts'
import { readPath } from '../../packages/site/src/browser/tree/path.ts'
import { bundle } from '../../packages/site/src/data/runbooks/bundle.ts'

const textOf = (parts: readonly { text: string }[]) => parts.map(part => part.text).join('')
const checks = [...bundle.values()].flatMap(({ id, steps }) =>
  Object.entries(steps).flatMap(([step, spec]) => (spec.kind === 'check' ? [{ at: `${id}/${step}`, spec }] : [])),
)

it('shows every plain command as the terminal does in a plan', () => {
  const different = checks
    .filter(({ spec }) => spec.script === undefined && spec.env === undefined)
    .filter(
      ({ spec }) =>
        textOf(shownCommand(templateOf(spec), {})) !== commandLine(wordsOf(spec).map(word => fillForPlan(word, {}))),
    )
  expect(different.map(({ at }) => at)).toEqual([])
})

it('marks each value that is not known, and only those', () => {
  const template = templateOf('curl -sS {{url.href}} -o {{file}}')
  expect(namesIn(template)).toEqual(['url.href', 'file'])
  expect(shownCommand(template, { file: '/tmp/a b' })).toEqual([
    { text: 'curl -sS ' },
    { text: 'URL_HREF', name: 'url.href' },
    { text: " -o '/tmp/a b'" },
  ])
})

it('gives a script its values through env, so that the whole can be pasted', () => {
  const template = templateOf({ script: 'echo \'it\' "$CONF"\n', env: { CONF: '{{conf}}' } })
  expect(textOf(shownCommand(template, { conf: '/etc/my conf' }))).toBe(
    "env 'CONF=/etc/my conf' bash -c '\necho '\\''it'\\'' \"$CONF\"\n'",
  )
  expect(shownCommand(template, {})[1]).toEqual({ text: 'CONF', name: 'conf' })
})

it('keeps a value with a quote in it whole, and a script of one line a script', () => {
  expect(commandText({ script: 'echo "$A"\nexit', env: { A: "{{a}}'s b" } }, { a: 'x' })).toBe(
    "env 'A=x'\\''s b' bash -c '\necho \"$A\"\nexit\n'",
  )
  expect(commandText({ script: 'echo "$A"', env: { A: 'plain' } }, {})).toBe('env A=plain bash -c \'\necho "$A"\n\'')
})

it('takes texts apart at their values', () => {
  expect(shownText('port {{port}} of {{host}}')).toEqual([
    { text: 'port ' },
    { text: 'port', name: 'port' },
    { text: ' of ' },
    { text: 'host', name: 'host' },
  ])
  expect(plain('port {{port}}')).toBe('port ‹port›')
})

it('reads the way through a tree from an address', () => {
  expect(readPath('?path=probe:bad-gateway,who:,%3Cscript%3E:x')).toEqual([
    { step: 'probe', outcome: 'bad-gateway' },
    { step: 'who', outcome: '' },
  ])
  expect(readPath('')).toEqual([])
})
