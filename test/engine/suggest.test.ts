import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, nearest, noSuch } from '../../packages/engine/src/suggest.ts'

describe('suggesting a name', () => {
  it.each([
    ['verfy', ['verify', 'apply'], 'verify'],
    ['knid', ['kind', 'king'], 'kind'],
    ['serivce', ['service'], 'service'],
    ['ab', ['ba'], 'ba'],
    ['restart', ['start', 'restrat'], 'restrat'],
  ])('for %s among %j is %s', (wrong, known, best) => {
    expect(nearest(wrong, known)).toBe(best)
  })

  it.each([
    ['nothing-like-it', ['verify', 'apply']],
    ['abc', ['xyz']],
    ['x', []],
  ])('for %s among %j is none', (wrong, known) => {
    expect(nearest(wrong, known)).toBeUndefined()
    expect(didYouMean(wrong, known)).toBeUndefined()
  })

  it('finds a known name again after any one slip', () => {
    const known = ['upstream-refused', 'keepalive-race', 'header-too-big']
    fc.assert(
      fc.property(
        fc.constantFrom(...known),
        fc.nat(),
        fc.constantFrom('drop', 'double', 'swap'),
        (name, place, slip) => {
          const at = place % (name.length - 1)
          const [a = '', b = ''] = [name[at], name[at + 1]]
          const middle = slip === 'drop' ? b : slip === 'double' ? a + a + b : b + a
          expect(nearest(name.slice(0, at) + middle + name.slice(at + 2), known)).toBe(name)
        },
      ),
    )
  })
})

describe('a name that is not there', () => {
  const known = ['nginx', 'pm2']
  it.each([
    ['the one that was meant', { name: 'ngnix' }, 'There is no runbook "ngnix".', 'Did you mean "nginx"?'],
    ['all that are known', { name: 'apache' }, 'There is no runbook "apache".', 'Runbooks are nginx, pm2.'],
    ['what was given for it', { name: 'x', otherwise: 'See list.' }, 'There is no runbook "x".', 'See list.'],
    ['no name for itself', { name: 'pm2', message: 'Not now.' }, 'Not now.', 'Runbooks are nginx, pm2.'],
  ])('is told with %s', (_what, given, message, hint) => {
    const error = noSuch({ what: 'runbook', known, code: 'no-such-runbook', ...given })
    expect({ message: error.message, hint: error.hint, code: error.code }).toEqual({
      message,
      hint,
      code: 'no-such-runbook',
    })
  })
})
