import { describe, expect, it } from 'vitest'
import { tell } from '../../../packages/engine/src/report/tell.ts'
import { reportWith, STEP } from '../../helpers/report.ts'

describe('the telling of a report', () => {
  it('leaves out what has nothing to say', () => {
    const abouts = (given: Parameters<typeof reportWith>[0]) => tell(reportWith(given)).map(({ about }) => about)
    expect(abouts({})).toEqual([
      'session',
      'cause',
      'chain',
      'evidence',
      'prevent',
      'sources',
      'fixes',
      'steps',
      'unknown',
    ])
    expect(abouts({ cause: null, chain: [], fixes: [], unknown: [], says: 'It answers.' })).toEqual([
      'session',
      'end',
      'steps',
    ])
  })

  it('says a short label with its question, and one that speaks for itself alone', () => {
    const told = (label: string) =>
      tell(reportWith({ steps: [{ ...STEP, label }] })).find(({ about }) => about === 'evidence')?.blocks
    expect(told('no')).toMatchObject([{ spans: ['Does it answer? — no', ' (', { step: 'front/probe' }, ')'] }])
    expect(told('/etc/nginx/nginx.conf:24')).toMatchObject([
      { spans: ['Does it answer? — /etc/nginx/nginx.conf:24', ' (', { step: 'front/probe' }, ')'] },
    ])
    expect(told('nothing listens')).toMatchObject([{ spans: ['nothing listens', ' (', { step: 'front/probe' }, ')'] }])
  })

  it('says what could not be checked, why, where, and what it needs', () => {
    const unknown = [{ step: 'front/probe', reason: 'permission', problem: 'it is private', needs: 'Run it as root.' }]
    expect(tell(reportWith({ unknown })).at(-1)).toEqual({
      about: 'unknown',
      title: 'Could not be checked',
      blocks: [
        {
          kind: 'item',
          mark: 'unknown',
          spans: [
            'Does it answer? — ',
            'no permission: it is private',
            ' (',
            { step: 'front/probe' },
            ')',
            ' Needed: Run it as root.',
          ],
        },
      ],
    })
  })
})
