import { describe, expect, it } from 'vitest'
import { readTree, settingOf } from '../../../../packages/engine/src/read/apache/apache-config-tree.ts'

const root = readTree(String.raw`# In file: /etc/apache2/apache2.conf
#  16:
Timeout 300
# In file: /etc/apache2/sites-enabled/shop.conf
#   2:
<VirtualHost *:80>
  #   3:
  CustomLog "/var/log/a b.log" "%h \"%r\""
  <Location '/my shop'>
    #   5:
    ProxyPass http://a/
  </Location>
  #   7:
  Timeout 20
  Timeout 30
</VirtualHost>
</VirtualHost>
#   9:
Listen 80
`)

describe("the tree of Apache's configuration", () => {
  it('keeps each directive with its file and line', () => {
    expect(root.directives).toEqual([
      { name: 'timeout', args: ['300'], file: '/etc/apache2/apache2.conf', line: 16 },
      { name: 'listen', args: ['80'], file: '/etc/apache2/sites-enabled/shop.conf', line: 9 },
    ])
  })

  it('holds words together that are quoted, with the quotes in them', () => {
    const [host] = root.sections
    expect(host?.directives[0]?.args).toEqual(['/var/log/a b.log', '%h "%r"'])
    expect(host?.sections[0]).toMatchObject({
      name: 'location',
      args: ['/my shop'],
      directives: [{ name: 'proxypass', line: 5 }],
    })
  })

  it('takes the last setting of the nearest section', () => {
    const chain = [...root.sections, root]
    expect(settingOf(chain, 'timeout')?.args).toEqual(['30'])
    expect(settingOf(chain, 'listen')?.line).toBe(9)
    expect(settingOf(chain, 'errorlog')).toBeUndefined()
  })
})
