import type { Output } from '../../ports.ts'
import { awsFailure } from '../aws/aws-failure.ts'
import { azureFailure } from '../azure/azure-failure.ts'
import { type CloudFailure, firstLine } from './cloud-failure-kind.ts'

/** What is known besides the output. */
export interface CloudQuestion {
  provider: 'aws' | 'azure'
  asked: string
}

/**
 * Why `aws` or `az` gave no answer, or undefined when it did. Exit codes say little (aws 1 ends with 255 and az with 1 for
 * nearly everything), so this goes by the words on standard error; what stands there beside exit code 0 is only a warning.
 */
export function cloudFailure(output: Output, { provider, asked }: CloudQuestion): CloudFailure | undefined {
  const { ending, stderr, isCut } = output
  if (ending.kind !== 'exited') return { kind: 'other', problem: 'The command did not end by itself.' }
  if (isCut && ending.code === 0)
    return { kind: 'garbled', problem: 'The answer is longer than this session reads.', reason: 'unreadable' }
  if (ending.code === 0) return undefined
  if (ending.code === 127) return { kind: 'broken-tool', problem: firstLine(stderr.trim()), reason: 'tool-missing' }
  const known = provider === 'aws' ? awsFailure(stderr, asked) : azureFailure(stderr, asked)
  if (known) return known
  const said = firstLine(stderr.trim())
  return {
    kind: 'other',
    problem: `${provider === 'aws' ? 'aws' : 'az'} ended with exit code ${ending.code}${said === '' ? '.' : `: ${said}`}`,
  }
}
