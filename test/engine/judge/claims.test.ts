import { claimsIn, textsIn } from '@runbook/engine/core'
import { expect, it } from 'vitest'

it.each([
  ['body.contains("Bad")', ['Bad in body']],
  ['last.body.lowerAscii().startsWith("bad") && !body.contains("good")', ['bad in last.body', 'not good in body']],
  ['kind == "refused" || lines.exists(l, l.text.contains("full"))', ['refused', 'full in l.text']],
  ['!(!(kind == "refused"))', ['refused']],
  ['is not CEL', []],
])('finds the texts of %s', (expression, texts) => {
  const found = textsIn(expression)
  expect(
    found.map(({ text, soughtIn, isDenied }) =>
      [...(isDenied ? ['not'] : []), text, ...(soughtIn.length > 0 ? ['in', soughtIn.join('.')] : [])].join(' '),
    ),
  ).toEqual(texts)
})

it.each([
  ['last.kind == "refused" && "tcp" == fact.family', ['last.kind=refused', 'fact.family=tcp']],
  ['last.kind == "refused" || fact.family == "tcp"', []],
  ['!(last.kind == "refused")', []],
  ['last.kind == "refused" && (status == 502 || fact.family == "tcp")', ['last.kind=refused']],
])('finds what %s makes sure', (expression, claims) => {
  expect(claimsIn(expression).map(({ of, part, value }) => `${of}.${part}=${value}`)).toEqual(claims)
})
