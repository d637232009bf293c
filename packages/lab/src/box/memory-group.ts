import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from './box.ts'

const roots = ['/sys/fs/cgroup/memory', '/sys/fs/cgroup']

/** Where control groups bound memory on this machine, or undefined. */
export function memoryRoot(): string | undefined {
  return roots.find(
    root => existsSync(join(root, 'memory.limit_in_bytes')) || existsSync(join(root, 'memory.pressure')),
  )
}

/** A control group of the box that may use so many bytes. */
export function memoryGroup(box: Box, bytes: number): string {
  const root = memoryRoot()
  if (!root) throw new Error('no control groups for memory')
  const group = join(root, basename(box.folder))
  mkdirSync(group)
  const isFirst = existsSync(join(group, 'memory.limit_in_bytes'))
  writeFileSync(join(group, isFirst ? 'memory.limit_in_bytes' : 'memory.max'), String(bytes))
  box.defer(() => until('the control group is empty', () => removed(group)))
  return group
}

function removed(group: string): boolean {
  try {
    rmdirSync(group)
    return true
  } catch {
    return false
  }
}
