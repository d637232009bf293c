import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCapture } from '../../../packages/engine/src/node/capture.ts'

const mark = /\n… (\d+) bytes left out …\n/

it('whatever the chunks and characters, nothing is invented and what is missing is counted', () => {
  const chunks = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 20 })
  fc.assert(
    fc.property(chunks, fc.integer({ min: 8, max: 200 }), fc.integer({ min: 1, max: 9 }), (texts, cap, size) => {
      const text = texts.join('').replaceAll('…', '')
      const bytes = new TextEncoder().encode(text)
      const capture = createCapture(cap)
      for (let at = 0; at < bytes.length; at += size) capture.add(bytes.subarray(at, at + size))
      const kept = capture.text()
      expect(capture.isCut).toBe(bytes.length > Math.floor(cap / 2) * 2)
      if (!capture.isCut) {
        expect(kept).toBe(text)
        return
      }
      const [head = '', leftOut, tail = ''] = kept.split(mark)
      expect(text.startsWith(head) && text.endsWith(tail)).toBe(true)
      expect(Buffer.byteLength(head + tail) + Number(leftOut)).toBe(bytes.length)
    }),
  )
})
