import { type AwsCli, awsClis } from './own-commands.ts'
import type { Scenario } from './scenario.ts'
import { whyNotScenario } from './surroundings.ts'

/** A scenario, and the generation of the AWS CLI where it is not the newest one. */
export interface CloudCase {
  scenario: Scenario
  aws?: AwsCli
}

/** A case that is not run, and why. */
export interface LeftOut {
  fault: string
  noise: string
  reason: string
}

/**
 * Every scenario once, with the newest `aws`; those that ask AWS once for each cause, and each way in which it may refuse,
 * with every older generation as well. What this machine cannot run is told.
 */
export function planOf(
  scenarios: readonly Scenario[],
  clis: readonly AwsCli[] = awsClis(),
  whyNot: (scenario: Scenario) => string | undefined = whyNotScenario,
): { cases: CloudCase[]; skipped: LeftOut[] } {
  const skipped = scenarios.flatMap(one => {
    const reason = whyNot(one)
    return reason === undefined ? [] : [{ fault: one.id, noise: 'none', reason }]
  })
  const possible = scenarios.filter(one => whyNot(one) === undefined)
  const asking = onePerCause(possible.filter(({ needs }) => needs.includes('aws')))
  const others = clis.slice(1)
  if (asking.length > 0 && others.length === 0)
    skipped.push({
      fault: `${asking.length} scenarios of AWS`,
      noise: clis[0]?.name === 'aws v1' ? 'aws v2' : 'aws v1',
      reason: 'no second generation of the AWS CLI on PATH',
    })
  const again = others.flatMap(aws => asking.map(scenario => ({ scenario, aws })))
  return { cases: [...possible.map(scenario => ({ scenario })), ...again], skipped }
}

/** The first scenario of each cause, rather one with a fix; every one that must end as unknown, which has no cause. */
export function onePerCause(scenarios: readonly Scenario[]): Scenario[] {
  const isFirst = (one: Scenario) => {
    const alike = scenarios.filter(({ cause }) => cause === one.cause)
    return one === (alike.find(({ fix }) => fix) ?? alike[0])
  }
  return scenarios.filter(one => one.cause === 'unknown' || isFirst(one))
}

/** Ways in which an API gives no answer, as the ids of scenarios name them. */
const refusals = [
  /expired/,
  /denied|forbidden|no-right|analytics/,
  /throttled/,
  /html|page/,
  /cut/,
  /hang/,
  /not-logged-in|no-credentials|no-token/,
  /broken/,
  /unknown-(?:tenant|subscription|key)|malformed/,
  /other-|elsewhere|wrong-|not-found/,
]

/** What is run where there is little time: each cause once, each refusal once for each command line that may meet it. */
export function shortPlanOf(scenarios: readonly Scenario[]): Scenario[] {
  const chosen = onePerCause(scenarios)
  const kinds = chosen.map(one => (one.cause === 'unknown' ? kindOf(one) : undefined))
  return chosen.filter((_, index) => kinds[index] === undefined || kinds.indexOf(kinds[index]) === index)
}

/** The first scenario of each layer whose fix has a way back: there the undo is tried, too, where there is little time. */
export function undoneOf(scenarios: readonly Scenario[]): Scenario[] {
  const layers = scenarios.map(({ id, restores }) => restores && id.split('-')[0])
  return scenarios.filter((_, index) => layers[index] !== undefined && layers.indexOf(layers[index]) === index)
}

/** What it is that refuses, and how; a scenario that is like no other is a kind of its own. */
function kindOf({ id, needs }: Scenario): string {
  const asks = (['aws', 'az'] as const).find(name => needs.includes(name)) ?? 'curl'
  const refusal = refusals.find(pattern => pattern.test(id))
  return refusal ? `${asks} ${refusal}` : id
}
