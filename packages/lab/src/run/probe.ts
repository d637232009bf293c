import { execFile } from 'node:child_process'

/** What one request got: a status, `refused` when nothing listens, or `no-answer`. */
export type Answer = number | 'refused' | 'no-answer'

export interface ProbeOptions {
  wrap?: ((argv: readonly string[]) => string[]) | undefined
  method?: 'GET' | 'POST'
  host?: string
  /** Further words for curl. */
  words?: readonly string[]
}

/** Sends one request with curl, at most 8 s. */
export function probe(
  url: string,
  { wrap = argv => [...argv], method = 'GET', host, words = [] }: ProbeOptions = {},
): Promise<Answer> {
  const curl = ['curl', '-sS', '-o', '/dev/null', '-m', '8', '-w', '%{http_code}']
  const body = method === 'POST' ? ['--data', 'item=1'] : []
  const [program = '', ...args] = wrap([...curl, ...body, ...words, ...(host ? ['-H', `Host: ${host}`] : []), url])
  return new Promise(resolve => {
    const child = execFile(program, args, (_, stdout) => {
      // 7 is curl's "could not connect", see EXIT CODES in curl(1).
      if (child.exitCode === 7) resolve('refused')
      else resolve(Number(stdout) || 'no-answer')
    })
  })
}
