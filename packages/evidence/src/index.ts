/** What the lab showed and is published: read by the docs site and the tests, written by the lab. */
export { recordedFolder, type ScoreKind, scoreFile, scorePage } from './folders.ts'
export { type KeptScore, keptScores, type ScoredCase } from './kept-scores.ts'
export type { RecordedEvidence, RecordedOutput, RecordedStep, Recording } from './recorded-session.ts'
export { recordedNames, recordedSession, recordedSessions } from './recorded-sessions.ts'
