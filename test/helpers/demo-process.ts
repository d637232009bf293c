// Starts a demo stack and waits to be killed: `demo.test.ts` runs it as a process of its own.
import { demoFaults, type FrontKind, startStack } from '@runbook/stack'

const fault = demoFaults.find(({ id }) => id === 'wrong-port')
if (!fault) throw new Error('the demo has no fault "wrong-port"')
const { folder } = await startStack({ fault, front: process.argv[2] as FrontKind })
process.stdout.write(folder)
setInterval(() => {}, 60_000)
