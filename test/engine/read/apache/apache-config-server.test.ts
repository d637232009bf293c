import { describe, expect, it } from 'vitest'
import { isNamed, virtualHostOf } from '../../../../packages/engine/src/read/apache/apache-config-server.ts'
import { readTree } from '../../../../packages/engine/src/read/apache/apache-config-tree.ts'

const root = readTree(`# In file: /etc/apache2/sites.conf
# 1:
<VirtualHost *:80>
  ServerName https://Shop.test:80
  ServerAlias *.shop.test api?.test
</VirtualHost>
# 2:
<VirtualHost *:80>
  ServerName pay.test
</VirtualHost>
# 3:
<VirtualHost 10.0.0.1:80 [::1]:80>
  ServerName shop.test
</VirtualHost>
# 4:
<VirtualHost _default_:*>
  ServerName any.test
</VirtualHost>
`)

describe('the virtual host of a request', () => {
  it.for([
    ['shop.test', 80, '', 1],
    ['www.shop.test', 80, '', 1],
    ['api1.test', 80, '', 1],
    ['api12.test', 80, '192.0.2.1', 1],
    ['pay.test', 80, '192.0.2.1', 2],
    ['pay.test', 80, '10.0.0.1', 3],
    ['shop.test', 80, '::1', 3],
    ['shop.test', 8443, '', 4],
  ] as const)('to %s:%i at "%s" stands in line %i', ([host, port, address, line]) => {
    expect(virtualHostOf(root, { host, port, address })?.line).toBe(line)
  })

  it('is none where only other ports are served', () => {
    expect(
      virtualHostOf(readTree('<VirtualHost *:80>\n</VirtualHost>'), { host: 'a', port: 81, address: '' }),
    ).toBeUndefined()
  })

  it.for([
    ['shop.test', true],
    ['a.b.shop.test', true],
    ['apix.test', true],
    ['shopxtest', false],
    ['pay.test', false],
  ] as const)('names %s: %s', ([host, expected]) => {
    const [first] = root.sections
    expect(first && isNamed(first, host)).toBe(expected)
  })
})
