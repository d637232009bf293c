import { EngineError } from '@runbook/engine'
import type { RendererFlags } from '../renderers/renderer.ts'

/** Flags that several commands take, as commander gives them. */
export interface Flags extends RendererFlags {
  set?: string[]
  target?: string
  manual?: boolean
  plan?: boolean
  runbooks?: string
  approve?: string
  format?: string
}

/** Inputs from `--set name=value` and the URL that stands behind the runbook. Throws EngineError (`bad-input`). */
export function inputsFrom({ set }: Pick<Flags, 'set'>, url: string | undefined): Record<string, string> {
  const pairs = (set ?? []).map(text => {
    const at = text.indexOf('=')
    if (at < 1)
      throw new EngineError(`"${text}" does not set an input.`, { code: 'bad-input', hint: 'Write --set name=value.' })
    return [text.slice(0, at), text.slice(at + 1)] as const
  })
  return { ...(url === undefined ? {} : { url }), ...Object.fromEntries(pairs) }
}

/** Throws EngineError (`bad-input`) for a target that this version cannot reach. */
export function checkTarget({ target }: Pick<Flags, 'target'>): void {
  if (target !== undefined && target !== 'local')
    throw new EngineError(`The target "${target}" cannot be reached.`, {
      code: 'bad-input',
      hint: 'Only "local", this machine, is supported: run runbook there.',
    })
}
