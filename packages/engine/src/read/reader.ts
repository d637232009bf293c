import type { z } from 'zod'
import type { Output } from '../ports.ts'

/**
 * The declared form of what a reader yields, in CEL types:
 * `'int'`, `'double'`, `'string'`, `'bool'`, `'list<string>'`, `'map<string, int>'`, a nested object, or a
 * one-element array for a list of objects. A key that ends in `?` may be absent.
 */
export type Shape = { readonly [key: string]: ShapeField }
export type ShapeField = string | Shape | readonly [Shape]

/** The TypeScript type of the values that a shape declares `as const`, so that field names stand only once. */
export type Yields<S> = string extends keyof S
  ? Record<string, Value>
  : { -readonly [K in keyof S as K extends `${string}?` ? never : K]: FieldOf<S[K]> } & {
      -readonly [K in keyof S as K extends `${infer Name}?` ? Name : never]?: FieldOf<S[K]>
    }

type FieldOf<F> = F extends string ? CelValue<F> : F extends readonly [infer Item] ? Yields<Item>[] : Yields<F>

type CelValue<T extends string> = T extends 'int' | 'double'
  ? number
  : T extends 'string'
    ? string
    : T extends 'bool'
      ? boolean
      : T extends `list<${infer Item}>`
        ? CelValue<Item>[]
        : T extends `map<string, ${infer Item}>`
          ? Record<string, CelValue<Item>>
          : Value

/** A plain JSON value: what readers yield and facts hold. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

/** Values read from one output, or why it cannot be read (one sentence, for people). */
export type Reading<Values = Record<string, Value>> =
  | { ok: true; values: Values }
  | {
      ok: false
      problem: string
      reason?: 'permission' | 'tool-missing' | 'unreadable'
    }

/** What a reader may know besides the output: the clock, and when this session first saw the symptom. */
export interface ReadContext {
  /** ms since the epoch. */
  now: number
}

/** Turns the output of a command into values. A reader is pure, never throws, and is the only place that knows its format. */
export interface Reader<Options = unknown, S extends Shape = Shape, V = Yields<S>> {
  /** The name that a runbook uses. */
  id: string
  /** One sentence for authors. */
  describes: string
  /** Its options as written in YAML after templates are filled; strict. */
  options: z.ZodType<Options>
  /** Exit codes that are answers and not failures; `any` when the reader judges them itself. */
  accepts: 'any' | readonly number[]
  /** What it yields, in CEL types; may depend on the options. */
  shape(options: Options): S
  read(output: Output, options: Options, context: ReadContext): Reading<V>
  /** Parts the outputs of several runs that were pasted one below the other; without it they are one. */
  runs?(text: string): string[]
}

/**
 * Checks while a reader is written that it yields what its shape declares and nothing else at its top, and forgets the
 * types for the table. Names that come from the options are not known then; the tests read with these.
 */
export function defineReader<Options, const S extends Shape, V extends Yields<S>>(
  reader: Reader<Options, S, V & Only<S, V>>,
): Reader<Options> {
  return reader
}

/** No name that a shape does not declare. */
type Only<S, V> = string extends keyof S ? unknown : { [K in Exclude<keyof V, keyof Yields<S>>]: never }
