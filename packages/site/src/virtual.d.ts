/** Types of the engine that `apiReference` was asked for, by name. */
declare module 'virtual:declared-types' {
  export const declaredTypes: Record<string, import('./api-reference.ts').DeclaredType>
}
