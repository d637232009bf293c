import { describe, expect, it } from 'vitest'
import { readWith } from '../read-with.ts'

const rule = (Priority: string, conditions: object[], Type: string, more: object = {}) => ({
  RuleArn: `arn:rule/${Priority}`,
  Priority,
  Conditions: conditions,
  Actions: [{ Type, ...more }],
  IsDefault: Priority === 'default',
})
const path = (...Values: string[]) => ({ Field: 'path-pattern', PathPatternConfig: { Values } })
const host = (...Values: string[]) => ({ Field: 'host-header', Values })
const toGroup = { TargetGroupArn: 'arn:g1' }
const choose = (rules: object[], url = { host: 'shop.example.com', path: '/api/cart' }) =>
  readWith('alb-rules', { options: url, stdout: JSON.stringify({ Rules: rules }) })

describe('the rules of a listener', () => {
  it.each([
    [
      'the default when none fits',
      [rule('1', [path('/img/*')], 'redirect'), rule('default', [], 'forward', toGroup)],
      'default',
    ],
    [
      'the lowest number that fits',
      [rule('20', [path('/api/*')], 'redirect'), rule('3', [path('/a??/c*')], 'forward', toGroup)],
      '3',
    ],
    ['hosts whatever their case', [rule('1', [host('*.EXAMPLE.com'), path('/api*')], 'forward', toGroup)], '1'],
    [
      'no path that only looks alike',
      [rule('1', [path('/API/*')], 'forward', toGroup), rule('default', [], 'redirect')],
      'default',
    ],
  ])('are chosen by %s', (_, rules, priority) => {
    expect(choose(rules)).toMatchObject({ ok: true, values: { priority, is_sure: true } })
  })

  it('leave the choice unsure when an earlier one asks for what a URL does not show', () => {
    const rules = [
      rule('1', [{ Field: 'source-ip' }], 'fixed-response', { FixedResponseConfig: { StatusCode: '503' } }),
      rule('default', [], 'forward', toGroup),
    ]
    expect(choose(rules)).toMatchObject({ values: { priority: 'default', is_sure: false } })
  })

  it('name the group with the greatest weight, and a sign-in before it', () => {
    const groups = [
      { TargetGroupArn: 'arn:a', Weight: 1 },
      { TargetGroupArn: 'arn:b', Weight: 9 },
      { TargetGroupArn: 'arn:c', Weight: 0 },
    ]
    const two = {
      ...rule('default', [], ''),
      Actions: [{ Type: 'authenticate-oidc' }, { Type: 'forward', ForwardConfig: { TargetGroups: groups } }],
    }
    expect(choose([two])).toMatchObject({ values: { target_groups: ['arn:b', 'arn:a'], authenticates: true } })
  })
})
