#!/usr/bin/env node
import module from 'node:module'
import { exitCodes } from './exit-codes.ts'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`This is Node ${process.versions.node}; runbook needs 22.12 or newer.`)
  console.error('Start it through npm in a checkout, which brings its own Node, or install a newer one.')
  process.exit(exitCodes.usage)
}
// Before anything else is loaded, so that all of it is cached.
module.enableCompileCache()

const { main } = await import('./main.ts')
const { argv, stdin, stdout, stderr, env } = process
process.exit(await main({ argv, stdin, stdout, stderr, env }))
