import type * as z from 'zod'

/** What a schema yields, with its kind. */
export type Tagged<K extends string, S extends z.ZodType> = { kind: K } & z.output<S>

/** Adds its kind to what a schema yields, and names it in editors; what authors write stays as it is. */
export function tagged<K extends string, S extends z.ZodType<object>>(kind: K, schema: S) {
  return schema.meta({ title: kind }).transform((written): Tagged<K, S> => ({ kind, ...written }))
}
