/** The pages of the reference, in the order in which they are listed. */
export const topics = [
  ['write-a-runbook', 'Write a runbook', 'From an empty folder to a runbook that runs, in ten minutes.'],
  ['format', 'Runbook format', 'Every field of a runbook file, and every rule that lint holds it to.'],
  ['readers', 'Readers', 'What turns the output of a command into values, and the values of each.'],
  ['conditions', 'Conditions', 'The language of when and facts, with conditions of real runbooks worked out.'],
  ['command-line', 'Command line', 'Every command and option of runbook.'],
  ['exit-codes', 'Exit codes', 'What the number means that runbook ends with.'],
  ['report', 'Report and events', 'The report as JSON, the events of --json and of the journal, with a real report.'],
  ['embedding', 'Embedding', 'The engine as a library: its doors, and how a session is held.'],
  ['api', 'Engine API', 'Every function, class and type that the engine exports.'],
  ['safety', 'Safety promises', 'What is promised, and the tests and figures behind each promise.'],
  ['lab', 'Lab scores', 'How often a session names the fault that was really set up.'],
  ['glossary', 'Glossary', 'The words of runbook.'],
] as const

export type TopicId = (typeof topics)[number][0]

/** A page of the reference by its id. */
export function topicOf(id: TopicId): { id: TopicId; title: string; says: string } {
  const [, title, says] = topics.find(([topic]) => topic === id) ?? ['', id, '']
  return { id, title, says }
}
