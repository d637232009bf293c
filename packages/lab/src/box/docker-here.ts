import { execFileSync } from 'node:child_process'

/** What a daemon does at its start and for its first container, without one. */
const script = `fail() { echo "$1"; exit; }
mount -t tmpfs runbook-lab /run || fail 'no mounts'
mkdir /run/a /run/b /run/c /run/d
mount -t overlay overlay -o lowerdir=/run/a,upperdir=/run/b,workdir=/run/c /run/d || fail 'no overlay file system'
ip link add lab0 type bridge || fail 'no bridges'
ip link add lab1 type veth peer name lab2 || fail 'no veth'
iptables -t nat -S >&2 || fail 'no iptables'
group=$(ls -d /sys/fs/cgroup/memory /sys/fs/cgroup/cgroup.controllers 2>&- | head -n 1)
group=\${group%/cgroup.controllers}/runbook-lab-$$
mkdir "$group" && rmdir "$group" || fail 'no control groups'`

let reason: string | undefined

/** Why this machine cannot run containers in namespaces of their own, in a few words, or undefined when it can. */
export function whyNoContainers(): string | undefined {
  reason ??= probe()
  return reason === '' ? undefined : reason
}

function probe(): string {
  try {
    const said = execFileSync('unshare', ['-m', '-n', 'sh', '-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return said.trim() && `${said.trim()} for containers`
  } catch {
    return 'no namespaces for containers'
  }
}
