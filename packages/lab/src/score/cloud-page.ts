import { cloudCatalogue, cloudCatalogueIds } from '../cloud/catalogue.ts'
import { layeredScenarios } from '../cloud/cloudflare/layered-scenarios.ts'
import type { Scenario } from '../cloud/scenario.ts'
import { scenarios } from '../cloud/scenarios.ts'
import type { CaseResult } from '../run/run-case.ts'
import { at, causeCells, partsOf, share, tableOf, toldBy } from './page.ts'
import type { Score } from './score.ts'

const byId = new Map(scenarios.map(one => [one.id, one]))
const layers = [
  'Azure App Service',
  'Azure Application Gateway',
  'AWS Application Load Balancer',
  'Cloudflare',
] as const
const prefixes: Record<string, (typeof layers)[number]> = {
  as: 'Azure App Service',
  agw: 'Azure Application Gateway',
  alb: 'AWS Application Load Balancer',
  cf: 'Cloudflare',
}

/** The score of the cloud layers as a Markdown page. */
export function cloudPage(score: Score): string {
  const parts = [
    head(score),
    totals(score),
    causes(score),
    layered(score),
    refusals(score),
    generations(score),
    rest(score),
  ]
  return `${parts.join('\n\n')}\n`
}

function head({ date, versions, cases }: Score): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `# What the lab proves of the cloud layers

The real command lines ask the real names of the providers' APIs, and simulators of the lab answer; the site, its edge and
its origins are servers of the lab as well. The simulators answer as documentation and public reports say, so this proves
what Runbook makes of such answers, not how the providers behave. A fix counts as worked when its request arrived and the
site answers again; an undo as exact when its last request bears the value from before and the fault shows again. This page is written by
\`npm run lab -- score cloud --json score.json\` and \`npm run lab -- table cloud score.json\`.

Run on ${date.slice(0, 10)} with ${list.join(', ')}.${partsOf(cases)}`
}

function totals({ totals: t, cases }: Score): string {
  const seconds = cases.map(one => one.seconds).toSorted((a, b) => a - b)
  const unknown = cases.filter(({ expected }) => expected === 'unknown')
  const rows: [string, string][] = [
    ['Cases', `${t.cases}, of them ${t.healthy} in which nothing is wrong, and ${unknown.length} that must end open`],
    ['Distinct causes', String(new Set(cases.filter(hasCause).map(({ expected }) => expected)).size)],
    ['Right', share(t.right, t.cases)],
    ['Ended with a wrong cause', String(t.wrong)],
    [
      'Ended inconclusive where a cause was expected',
      String(cases.filter(one => hasCause(one) && one.named === null).length),
    ],
    ['A cause where nothing is wrong', String(t.healthy_findings)],
    ['Could not be set up', String(t.errors)],
    ['Fixes that worked', share(t.fixes_worked, t.fixes_tried)],
    ['Undos that put the old value back', share(t.undo_exact, t.undo_tried)],
    ['Seconds of a session, median and longest', `${at(seconds, 0.5)} and ${at(seconds, 1)}`],
  ]
  return `## Totals\n\n${tableOf(['', ''], rows)}`
}

function causes({ cases }: Score): string {
  const own = cases.filter(one => !isLayered(one))
  const blocks = layers.map(layer => {
    const known: readonly string[] = cloudCatalogue[layer]
    const more = new Set(own.filter(one => hasCause(one) && layerOf(one.expected) === layer).map(one => one.expected))
    const ids = [...known, ...[...more].filter(id => !known.includes(id)), 'healthy']
    const rows = ids.flatMap(id =>
      causeCells(id, id === 'healthy' ? own.filter(one => layerOf(one.fault) === layer) : own),
    )
    return `### ${layer}\n\n${tableOf(['Cause', 'Scenarios', 'Cases', 'Right', 'Fix', 'Undo'], rows)}`
  })
  return `## Causes\n\n${blocks.join('\n\n')}`
}

function layered({ cases }: Score): string {
  const rows = cases.filter(isLayered).map(one => {
    const { title = '', chain = [] } = scenarioOf(one)
    return [
      `\`${one.fault}\``,
      title,
      chain.map(id => `\`${id}\``).join(' → ') || 'open',
      one.right ? 'right' : toldBy(one),
    ]
  })
  const says =
    'More than one layer, each really asked in turn. The session must end at the one that failed, with the way to it.'
  return `## Layers behind layers\n\n${says}\n\n${tableOf(['Scenario', 'What it is', 'Chain', 'Session'], rows)}`
}

function refusals({ cases }: Score): string {
  const rows = cases
    .filter(one => one.expected === 'unknown' && !isLayered(one))
    .map(one => [`\`${one.fault}\``, one.noise, scenarioOf(one).title ?? '', one.right ? 'right' : toldBy(one)])
  const says = 'What could not be checked is no evidence: each must end open, and say why and what it takes.'
  return `## Answers that are none\n\n${says}\n\n${tableOf(['Scenario', 'CLI', 'What it is', 'Session'], rows)}`
}

function generations({ cases }: Score): string {
  const names = [...new Set(cases.map(({ noise }) => noise))].filter(noise => noise !== 'none')
  const rows = names.map(name => {
    const own = cases.filter(({ noise }) => noise === name)
    return [name, String(own.length), share(own.filter(({ right }) => right).length, own.length)]
  })
  const says = 'Every case runs with the newest AWS CLI; each cause of AWS and each refusal once more with these.'
  return `## Older command lines\n\n${rows.length > 0 ? `${says}\n\n${tableOf(['CLI', 'Cases', 'Right'], rows)}` : 'None ran.'}`
}

function rest({ cases, skipped }: Score): string {
  const missed = cases.filter(one => !one.right).map(one => [one.fault, one.noise, `\`${one.expected}\``, toldBy(one)])
  const right = cases.filter(one => one.right)
  const proven = new Set(right.flatMap(one => [one.expected, scenarioOf(one).contributing]))
  // Some causes are no findings: a session that meets them ends open and says so, as the title of the scenario does.
  const titles = right.map(one => scenarioOf(one).title ?? '').join()
  const open = cloudCatalogueIds.filter(id => !proven.has(id) && !titles.includes(id))
  const notRun = skipped.map(({ fault, noise, reason }) => [fault, noise, reason])
  return `## Cases that were not right

${missed.length > 0 ? tableOf(['Scenario', 'CLI', 'Expected', 'Session'], missed) : 'None.'}

## Causes that no case proves

${open.length > 0 ? open.map(id => `- \`${id}\``).join('\n') : 'None.'}

## Cases that this machine could not run

${notRun.length > 0 ? tableOf(['Scenario', 'CLI', 'Why'], notRun) : 'None.'}`
}

function hasCause({ expected }: CaseResult): boolean {
  return expected !== 'healthy' && expected !== 'unknown'
}

function isLayered({ fault }: CaseResult): boolean {
  return layeredScenarios.some(({ id }) => id === fault)
}

function scenarioOf({ fault }: CaseResult): Partial<Scenario> {
  return byId.get(fault) ?? {}
}

function layerOf(id: string): string | undefined {
  return prefixes[id.split('-')[0] ?? '']
}
