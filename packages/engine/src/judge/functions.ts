import type { Environment } from '@marcbachmann/cel-js'

/** The functions of our own field that conditions can call, beside those of CEL. */
const functions: readonly { signature: string; describes: string; call: (...args: never[]) => unknown }[] = [
  {
    signature: 'first(list<T>): T',
    describes: 'The first record of a list. Of an empty list a record without parts, so that has(x.part) is false.',
    call: (list: unknown[]) => list[0] ?? {},
  },
  {
    signature: 'latest(list<T>): T',
    describes: 'The last record of a list. Of an empty list a record without parts, so that has(x.part) is false.',
    call: (list: unknown[]) => list.at(-1) ?? {},
  },
]

/** Adds them to an environment, and returns it. */
export function registerFunctions(environment: Environment): Environment {
  for (const { signature, describes, call } of functions)
    environment.registerFunction(signature, call as (...args: unknown[]) => unknown, { description: describes })
  return environment
}
