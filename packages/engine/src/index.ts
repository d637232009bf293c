/** The Node door: the pure core, and what fills its ports on this machine. */
export * from './core.ts'
export { commandFiles } from './exec/command-files.ts'
export { killAll, localExec } from './exec/local-exec.ts'
export { createSessionStore, listSessions, openSessionStore, readJournal } from './exec/session-store.ts'
export { compileRunbooks, loadCompiled } from './runbook/compiled.ts'
export { loadBundle, parseFiles, runbookFiles } from './runbook/load.ts'
export { openSession, parseInputs, replaySession, resumeSession } from './session/open.ts'
