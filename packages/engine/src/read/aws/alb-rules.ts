import * as z from 'zod'
import { cloudRefusal } from '../cloud/cloud-answer.ts'
import { isObject, type JsonObject, objectsOf, parseJson } from '../common/json.ts'
import { atPath } from '../json-fields.ts'
import { defineReader } from '../reader.ts'

/**
 * Picks the rule of an ALB listener that takes a request, from `aws elbv2 describe-rules`: rules go by priority, and
 * `*` and `?` are wildcards (elasticloadbalancing user guide, listener rules). A condition that a URL does not show
 * (header, method, source address) makes the choice unsure.
 */
export const albRules = defineReader({
  id: 'alb-rules',
  describes: 'The rule of an ALB listener that takes a request for a host and path, and what it does with it.',
  options: z.strictObject({
    host: z.string(),
    path: z.string(),
    /** Which account and region were asked. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    total: 'int',
    rule_arn: 'string',
    priority: 'string',
    is_default: 'bool',
    is_sure: 'bool',
    action: 'string',
    authenticates: 'bool',
    fixed_status: 'int',
    target_group: 'string',
    target_groups: 'list<string>',
    actions: 'string',
  }),
  read(output, { host, path, asked }) {
    const refusal = cloudRefusal(output, { provider: 'aws', asked })
    if (refusal) return refusal
    const rules = rulesIn(output.stdout)
    if (!rules) return { ok: false, problem: 'The answer has no "Rules", so it is not the answer to this question.' }
    const sorted = [...rules].sort((one, other) => priorityOf(one) - priorityOf(other))
    const fits = sorted.map(rule => ({ rule, fit: fitOf(rule, { host: host.toLowerCase(), path }) }))
    const chosen = fits.find(({ fit }) => fit === 'yes')
    if (!chosen) return { ok: false, problem: 'No rule of the listener takes this request, not even a default one.' }
    const isSure = !fits.slice(0, fits.indexOf(chosen)).some(({ fit }) => fit === 'maybe')
    return { ok: true, values: { total: rules.length, is_sure: isSure, ...valuesOf(chosen.rule) } }
  },
})

function rulesIn(text: string): JsonObject[] | undefined {
  const rules = atPath(parseJson(text), 'Rules')
  return Array.isArray(rules) ? rules.filter(isObject) : undefined
}

function priorityOf({ Priority }: JsonObject): number {
  const number = Number(Priority)
  return Number.isFinite(number) ? number : Number.MAX_SAFE_INTEGER
}

type Fit = 'yes' | 'no' | 'maybe'

function fitOf({ Conditions }: JsonObject, url: { host: string; path: string }): Fit {
  const fits = objectsOf(Conditions).map((condition): Fit => {
    const key = { 'host-header': 'HostHeaderConfig', 'path-pattern': 'PathPatternConfig' }[String(condition.Field)]
    if (key === undefined) return 'maybe'
    if (atPath(condition, `${key}.RegexValues`) !== undefined) return 'maybe'
    const patterns = atPath(condition, `${key}.Values`) ?? condition.Values
    const text = condition.Field === 'host-header' ? url.host : url.path
    const isCaseless = condition.Field === 'host-header'
    return (Array.isArray(patterns) ? patterns : []).some(one => isLike(text, String(one), isCaseless)) ? 'yes' : 'no'
  })
  return fits.includes('no') ? 'no' : fits.includes('maybe') ? 'maybe' : 'yes'
}

/** By hand and in linear time, as patterns come from outside. */
function isLike(text: string, pattern: string, isCaseless: boolean): boolean {
  const wanted = isCaseless ? pattern.toLowerCase() : pattern
  let [at, mark, star, resume] = [0, 0, -1, 0]
  while (at < text.length) {
    if (mark < wanted.length && (wanted[mark] === '?' || wanted[mark] === text[at]) && wanted[mark] !== '*') {
      at++
      mark++
    } else if (wanted[mark] === '*') {
      star = mark++
      resume = at
    } else if (star >= 0) {
      mark = star + 1
      at = ++resume
    } else return false
  }
  while (wanted[mark] === '*') mark++
  return mark === wanted.length
}

function valuesOf(rule: JsonObject) {
  const actions = objectsOf(rule.Actions)
  const last = actions.find(({ Type }) => /^(?:forward|redirect|fixed-response)$/.test(String(Type))) ?? {}
  const weighted = objectsOf(atPath(last, 'ForwardConfig.TargetGroups'))
    .map(({ TargetGroupArn, Weight }) => ({ arn: String(TargetGroupArn ?? ''), weight: Number(Weight ?? 1) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  const groups = weighted.length > 0 ? weighted.map(({ arn }) => arn) : textOr(last.TargetGroupArn)
  return {
    rule_arn: String(rule.RuleArn ?? ''),
    priority: String(rule.Priority ?? ''),
    is_default: rule.IsDefault === true,
    action: String(last.Type ?? ''),
    authenticates: actions.some(({ Type }) => String(Type).startsWith('authenticate-')),
    fixed_status: Number(atPath(last, 'FixedResponseConfig.StatusCode') ?? 0) || 0,
    target_group: groups[0] ?? '',
    target_groups: groups,
    actions: JSON.stringify(actions),
  }
}

function textOr(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : []
}
