import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

/** Docker 20.10 with the client of 28.2: a running container, one that ran out of memory, one without its program. */
const lines = [
  '{"id":"1c48db6fc73973cf0c2ab953b700056b4cdb5e10ecdcc731ac2e3cc9f07da881","name":"/shop","hostname":"1c48db6fc739","service":null,"image":"lab","state":"running","exit":0,"oom":false,"error":"","pid":265,"started":"2026-11-21T09:39:29.960709469Z","restarts":0,"health":"healthy","policy":"no","mode":"shop","bindings":{"3000/tcp":[{"HostIp":"127.0.0.1","HostPort":"3000"}],"514/udp":[{"HostIp":"","HostPort":"514"}],"80/tcp":[{"HostIp":"","HostPort":"8081"}]},"ports":{"3000/tcp":[{"HostIp":"127.0.0.1","HostPort":"3000"}],"514/udp":[{"HostIp":"0.0.0.0","HostPort":"514"},{"HostIp":"::","HostPort":"514"}],"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8081"},{"HostIp":"::","HostPort":"8081"}]},"networks":{"shop":{"Aliases":["web","1c48db6fc739"],"DriverOpts":null,"EndpointID":"183270e64788a96efe56ed3cbfffd95a836d07ba1b4cc3e943378b1d5b993252","Gateway":"10.90.0.1","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"IPAMConfig":null,"IPAddress":"10.90.0.2","IPPrefixLen":24,"IPv6Gateway":"","Links":null,"MacAddress":"02:42:0a:5a:00:02","NetworkID":"93b457fd911919cad9b707c629db4de870c04a0a5178d0226291df8afbf78943"}}}',
  '{"id":"ebdaf0bdb3569a91adde67e50a99e2e069b8dde6343ac367152d651d35d19375","name":"/oom","hostname":"ebdaf0bdb356","service":null,"image":"lab","state":"exited","exit":137,"oom":true,"error":"","pid":0,"started":"2026-11-21T09:39:32.294303266Z","restarts":0,"health":"","policy":"no","mode":"default","bindings":{"4000/tcp":[{"HostIp":"","HostPort":"4000"}]},"ports":{},"networks":{"bridge":{"Aliases":null,"DriverOpts":null,"EndpointID":"","Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"IPAMConfig":null,"IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","Links":null,"MacAddress":"","NetworkID":"ebdabe1e66bf3402a91f1b99adcaf00fb4ada3449f1824c6d4db14ca120610e1"}}}',
  String.raw`{"id":"5c66486078119957359fded74af6ec573dff0bf0770e8227fdb9a8fe913d6d32","name":"/broken","hostname":"5c6648607811","service":null,"image":"lab","state":"created","exit":127,"oom":false,"error":"failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/opt/shop/start\": stat /opt/shop/start: no such file or directory: unknown","pid":0,"started":"0001-01-01T00:00:00Z","restarts":0,"health":"","policy":"no","mode":"default","bindings":{},"ports":{},"networks":{"bridge":{"Aliases":null,"DriverOpts":null,"EndpointID":"","Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"IPAMConfig":null,"IPAddress":"","IPPrefixLen":0,"IPv6Gateway":"","Links":null,"MacAddress":"","NetworkID":"ebdabe1e66bf3402a91f1b99adcaf00fb4ada3449f1824c6d4db14ca120610e1"}}}`,
]
const now = Date.parse('2026-11-21T09:40:30Z')
const read = (stdout: string) => valuesOf('docker-containers', { stdout, now }).containers as Record<string, unknown>[]

describe('the reader docker-containers', () => {
  it('takes names, networks and addresses from every network', () => {
    expect(read(lines.join('\n'))[0]).toMatchObject({
      id: '1c48db6fc739',
      name: 'shop',
      names: ['shop', 'web', '1c48db6fc739'],
      networks: ['shop'],
      bridges: ['br-93b457fd9119'],
      addresses: ['10.90.0.2'],
      health: 'healthy',
      up_seconds: 60,
    })
  })

  it('maps published TCP ports to those inside, with the address that they are bound to', () => {
    expect(read(lines[0] ?? '')[0]).toMatchObject({
      ports: { '3000': 3000, '8081': 80 },
      host_addresses: { '3000': '127.0.0.1', '8081': '0.0.0.0' },
    })
  })

  it('knows the ports of a container that ended, and why it ended', () => {
    expect(read(lines[1] ?? '')[0]).toMatchObject({
      state: 'exited',
      running: false,
      pid: 0,
      exit_code: 137,
      oom_killed: true,
      ports: { '4000': 4000 },
      networks: ['bridge'],
      bridges: ['docker0'],
      addresses: [],
      up_seconds: 0,
    })
  })

  it("keeps Docker's own words for a program that is not there", () => {
    const [broken] = read(lines[2] ?? '')
    expect(broken).toMatchObject({ state: 'created', exit_code: 127, up_seconds: 0 })
    expect(broken?.error).toContain('stat /opt/shop/start: no such file or directory')
  })

  it('takes the service of compose as a name', () => {
    const text = (lines[0] ?? '').replace('"service":null', '"service":"storefront"')
    expect(read(text)[0]?.names).toContain('storefront')
  })

  it('reads no container from nothing, and refuses what is not JSON', () => {
    expect(read('')).toEqual([])
    for (const stdout of ['Error: No such object: shop', '{}', '[]', '{"id":1,"state":"running"}']) {
      expect(readWith('docker-containers', { stdout })).toMatchObject({ ok: false })
    }
  })

  it('survives fields of other types', () => {
    const [odd] = read(
      '{"id":"a","state":"running","ports":{"80/tcp":null,"x":[1]},"networks":[],"pid":"7","exit":null}',
    )
    expect(odd).toMatchObject({ ports: {}, networks: [], pid: 7, exit_code: 0 })
  })
})
