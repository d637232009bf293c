import { readFileSync } from 'node:fs'
import { testsFile } from './folders.ts'

/** A test as its title puts it, under what it is about. */
export interface TestTitle {
  /** From the top of the checkout. */
  file: string
  about: string
  title: string
}

/** The tests that hold what is promised, by file. */
export function publishedTests(): TestTitle[] {
  return JSON.parse(readFileSync(testsFile, 'utf8')) as TestTitle[]
}
