/** The Node door: the pure core, and what fills its ports on this machine. */

export { commandFiles } from './change/command-files.ts'
export * from './core.ts'
export { compileRunbooks, loadCompiled } from './node/compiled.ts'
export { loadBundle, parseFiles, runbookFiles } from './node/load.ts'
export { killAll, localExec } from './node/local-exec.ts'
export { openSession, parseInputs, replaySession, resumeSession } from './node/open.ts'
export { createSessionStore, listSessions, openSessionStore, readJournal } from './node/session-store.ts'
export { sha256 } from './node/sha256.ts'
export { systemClock } from './node/system-clock.ts'
