import type { Output } from '../../ports.ts'
import { cloudRefusal, jsonAnswer, type Refusal, unreadable } from '../cloud/cloud-answer.ts'

/** The JSON that `az` printed, or why that is no answer; only exit code 0 with whole JSON counts. */
export function azureAnswer(output: Output, asked = ''): { ok: true; root: unknown } | Refusal {
  const refusal = cloudRefusal(output, { provider: 'azure', asked })
  if (refusal) return refusal
  if (output.stdout.trim() === '') return unreadable('az printed nothing, where an answer was expected.')
  return jsonAnswer(output.stdout)
}
