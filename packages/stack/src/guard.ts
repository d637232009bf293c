import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Cleans up after this process whatever happens to it, SIGKILL and a killed terminal included. */
export interface Guard {
  /** Names the leader of a process group that must not outlive this process. */
  watch(pid: number): void
  /** Tells it that everything is cleaned up already, and waits until it has ended. */
  release(): Promise<void>
}

// The pipe's end is the only news of a parent's death that cannot be missed.
const script = `
while read -r word; do
  [ "$word" = done ] && exit 0
  pids="$pids $word"
done
for pid in $pids; do kill -KILL "-$pid"; done
rm -rf -- "$1"
`

/** Starts a small shell that ends the watched process groups and removes the folder once this process is gone. */
export function startGuard(folder: string): Guard {
  const child = spawn('sh', ['-c', script, 'runbook-demo-guard', folder], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.unref()
  // Its pipe alone must not keep this process alive.
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  return {
    watch: pid => void child.stdin.write(`${pid}\n`),
    async release() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      child.ref()
      const ended = once(child, 'exit')
      child.stdin.end('done\n')
      await ended
    },
  }
}
