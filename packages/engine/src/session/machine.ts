import { assign, setup } from 'xstate'
import { consentWord } from '../change/plan.ts'
import { inputsOf } from '../runbook/bundle.ts'
import * as to from './moves.ts'
import type { SessionContext, SessionEvent } from './types.ts'
import { missingInputs, nextStep, stepAt } from './walk.ts'

type Args<T extends SessionEvent['type']> = { context: SessionContext; event: Extract<SessionEvent, { type: T }> }

/**
 * The one machine behind every session. The runbook is data in its context; it starts nothing by itself: what must be
 * done next is read off its state (`effectOf`), and every result comes back as an event. So folding a journal's events
 * rebuilds a session exactly, and nothing can run twice by being restored.
 */
export const sessionMachine = setup({
  types: { context: {} as SessionContext, events: {} as SessionEvent, input: {} as to.MachineInput },
  guards: {
    isDecision: ({ context }) => stepAt(context.bundle, context.position).kind === 'decide',
    isHandoff: ({ context }) => stepAt(context.bundle, context.position).kind === 'handoff',
    isFinding: ({ context }) => stepAt(context.bundle, context.position).kind === 'finding',
    isReturn: ({ context }) => to.isReturn(context),
    isEnd: ({ context }) => stepAt(context.bundle, context.position).kind === 'end',
    isQuestion: ({ context }) => stepAt(context.bundle, context.position).kind === 'ask',
    needsInput: ({ context }) => context.options.answers === 'ask' && missingInputs(context).length > 0,
    isManual: ({ context }) => context.options.checks === 'manual',
    mayRun: ({ context }) =>
      context.options.checks === 'run' && stepAt(context.bundle, context.position).kind === 'check',
    isUnattended: ({ context }) => context.options.answers === 'none',
    isUnknown: ({ context }) => context.shown?.judgement.kind === 'unknown',
    leadsOn: ({ context }) => context.shown !== null && nextStep(context, context.shown.judgement) !== undefined,
    mayFlow: ({ context }) => !context.isStepwise,
    isHere: ({ context, event }) =>
      'at' in event && event.at.runbook === context.position.runbook && event.at.step === context.position.step,
    isInput: ({ context, event }) => event.type === 'input.given' && inputsOf(context.bundle).has(event.name),
    isOutcome: ({ context, event }) => event.type === 'answer.given' && to.hasOutcome(context, event.outcome),
    isOffered: ({ context, event }) =>
      context.options.checks === 'run' &&
      event.type === 'fix.chosen' &&
      (context.offers ?? []).some(offer => offer.fix === event.fix),
    isConsent: ({ context, event }) => event.type === 'consent.given' && to.isConsent(context.plan, event, consentWord),
    wasApplied: ({ event }) => event.type === 'change.finished' && event.result.kind === 'applied',
    wasMended: ({ event }) => event.type === 'verify.finished' && event.verification.kind === 'mended',
    wasNotSeen: ({ event }) => event.type === 'verify.finished' && event.verification.kind === 'unknown',
    isUnverified: ({ context }) => to.isUnverified(context),
    canGoBack: ({ context }) => to.canGoBack(context),
    canUndo: ({ context }) => to.canUndo(context),
    isDiagnosed: ({ context }) => context.offers !== null && context.offers.length > 0,
  },
  actions: {
    /** Nothing but a line in the journal. */
    note: () => {},
    setInput: assign(({ context, event }) => to.setInput(context, event as Args<'input.given'>['event'])),
    askNext: assign(({ context }) => ({ asking: missingInputs(context)[0] ?? null })),
    show: assign(({ event }) => ({ shown: (event as Args<'check.finished'>['event']).result })),
    showAnswer: assign(({ context, event }) => ({
      shown: to.answerOf(context, (event as Args<'answer.given'>['event']).outcome),
    })),
    showSkipped: assign(() => ({ shown: to.skipped })),
    take: assign(({ context }) => to.take(context)),
    decide: assign(({ context }) => to.decide(context)),
    handOff: assign(({ context }) => to.handOff(context)),
    comeBack: assign(({ context }) => to.comeBack(context)),
    goBack: assign(({ context }) => to.goBack(context)),
    forgetShown: assign({ shown: null }),
    setPace: assign(({ event }) => ({ isStepwise: (event as Args<'pace.changed'>['event']).isStepwise })),
    setOffers: assign(({ event }) => ({ offers: (event as Args<'fixes.planned'>['event']).offers })),
    choose: assign(({ context, event }) => to.choose(context, (event as Args<'fix.chosen'>['event']).fix)),
    setPlan: assign(({ event }) => ({ plan: (event as Args<'fix.planned'>['event']).plan, problem: null })),
    refusePlan: assign(({ event }) => ({ plan: null, problem: (event as Args<'fix.refused'>['event']).problem })),
    dropPlan: assign({ plan: null }),
    addStage: assign(({ context, event }) => to.addStage(context, event as Args<'change.progressed'>['event'])),
    recordChange: assign(({ context, event }) =>
      to.recordChange(context, (event as Args<'change.finished'>['event']).result),
    ),
    recordInterruption: assign(({ context }) => to.recordInterruption(context)),
    recordVerify: assign(({ context, event }) =>
      to.recordVerify(context, (event as Args<'verify.finished'>['event']).verification),
    ),
    recordUndo: assign(({ context, event }) =>
      to.recordUndo(context, (event as Args<'undo.finished'>['event']).problem),
    ),
    abort: assign({ isAborted: true }),
  },
}).createMachine({
  id: 'session',
  context: ({ input }) => to.initialContext(input),
  initial: 'routing',
  on: {
    'session.aborted': { target: '.finished', actions: 'abort' },
    'pace.changed': { actions: 'setPace' },
  },
  states: {
    routing: {
      always: [
        { guard: 'isDecision', target: 'presenting', actions: 'decide' },
        { guard: 'isHandoff', target: 'routing', actions: 'handOff', reenter: true },
        { guard: 'isReturn', target: 'routing', actions: 'comeBack', reenter: true },
        { guard: 'isFinding', target: 'found' },
        { guard: 'isEnd', target: 'ended' },
        { guard: 'needsInput', target: 'asking' },
        { guard: 'isQuestion', target: 'answering' },
        { guard: 'isManual', target: 'answering' },
        { target: 'checking' },
      ],
    },
    asking: {
      entry: 'askNext',
      on: {
        'input.given': { guard: 'isInput', target: 'routing', actions: 'setInput' },
        'step.skipped': { target: 'presenting', actions: 'showSkipped' },
        'step.back': { guard: 'canGoBack', target: 'presenting', actions: 'goBack' },
      },
    },
    checking: {
      on: {
        'check.started': { actions: 'note' },
        'check.finished': { guard: 'isHere', target: 'presenting', actions: 'show' },
      },
    },
    answering: {
      always: { guard: 'isUnattended', target: 'presenting', actions: 'showSkipped' },
      on: {
        'answer.given': { guard: 'isOutcome', target: 'presenting', actions: 'showAnswer' },
        'output.pasted': { target: 'presenting', actions: 'show' },
        'step.skipped': { target: 'presenting', actions: 'showSkipped' },
        'step.retried': { guard: 'mayRun', target: 'checking' },
        'step.back': { guard: 'canGoBack', target: 'presenting', actions: 'goBack' },
      },
    },
    presenting: {
      always: [
        { guard: ({ context }) => to.isOpenDecision(context), target: 'answering', actions: 'forgetShown' },
        {
          guard: ({ context }) => context.shown?.judgement.kind === 'outcome' && !context.isStepwise,
          target: 'routing',
          actions: 'take',
        },
        { guard: ({ context }) => to.flowsPastUnknown(context), target: 'routing', actions: 'take' },
        { guard: ({ context }) => to.isStuckUnattended(context), target: 'ended', actions: 'take' },
      ],
      on: {
        'step.confirmed': [
          { guard: 'leadsOn', target: 'routing', actions: 'take' },
          { guard: 'isUnknown', target: 'ended', actions: 'take' },
        ],
        'step.retried': { guard: 'mayRun', target: 'checking', actions: 'forgetShown' },
        'step.answered-by-hand': { target: 'answering', actions: 'forgetShown' },
        'step.skipped': [
          { guard: 'leadsOn', target: 'routing', actions: 'take' },
          { target: 'ended', actions: 'take' },
        ],
        'step.back': { guard: 'canGoBack', target: 'presenting', actions: 'goBack', reenter: true },
        'input.given': { guard: 'isInput', target: 'routing', actions: ['forgetShown', 'setInput'] },
      },
    },
    found: {
      on: {
        'fixes.planned': { actions: 'setOffers' },
        'fix.chosen': { guard: 'isOffered', target: 'planning', actions: 'choose' },
        'step.back': { guard: 'canGoBack', target: 'presenting', actions: 'goBack' },
        'session.finished': { target: 'finished' },
      },
    },
    planning: {
      on: {
        'fix.planned': { target: 'consenting', actions: 'setPlan' },
        'fix.refused': { target: 'found', actions: 'refusePlan' },
      },
    },
    consenting: {
      on: {
        'consent.given': { guard: 'isConsent', target: 'changing' },
        'consent.declined': { target: 'found', actions: 'dropPlan' },
        'step.back': { target: 'found', actions: 'dropPlan' },
      },
    },
    changing: {
      // A change is never broken off in the middle.
      on: {
        'session.aborted': {},
        'change.progressed': { actions: 'addStage' },
        'change.finished': [
          { guard: 'wasApplied', target: 'verifying', actions: 'recordChange' },
          { target: 'unmended', actions: 'recordChange' },
        ],
        'session.interrupted': { target: 'interrupted', actions: 'recordInterruption' },
      },
    },
    verifying: {
      on: {
        'check.started': { actions: 'note' },
        'verify.finished': [
          { guard: 'wasMended', target: 'mended', actions: 'recordVerify' },
          { guard: 'wasNotSeen', target: 'unverified', actions: 'recordVerify' },
          { target: 'unmended', actions: 'recordVerify' },
        ],
        'session.interrupted': { target: 'interrupted' },
      },
    },
    mended: {
      on: {
        'session.finished': { target: 'finished' },
        'undo.requested': { guard: 'canUndo', target: 'undoing' },
      },
    },
    unmended: {
      on: {
        'undo.requested': { guard: 'canUndo', target: 'undoing' },
        'step.retried': { target: 'verifying' },
        'change.kept': { target: 'found' },
        'fix.chosen': { guard: 'isOffered', target: 'planning', actions: 'choose' },
        'session.finished': { target: 'finished' },
      },
    },
    /** Nobody knows whether the change helped: it stays until a person says otherwise. */
    unverified: {
      on: {
        'step.retried': { target: 'verifying' },
        'undo.requested': { guard: 'canUndo', target: 'undoing' },
        'change.kept': { target: 'found' },
        'fix.chosen': { guard: 'isOffered', target: 'planning', actions: 'choose' },
        'session.finished': { target: 'finished' },
      },
    },
    undoing: {
      on: {
        'session.aborted': {},
        'change.progressed': { actions: 'addStage' },
        'undo.finished': { target: 'undone', actions: 'recordUndo' },
        'session.interrupted': { target: 'interrupted' },
      },
    },
    undone: {
      on: {
        'fix.chosen': { guard: 'isOffered', target: 'planning', actions: 'choose' },
        'undo.requested': { guard: 'canUndo', target: 'undoing' },
        'session.finished': { target: 'finished' },
      },
    },
    interrupted: {
      on: {
        'step.confirmed': { target: 'verifying' },
        'undo.requested': { guard: 'canUndo', target: 'undoing' },
        'session.finished': { target: 'finished' },
      },
    },
    ended: {
      on: {
        'step.back': { guard: 'canGoBack', target: 'presenting', actions: 'goBack' },
        'session.finished': { target: 'finished' },
      },
    },
    finished: {
      on: {
        'session.aborted': {},
        'step.retried': { guard: 'isUnverified', target: 'verifying' },
        'fix.chosen': { guard: 'isOffered', target: 'planning', actions: 'choose' },
      },
    },
  },
})

/** The names of the machine's states. */
export type SessionState = keyof (typeof sessionMachine)['states']
