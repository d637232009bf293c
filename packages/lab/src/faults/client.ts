import type { Box } from '../box/box.ts'
import { run } from '../run/command.ts'

interface Asking {
  url: string
  box: Box
  /** Further words for curl. */
  words?: readonly string[]
}

/** What curl made of one request: its exit code, see EXIT CODES in curl(1), and the status. */
interface Asked {
  code: number | null
  status: number
}

/** Sends some requests, one after the other, each at most 8 s. */
export async function requests(count: number, { url, box, words = [] }: Asking): Promise<Asked[]> {
  const asked: Asked[] = []
  for (let i = 0; i < count; i++) {
    const curl = ['curl', '-sS', '-g', '-m', '8', '-o', '/dev/null', '-w', '%{http_code}', ...words, url]
    const { code, stdout } = await run(curl, { wrap: box.wrap })
    asked.push({ code, status: Number(stdout) })
  }
  return asked
}

/** The words that make curl send a body of that many bytes by POST. */
export function upload(box: Box, bytes: number): string[] {
  // Without "Expect", since nginx would answer that itself.
  return ['-H', 'Expect:', '--data-binary', `@${box.write('upload.bin', 'x'.repeat(bytes))}`]
}
