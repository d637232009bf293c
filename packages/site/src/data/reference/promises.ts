/** A promise, how it is kept, and the tests that would fail if it were not. */
export interface Promised {
  promise: string
  how: string
  tests: string[]
}

/** What is promised to whoever runs it on a machine in trouble. A test holds that every test which is named is there. */
export const promises: Promised[] = [
  {
    promise: 'Finding out changes nothing.',
    how: 'Lint knows the programs and options that only read and refuses all others in checks; scripts are looked into word by word.',
    tests: ['test/safety/reads-only.test.ts', 'test/runbooks/forbidden.test.ts'],
  },
  {
    promise: 'Nothing changes without consent to exactly that change.',
    how: 'The approval is a digest of the commands, edits, files and target that were shown; if anything differs when it is applied, it is refused. A runbook cannot approve, nor can a pipe.',
    tests: ['test/e2e/session.test.ts', 'test/engine/change/make-plan.test.ts'],
  },
  {
    promise: 'A change is whole or it is not there.',
    how: 'Files are kept before they are edited; a failed validation puts every byte back by itself, and undo does so at any time later.',
    tests: ['test/e2e/session.test.ts', 'test/safety/kill.test.ts'],
  },
  {
    promise: 'Killed at any moment, it knows where it stood.',
    how: 'Every event is on disk before it takes effect. A change that may have run comes back as interrupted, and is looked at again instead of repeated.',
    tests: ['test/safety/kill.test.ts'],
  },
  {
    promise: 'Every wait ends, and nothing is left running.',
    how: 'Each command has a time limit and a cap on its output; stopping it takes its whole process group.',
    tests: ['test/safety/kill.test.ts', 'test/engine/node/capture.test.ts'],
  },
  {
    promise: 'What tools print cannot do harm.',
    how: 'Control sequences never reach the terminal or the report; no value of a fact is ever seen by a shell.',
    tests: ['test/safety/hostile-input.test.ts'],
  },
  {
    promise: 'Secrets stay where they are.',
    how: 'They are hidden before anything is stored, drawn or sent, the same secret by the same token.',
    tests: ['test/safety/secrets.test.ts'],
  },
  {
    promise: 'What could not be checked is not evidence.',
    how: 'Such a check is unknown, with the reason and what it needs; no cause is named from it.',
    tests: ['test/machine/unknown.test.ts'],
  },
  {
    promise: 'These pages run nothing and send nothing.',
    how: 'The site is static. What you paste or fill in stays in your browser.',
    tests: ['test/site/browser/pages.test.ts'],
  },
]
