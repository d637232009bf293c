/** Why a cloud gave no answer. */
export interface CloudFailure {
  kind:
    | 'not-logged-in'
    | 'expired'
    | 'forbidden'
    | 'throttled'
    | 'not-found'
    | 'wrong-place'
    | 'network'
    | 'proxy-page'
    | 'broken-tool'
    | 'garbled'
    | 'service'
    | 'usage'
    | 'other'
  /** One sentence, for people, with what to do next. */
  problem: string
  reason?: 'permission' | 'tool-missing' | 'unreadable'
}
