import { run, type Surroundings } from './command.ts'

/** What comes and goes while servers run, and says nothing about their configuration. */
const passing = ['logs', 'pids', 'temp', 'state', '*.log', '*.pid', '.pm2-*']

/**
 * Every file below the folders, by path: kind, mode, owner, target of a link, and a digest of the content; without logs,
 * pid and temporary files. A command reads them, so that it works inside of machines.
 */
export async function fileTree(
  folders: readonly string[],
  surroundings: Surroundings = {},
): Promise<Map<string, string>> {
  const skip = ['(', ...passing.flatMap((name, index) => [...(index > 0 ? ['-o'] : []), '-name', name]), ')', '-prune']
  const find = (...actions: string[]) => run(['find', ...folders, ...skip, '-o', ...actions], surroundings)
  const listed = await find('-printf', '%p\t%y %m %U:%G %l\n')
  const hashed = await find('-type', 'f', '-exec', 'sha256sum', '{}', '+')
  const tree = new Map<string, string>()
  for (const line of listed.stdout.trim().split('\n')) {
    const [path = '', about = ''] = line.split('\t')
    tree.set(path, about)
  }
  for (const line of hashed.stdout.trim().split('\n')) {
    const path = line.slice(66)
    tree.set(path, `${tree.get(path)} ${line.slice(0, 64)}`)
  }
  return tree
}
