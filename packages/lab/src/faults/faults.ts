import { apacheFaults } from './apache.ts'
import { apacheTrustFaults } from './apache-trust.ts'
import { refusingFaults } from './app-refuses.ts'
import { bodyFaults } from './body.ts'
import { connectFaults } from './connect.ts'
import { dnsFaults } from './dns.ts'
import { runtimeDnsFaults } from './dns-runtime.ts'
import { dockerFaults } from './docker.ts'
import { dockerProxyFaults } from './docker-proxy.ts'
import type { Fault } from './fault.ts'
import { firewallFaults } from './firewall.ts'
import { groupFaults } from './group.ts'
import { gunicornFaults } from './gunicorn.ts'
import { haproxyFaults } from './haproxy.ts'
import { healthyLayouts } from './healthy.ts'
import { memoryFaults } from './memory.ts'
import { mtuFaults } from './mtu.ts'
import { networkFaults } from './network.ts'
import { healthyWays } from './network-healthy.ts'
import { answerFaults } from './nginx-answers.ts'
import { nginxFaults } from './nginx-itself.ts'
import { sandboxFaults } from './nginx-sandbox.ts'
import { storageFaults } from './nginx-storage.ts'
import { nginxUnitFaults } from './nginx-unit.ts'
import { nodeFaults } from './node-app.ts'
import { nodeCrashFaults } from './node-crash.ts'
import { nodeLiveFaults } from './node-live.ts'
import { phpFpmFaults } from './php-fpm.ts'
import { pm2Faults } from './pm2.ts'
import { morePm2Faults } from './pm2-more.ts'
import { protocolFaults } from './protocol.ts'
import { responseFaults } from './response.ts'
import { systemdFaults } from './systemd.ts'
import { tlsFaults } from './tls.ts'
import { handshakeFaults } from './tls-handshake.ts'
import { verifyFaults } from './tls-verify.ts'
import { unixSocketFaults } from './unix-sockets.ts'
import { uploadFaults } from './uploads.ts'
import { uwsgiFaults } from './uwsgi.ts'
import { upgradeFaults } from './websocket.ts'

/** Every fault of the lab, and the healthy layouts. */
export const faults: readonly Fault[] = [
  ...apacheFaults,
  ...apacheTrustFaults,
  ...haproxyFaults,
  ...connectFaults,
  ...unixSocketFaults,
  ...networkFaults,
  ...firewallFaults,
  ...groupFaults,
  ...sandboxFaults,
  ...responseFaults,
  ...bodyFaults,
  ...refusingFaults,
  ...uploadFaults,
  ...upgradeFaults,
  ...mtuFaults,
  ...tlsFaults,
  ...verifyFaults,
  ...handshakeFaults,
  ...dnsFaults,
  ...runtimeDnsFaults,
  ...nginxFaults,
  ...storageFaults,
  ...answerFaults,
  ...nginxUnitFaults,
  ...nodeFaults,
  ...nodeCrashFaults,
  ...nodeLiveFaults,
  ...pm2Faults,
  ...morePm2Faults,
  ...systemdFaults,
  ...memoryFaults,
  ...dockerFaults,
  ...dockerProxyFaults,
  ...gunicornFaults,
  ...uwsgiFaults,
  ...phpFpmFaults,
  ...protocolFaults,
  ...healthyLayouts,
  ...healthyWays,
]

/** The fault of that id. Throws when there is none: a name that went out of use must not turn what uses it into a skip. */
export function faultOf(id: string): Fault {
  const fault = faults.find(one => one.id === id)
  if (!fault) throw new Error(`the lab has no fault "${id}"`)
  return fault
}
