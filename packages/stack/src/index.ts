/** Real stacks on loopback, and what starts, watches and removes their processes. */
export { type DemoApp, serve, sources, startApp } from './app.ts'
export { type DemoFault, demoFaults, type FrontKind, possibleFaults } from './faults.ts'
export { findNginx } from './front.ts'
export { accepts, freePort, until } from './loopback.ts'
export { parseConf } from './proxy-conf.ts'
export { availableFront, type DemoStack, startStack } from './stack.ts'
