import type { Answer, Scenario } from '../scenario.ts'
import { type AlbSpec, albScenarios } from './alb.ts'
import { healthyWorld, namesOf } from './world.ts'

const { dns } = namesOf(healthyWorld)
const served: Answer = () => ({ status: 200, body: 'ok' })
const closed: Pick<AlbSpec, 'status' | 'isClosed' | 'runbook'> = { status: 0, isClosed: true, runbook: 'aws-alb' }
const byHand = { load_balancer: healthyWorld.name, aws_region: healthyWorld.region }

/** Clients do not even get to the load balancer. */
export const frontScenarios: readonly Scenario[] = albScenarios([
  {
    id: 'alb-no-listener',
    cause: 'alb-no-listener',
    title: 'Nothing listens on the port of the URL',
    ...closed,
    world: { listener: { port: 8443, protocol: 'HTTPS' } },
  },
  {
    id: 'alb-no-listener-by-502',
    cause: 'alb-no-listener',
    title: 'Nothing listens on the port, and the refusal leads from 502 to the load balancer',
    status: 0,
    isClosed: true,
    world: { listener: { port: 80, protocol: 'HTTP' } },
  },
  {
    id: 'alb-front-group-closed',
    cause: 'alb-front-closed',
    title: "The load balancer's security group lets nobody in on the port",
    ...closed,
    world: { balancerIngress: [{ protocol: 'tcp', from: 80, to: 80, cidrs: ['0.0.0.0/0'] }] },
  },
  {
    id: 'alb-front-group-closed-by-502',
    cause: 'alb-front-closed',
    title: 'Packets to the load balancer get lost, and its name leads from 502 to it',
    status: 0,
    isClosed: true,
    // Nothing is at this address.
    names: { [dns]: ['203.0.113.99'] },
    world: { balancerIngress: [{ protocol: 'tcp', from: 80, to: 80, cidrs: ['0.0.0.0/0'] }] },
  },
  {
    id: 'alb-front-group-limited',
    cause: 'unknown',
    title: "The load balancer's security group lets only one network in",
    ...closed,
    world: { balancerIngress: [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['198.51.100.0/24'] }] },
  },
  {
    id: 'alb-front-acl-closed',
    cause: 'alb-front-closed',
    title: "The network ACL of the load balancer's subnets stops answers to clients",
    ...closed,
    world: {
      balancerAcl: [
        { number: 100, egress: false, allow: true },
        { number: 100, egress: true, allow: true, protocol: '6', from: 443, to: 443 },
      ],
    },
  },
  {
    id: 'alb-front-acl-limited',
    cause: 'unknown',
    title: 'The network ACL lets answers out to targets, and not to clients of the internet',
    ...closed,
    world: {
      balancerAcl: [
        { number: 100, egress: false, allow: true },
        { number: 100, egress: true, allow: true, protocol: '6', from: 8080, to: 8080, cidr: '10.0.1.0/24' },
      ],
    },
  },
  {
    id: 'alb-private-subnet',
    cause: 'alb-private-subnet',
    title: "The load balancer's subnets have no route to the internet",
    ...closed,
    world: { hasInternet: false },
  },
  {
    id: 'alb-internal-from-outside',
    cause: 'unknown',
    title: 'An internal load balancer, asked from outside',
    ...closed,
    world: { scheme: 'internal' },
  },
  {
    id: 'alb-front-not-seen',
    cause: 'unknown',
    title: 'No connection is made, and the routes may not be read',
    ...closed,
    refused: { DescribeRouteTables: 'denied' },
    reason: /lack the right ec2:DescribeRouteTables/,
  },
  {
    id: 'alb-dns-elsewhere',
    cause: 'alb-dns-elsewhere',
    title: 'The name leads to an address that the load balancer had once',
    ...closed,
    inputs: byHand,
    names: { [healthyWorld.host]: ['203.0.113.99'], [dns]: ['203.0.113.80'] },
    origins: [{ address: '203.0.113.99', port: 9 }],
  },
  {
    id: 'alb-certificate-name',
    cause: 'alb-certificate-refused',
    title: 'The certificate of the listener is for another name',
    ...closed,
    runbook: '502',
    origins: [{ address: '203.0.113.80', port: 443, tls: { names: ['blog.example.com'] }, answer: served }],
  },
  {
    id: 'alb-certificate-own-name',
    cause: 'alb-certificate-refused',
    title: 'The load balancer is asked over HTTPS by the name that AWS gave it',
    ...closed,
    runbook: '502',
    world: { host: dns },
    names: { [dns]: ['203.0.113.80'] },
    origins: [{ address: '203.0.113.80', port: 443, tls: { names: ['shop.example.com'] }, answer: served }],
  },
  {
    id: 'alb-tls-old-policy',
    cause: 'alb-tls-policy',
    title: 'The listener takes only a version of TLS that clients no longer speak',
    ...closed,
    runbook: '502',
    origins: [
      {
        address: '203.0.113.80',
        port: 443,
        tls: { names: [healthyWorld.host], aborts: 'old-protocol' },
        answer: served,
      },
    ],
  },
])
