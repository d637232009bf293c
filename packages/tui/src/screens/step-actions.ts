import { type SessionContext, stepAt } from '@runbook/engine'
import { inputsScreen } from './inputs.ts'
import { keys } from './keys.ts'
import { type Action, sends } from './screen.ts'

/** Turns stopping after each step on and off. */
export function paceAction({ isStepwise }: SessionContext): Action {
  return {
    key: isStepwise ? keys.flowing : keys.stepwise,
    move: sends({ type: 'pace.changed', isStepwise: !isStepwise }),
  }
}

export function setInputAction(context: SessionContext): Action {
  return { key: keys.setInput, move: { kind: 'open', screen: () => inputsScreen(context) } }
}

export const backAction: Action = { key: keys.back, move: sends({ type: 'step.back' }) }

/** True when the step at hand has a command and this session may run it. */
export function mayRun({ bundle, position, options }: SessionContext): boolean {
  return options.checks === 'run' && stepAt(bundle, position).kind === 'check'
}
