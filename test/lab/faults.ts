import { connectFaults } from './connect.ts'
import { dnsFaults } from './dns.ts'
import type { Fault } from './fault.ts'
import { healthyLayouts } from './healthy.ts'
import { nginxFaults } from './nginx-itself.ts'
import { nodeFaults } from './node-app.ts'
import { pm2Faults } from './pm2.ts'
import { responseFaults } from './response.ts'
import { systemdFaults } from './systemd.ts'
import { tlsFaults } from './tls.ts'
import { unixSocketFaults } from './unix-sockets.ts'

/** Every fault of the lab, and the healthy layouts. */
export const faults: readonly Fault[] = [
  ...connectFaults,
  ...unixSocketFaults,
  ...responseFaults,
  ...tlsFaults,
  ...dnsFaults,
  ...nginxFaults,
  ...nodeFaults,
  ...pm2Faults,
  ...systemdFaults,
  ...healthyLayouts,
]
