import { describe, expect, it } from 'vitest'
import { readWith } from '../read-with.ts'

const now = Date.UTC(2026, 10, 21, 9)
const at = '2026-11-21T08:59:00.000000Z'
const line = (times: string, statuses: string, target = '10.0.1.10:8080', reason = '-') =>
  `https ${at} app/my-alb/50dc6c495c0c9188 192.168.131.39:2817 ${target} ${times} ${statuses} 34 366 "GET https://www.example.com:443/cart?token=x HTTP/1.1" "curl/7.88.1" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/t/7 "Root=1-5" "www.example.com" "arn:aws:acm:1" 0 ${at} "forward" "-" "${reason}" "${target}" "-" "-" "-" TID_1\n`

describe('the access log of a load balancer', () => {
  it.each([
    ['-1 -1 -1', '502 -', 'not-connected'],
    ['0.000 0.004 -1', '502 -', 'answer-cut'],
    ['0.001 -1 -1', '504 -', 'no-answer'],
    ['0.001 0.020 0.000', '502 502', 'target-answered'],
  ])('says with %s and %s how far a request came', (times, statuses, kind) => {
    expect(readWith('alb-log', { now, stdout: line(times, statuses) })).toMatchObject({
      values: { failed: [{ kind, path: '/cart' }] },
    })
  })

  it('names the reason of a function', () => {
    const stdout = line('0.001 0.3 -1', '502 -', '-', 'LambdaThrottling')
    expect(readWith('alb-log', { now, stdout })).toMatchObject({
      values: { failed: [{ kind: 'not-sent', error_reason: 'LambdaThrottling' }] },
    })
  })

  it('counts successes and forgets what is old', () => {
    const old = line('-1 -1 -1', '502 -').replaceAll(at, '2020-01-01T00:00:01.186641Z')
    const stdout = `${old}${line('0.001 0.020 0.000', '200 200')}`
    expect(readWith('alb-log', { now, stdout })).toEqual({
      ok: true,
      values: { total: 1, files: 1, is_whole: true, failed: [] },
    })
  })

  it.each([
    ['the load balancer itself refuses', '400 -', 1],
    ['a target refuses', '400 400', 0],
  ])('counts a status below 500 only when %s', (_, statuses, count) => {
    const reading = readWith('alb-log', { now, stdout: line('-1 -1 -1', statuses, '-') })
    expect(reading).toHaveProperty('values.failed.length', count)
  })

  it('tells how a request was classified, and when it came', () => {
    const stdout = line('-1 -1 -1', '400 -', '-').replace(/"-" "-" TID_1/, '"Severe" "BothTeClPresent" TID_1')
    expect(readWith('alb-log', { now, stdout })).toMatchObject({
      values: {
        failed: [
          {
            at: `${at.slice(0, 19)}Z`,
            classification: 'Severe',
            classification_reason: 'BothTeClPresent',
            path: '/cart',
          },
        ],
      },
    })
  })

  it.each([
    ['all that failed was handed over', 'files=3 lines=900 failed=1', true, 3],
    ['files were left out', 'files=40 lines=900 failed=1', false, 12],
    ['failed requests were left out', 'files=3 lines=900 failed=2', false, 3],
  ])('says whether it is whole when %s', (_, extent, is_whole, files) => {
    const stdout = `${line('-1 -1 -1', '502 -')}runbook-alb-log ${extent}\n`
    expect(readWith('alb-log', { options: { files: 12 }, now, stdout })).toMatchObject({
      values: { is_whole, files, total: 900, failed: [{ kind: 'not-connected' }] },
    })
  })

  it('is empty, not unreadable, when nothing of it failed', () => {
    const stdout = 'runbook-alb-log files=0 lines=0 failed=0\n'
    expect(readWith('alb-log', { now, stdout })).toMatchObject({
      ok: true,
      values: { total: 0, failed: [] },
    })
  })

  it('is not made out of something else', () => {
    expect(readWith('alb-log', { now, stdout: 'hello\n' })).toMatchObject({ ok: false })
  })
})
