import type { Answer, Origin, Scenario } from '../scenario.ts'
import { albScenarios } from './alb.ts'
import { healthyWorld, type LogSpec } from './world.ts'

const target = (answer?: Answer): Origin[] => [{ address: '10.0.1.10', port: 8080, ...(answer ? { answer } : {}) }]
const [first = '', second = ''] = healthyWorld.instances.map(({ id }) => id)
const served: LogSpec[] = ['/', '/cart', '/cart', '/login'].map(path => ({ elb: 200, target: 200, path }))
const failed = (times: [number, number, number], elb: number): LogSpec[] =>
  ['/cart', '/', '/login'].map(path => ({ elb, times, path }))

/** What targets answer once they are reached. */
export const responseScenarios: readonly Scenario[] = albScenarios([
  {
    id: 'alb-header-too-large',
    cause: 'alb-response-header-too-large',
    title: 'A policy header of 36 kB',
    status: 502,
    origins: target(() => ({
      status: 200,
      headers: { 'content-security-policy': `default-src ${'x'.repeat(36_000)}` },
      body: 'ok',
    })),
  },
  {
    id: 'alb-malformed',
    cause: 'alb-malformed-response',
    title: 'A status line that is none',
    status: 502,
    origins: target(() => ({ body: 'HTTP/1.1 OK\r\nContent-Length 2\r\n\r\nok' })),
  },
  {
    id: 'alb-both-lengths',
    cause: 'alb-malformed-response',
    title: 'Content-Length and Transfer-Encoding in one answer',
    status: 502,
    origins: target(() => ({
      body: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    })),
  },
  {
    id: 'alb-http1-in-grpc-group',
    cause: 'alb-malformed-response',
    title: 'The target speaks HTTP/1.1 in a group for gRPC',
    status: 502,
    world: { group: { ...healthyWorld.group, ProtocolVersion: 'GRPC' } },
    origins: target(() => ({ status: 200, body: 'ok' })),
  },
  {
    id: 'alb-keep-alive-seen',
    cause: 'alb-target-closed-keepalive-race',
    title: 'Node closes idle connections after 5 seconds',
    status: 502,
    isIntermittent: true,
    origins: target(() => ({ status: 200, headers: { 'keep-alive': 'timeout=5' }, body: 'ok' })),
    fix: {
      id: 'shorter-idle-timeout',
      action: 'ModifyLoadBalancerAttributes',
      back: { action: 'ModifyLoadBalancerAttributes', holds: ['idle_timeout.timeout_seconds', '60'] },
    },
  },
  {
    id: 'alb-keep-alive-logged',
    cause: 'alb-target-closed-keepalive-race',
    title: 'Now and then a connection ends at once, as the access log shows',
    status: 502,
    isIntermittent: true,
    world: { log: [...served, ...failed([0, 0.004, -1], 502)] },
  },
  {
    id: 'alb-deregistration',
    cause: 'alb-deregistration-delay-elapsed',
    title: 'Requests outlive the deregistration delay of 10 seconds',
    status: 502,
    isIntermittent: true,
    world: {
      targets: [
        { id: first, port: 8080, state: 'draining', reason: 'Target.DeregistrationInProgress' },
        { id: second, port: 8080, state: 'healthy' },
      ],
      groupAttributes: { 'deregistration_delay.timeout_seconds': '10' },
      log: [...served, ...failed([0.001, 10.2, -1], 502)],
    },
    fix: {
      id: 'longer-delay',
      action: 'ModifyTargetGroupAttributes',
      back: { action: 'ModifyTargetGroupAttributes', holds: ['deregistration_delay.timeout_seconds', '10'] },
    },
  },
  {
    id: 'alb-idle-logged',
    cause: 'alb-idle-timeout',
    title: 'Targets stay silent for longer than the idle timeout, as the access log shows',
    status: 504,
    world: { log: [...served, ...failed([0.001, -1, -1], 504)] },
    fix: {
      id: 'longer-idle-timeout',
      action: 'ModifyLoadBalancerAttributes',
      back: { action: 'ModifyLoadBalancerAttributes', holds: ['idle_timeout.timeout_seconds', '60'] },
    },
  },
  {
    id: 'alb-idle-seen',
    cause: 'alb-idle-timeout',
    title: 'A target takes the request and stays silent',
    status: 504,
    origins: target(() => ({ hang: true })),
  },
  {
    id: 'alb-idle-logged-in-pages',
    cause: 'alb-idle-timeout',
    title: 'The failed requests stand in the last file of the log, on the third page of its list',
    status: 504,
    world: { log: [...served, ...failed([0.001, -1, -1], 504)], logFiles: 5, pageSize: 2 },
  },
  {
    id: 'alb-idle-unknown',
    cause: 'alb-idle-timeout',
    title: 'A target stays silent, and how long it may is not to be read',
    status: 504,
    origins: target(() => ({ hang: true })),
    refused: { DescribeLoadBalancerAttributes: 'denied' },
  },
  {
    id: 'alb-content-length',
    cause: 'alb-content-length-too-big',
    title: 'A Content-Length larger than the body',
    status: 504,
    origins: target(() => ({ body: 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nok' })),
  },
  {
    id: 'alb-content-length-logged',
    cause: 'alb-content-length-too-big',
    title: 'Answers begin and never end, as the access log shows',
    status: 504,
    world: { log: [...served, ...failed([0.001, 0.02, -1], 504)] },
  },
  {
    id: 'alb-other-group-refuses',
    cause: 'alb-response-header-too-large',
    title: 'Connections to another target group fail, and the answer of this one is too large',
    status: 502,
    world: { otherMetrics: { TargetConnectionErrorCount: 500, TargetTLSNegotiationErrorCount: 20 } },
    origins: target(() => ({ status: 200, headers: { 'set-cookie': `cart=${'x'.repeat(40_000)}` }, body: 'ok' })),
  },
  {
    id: 'alb-not-seen',
    cause: 'unknown',
    title: 'Targets cannot be reached from here and nothing is logged',
    status: 502,
    contributing: 'alb-access-logs-off',
  },
  {
    id: 'alb-log-denied',
    cause: 'unknown',
    title: 'The access log may not be read',
    status: 502,
    world: { log: failed([0, 0.004, -1], 502) },
    refused: { ListBucket: 'denied' },
    reason: /s3:ListBucket/,
  },
  {
    id: 'alb-log-file-denied',
    cause: 'unknown',
    title: 'The files of the access log are listed, and may not be read',
    status: 502,
    world: { log: failed([0, 0.004, -1], 502) },
    refused: { HeadObject: 'denied', GetObject: 'denied' },
    reason: /s3:GetObject/,
  },
])
