/** What the lab showed and is published: read by the docs site and the tests, written by the lab. */
export { commandFile, recordedFolder, type ScoreKind, scoreFile, scorePage, testsFile } from './folders.ts'
export { type KeptScore, keptScores, type ScoredCase } from './kept-scores.ts'
export { type PublishedCommand, publishedCommand } from './published-command.ts'
export { publishedTests, type TestTitle } from './published-tests.ts'
export type { RecordedEvidence, RecordedOutput, RecordedStep, Recording } from './recorded-session.ts'
export { recordedNames, recordedSession, recordedSessions } from './recorded-sessions.ts'
