import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Box } from '../box/box.ts'

/** A generation of the AWS CLI; the first one and the second answer differently. */
export interface AwsCli {
  name: 'aws v1' | 'aws v2'
  version: string
  path: string
}

/** What command lines of these programs are written down for. */
const watched = ['aws', 'az', 'curl', 'openssl', 'dig'] as const

/** The generations of `aws` on PATH, the newest first, one program of each. */
export function awsClis(): readonly AwsCli[] {
  found ??= findAwsClis()
  return found
}

let found: AwsCli[] | undefined

/**
 * Puts a folder `bin` into the box in which the programs of the cloud write their words down, each on a line of its own,
 * and then run; returns a PATH with it in front. What a scenario puts there, such as a broken `aws`, takes their place.
 */
export function ownCommands(box: Box, aws: AwsCli | undefined): string {
  for (const name of watched) {
    const path = name === 'aws' && aws ? aws.path : programsOf(name)[0]
    if (path)
      box.write(
        `bin/${name}`,
        `#!/bin/sh\nprintf '%s\\n' ${name} "$@" >> '${wordsFile(box)}'\nexec '${path}' "$@"\n`,
        0o755,
      )
  }
  return [join(box.folder, 'bin'), process.env.PATH ?? ''].join(delimiter)
}

/** The words of every command line of those programs so far. */
export function wordsOf(box: Pick<Box, 'folder'>): string {
  return existsSync(wordsFile(box)) ? readFileSync(wordsFile(box), 'utf8') : ''
}

function wordsFile({ folder }: Pick<Box, 'folder'>): string {
  return join(folder, 'command-lines')
}

function findAwsClis(): AwsCli[] {
  const all = programsOf('aws').flatMap(path => {
    const version = /^aws-cli\/(\S+)/.exec(versionOf(path))?.[1]
    if (version === undefined) return []
    return [{ name: version.startsWith('1.') ? 'aws v1' : 'aws v2', version, path } satisfies AwsCli]
  })
  const firsts = all.filter((one, index) => all.findIndex(({ name }) => name === one.name) === index)
  return firsts.toSorted((a, b) => b.name.localeCompare(a.name))
}

function versionOf(path: string): string {
  try {
    return execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}

function programsOf(name: string): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map(folder => join(folder, name)).filter(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
