import type { Match } from './found.ts'
import type { PasteIndex } from './indexed.ts'

/** Something that can be found by its words. */
interface Entry {
  words: ReadonlySet<string>
  match: Match
}

const most = 10
/** Of the weight of a text's words, how much must stand in an entry. */
const leastShare = 0.2

const made = new WeakMap<PasteIndex, { entries: Entry[]; weights: Map<string, number> }>()

/** Places whose words are those of the text; rare words count more. For texts that no reader understands. */
export function matchWords(index: PasteIndex, text: string): Match[] {
  const { entries, weights } = entriesOf(index)
  const asked = wordsIn(text)
  const all = [...asked].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0)
  if (all === 0) return []
  const alike = entries.map(({ words, match }) => {
    const common = [...asked].filter(word => words.has(word))
    const weight = common.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0)
    // A long entry has more words by chance.
    return { match, share: weight / (all + Math.sqrt(words.size)) }
  })
  return alike
    .filter(({ share }) => share > leastShare)
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
    .map(({ match }) => match)
}

function entriesOf(index: PasteIndex): { entries: Entry[]; weights: Map<string, number> } {
  const known = made.get(index)
  if (known) return known
  const entries = [...causeEntries(index), ...stepEntries(index)]
  const counts = new Map<string, number>()
  for (const { words } of entries) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const weights = new Map([...counts].map(([word, count]) => [word, Math.log(1 + entries.length / count)]))
  const result = { entries, weights }
  made.set(index, result)
  return result
}

function causeEntries({ causes }: PasteIndex): Entry[] {
  return causes.map(({ id: cause, title, runbook, step, means }) => ({
    words: wordsIn(`${cause} ${title} ${means}`),
    match: {
      runbook,
      step,
      question: '',
      label: plain(title),
      causes: [cause],
      isCertain: false,
      kind: byWords,
      reasons: [],
      choices: 0,
    },
  }))
}

function stepEntries({ steps }: PasteIndex): Entry[] {
  return steps.flatMap(({ runbook, step, question, read, outcomes }) =>
    outcomes.map(({ id: outcome, when, label, cause }) => ({
      words: wordsIn(`${when === undefined ? '' : label} ${typeof read === 'string' ? '' : JSON.stringify(read)}`),
      match: {
        runbook,
        step,
        question,
        outcome,
        label: plain(label),
        causes: cause ? [cause] : [],
        isCertain: false,
        kind: byWords,
        reasons: [],
        choices: 0,
      },
    })),
  )
}

const byWords = 'a text whose words stand in the runbooks'

function plain(text: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, '…')
}

/** Words of three letters and more, and numbers that mean something: statuses, errno, error codes. */
function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z][a-z_]{2,}|\b\d{2,4}\b/g) ?? [])
}
