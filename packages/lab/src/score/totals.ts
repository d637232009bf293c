import type { CaseResult } from '../run/run-case.ts'

/** The sums of a score. `right` + `wrong` + `inconclusive` + `healthy_findings` + `errors` = `cases`. */
export interface Totals {
  cases: number
  /** Distinct causes that were set up. */
  causes: number
  /** Named the expected cause, or found nothing where nothing is wrong. */
  right: number
  /** Named another cause than the expected one. */
  wrong: number
  inconclusive: number
  /** Cases in which nothing is wrong. */
  healthy: number
  /** Of those, the ones in which a cause was named all the same. */
  healthy_findings: number
  /** Cases without a session's result, such as faults that could not be set up. */
  errors: number
  fixes_tried: number
  fixes_worked: number
  undo_tried: number
  undo_exact: number
  script_tried: number
  script_decides: number
  /** Faults that this machine cannot set up. */
  skipped: number
}

/** Adds results up. */
export function totalsOf(cases: readonly CaseResult[], skipped: number): Totals {
  const count = (holds: (one: CaseResult) => boolean) => cases.filter(holds).length
  return {
    cases: cases.length,
    causes: new Set(cases.filter(isSick).map(({ expected }) => expected)).size,
    right: count(({ right }) => right),
    wrong: count(one => isSick(one) && !one.right && one.named !== null),
    inconclusive: count(({ outcome, right, named }) => !right && named === null && outcome !== 'error'),
    healthy: count(one => !isSick(one)),
    healthy_findings: count(one => !isSick(one) && one.named !== null),
    errors: count(({ outcome }) => outcome === 'error'),
    fixes_tried: count(({ fix }) => fix !== 'none'),
    fixes_worked: count(({ fix }) => fix === 'worked'),
    undo_tried: count(({ undo }) => undo !== 'none'),
    undo_exact: count(({ undo }) => undo === 'exact'),
    script_tried: count(({ script }) => script !== undefined),
    script_decides: count(({ script }) => script === true),
    skipped,
  }
}

/** Which targets do not hold, as sentences; none when all do. */
export function unmetTargets(cases: readonly CaseResult[]): string[] {
  const totals = totalsOf(cases, 0)
  const sick = cases.filter(isSick)
  const right = sick.filter(one => one.right).length
  const unmet = [
    cases.length === 0 && 'no case was run',
    right < 0.98 * sick.length && `${right} of ${sick.length} causes were named: fewer than 98 %`,
    totals.wrong > 0 && `${totals.wrong} cases ended with a wrong cause`,
    totals.healthy_findings > 0 && `${totals.healthy_findings} healthy cases ended with a cause`,
    totals.errors > 0 && `${totals.errors} cases have no result`,
    totals.fixes_worked < 0.95 * totals.fixes_tried &&
      `${totals.fixes_worked} of ${totals.fixes_tried} fixes worked: fewer than 95 %`,
    totals.undo_exact < totals.undo_tried && `${totals.undo_exact} of ${totals.undo_tried} undos were exact`,
  ]
  return unmet.filter(one => one !== false)
}

function isSick({ expected }: CaseResult): boolean {
  return expected !== 'healthy'
}
