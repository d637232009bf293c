import type { Output } from '../../ports.ts'
import { cloudFailure } from '../cloud/cloud-failure.ts'

/** What `az` answered, or why that is no answer. */
export type AzureAnswer =
  | { ok: true; root: unknown }
  | { ok: false; problem: string; reason?: 'permission' | 'tool-missing' | 'unreadable' }

/** The JSON that `az` printed; only exit code 0 with whole JSON counts. */
export function azureAnswer(output: Output, asked = ''): AzureAnswer {
  const failure = cloudFailure(output, { provider: 'azure', asked })
  if (failure) return { ok: false, problem: failure.problem, ...(failure.reason ? { reason: failure.reason } : {}) }
  const text = output.stdout.replace(/^\uFEFF/, '').trim()
  if (text === '') return unreadable('az printed nothing, where an answer was expected.')
  try {
    return { ok: true, root: JSON.parse(text) }
  } catch {
    return unreadable(
      text.startsWith('<')
        ? 'A web page came instead of an answer; a proxy in between is likely to have written it.'
        : 'The output is not whole JSON; the answer was cut or garbled on its way.',
    )
  }
}

function unreadable(problem: string): AzureAnswer {
  return { ok: false, problem, reason: 'unreadable' }
}
