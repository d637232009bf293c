import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

/** `nft -a list ruleset` of nft 1.0.6: one table of nft's own, one that iptables-nft keeps. */
const ruleset = `table inet shop { # handle 1
	chain in { # handle 1
		type filter hook input priority filter; policy drop;
		ct state established,related accept # handle 2
		ct state invalid drop # handle 3
		tcp dport 3000 drop # handle 4
		tcp dport { 22, 8000-8100 } reject with tcp reset # handle 5
		udp dport 3000 drop # handle 6
		reject with icmpx admin-prohibited # handle 7
	}

	chain forward { # handle 8
		type filter hook forward priority filter; policy drop;
		tcp dport 3000 drop # handle 9
	}
}
# Warning: table ip filter is managed by iptables-nft, do not touch!
table ip filter { # handle 2
	chain OUTPUT { # handle 3
		type filter hook output priority filter; policy accept;
		meta l4proto tcp tcp dport { 19001, 19002 } counter packets 0 bytes 0 drop # handle 4
	}
}
`

/** `iptables -S` of the old kind. */
const old = `-P INPUT ACCEPT
-P FORWARD DROP
-P OUTPUT ACCEPT
-N ufw-user-input
-A INPUT -p tcp -m tcp --dport 19001 -j REJECT --reject-with icmp-port-unreachable
-A OUTPUT -p tcp -m multiport --dports 19001,19002 -j DROP
-A ufw-user-input -p udp -m udp --dport 19001 -j DROP
`

describe('the reader of firewall rules', () => {
  it.for<[string, number, string, string[]]>([
    ['a rule for the port, and a rule for all', 3000, ruleset, ['nft in 4 drop named', 'nft in 7 reject general']],
    ['a range within a set', 8080, ruleset, ['nft in 5 reject named', 'nft in 7 reject general']],
    ['a rule that iptables keeps in nft', 19002, ruleset, ['nft in 7 reject general', 'iptables OUTPUT 4 drop named']],
    ['rules of the old iptables', 19001, old, ['iptables INPUT 0 reject named', 'iptables OUTPUT 0 drop named']],
    ['no rule at all', 80, old, []],
    ['an empty ruleset', 80, '', []],
  ])('lists %s', ([, port, stdout, expected]) => {
    const { rules } = valuesOf('firewall-rules', { stdout, options: { port } }) as { rules: Record<string, unknown>[] }
    const seen = rules.map(
      rule => `${rule.tool} ${rule.chain} ${rule.handle} ${rule.verdict} ${rule.names_port ? 'named' : 'general'}`,
    )
    expect(seen).toEqual(expected)
  })

  it('names the way in which a rule rejects, and chains that drop by their policy', () => {
    const values = valuesOf('firewall-rules', { stdout: ruleset, options: { port: 8080 } }) as {
      rules: { reject_with: string }[]
    }
    expect(values.rules.map(rule => rule.reject_with)).toEqual(['tcp reset', 'admin-prohibited'])
    expect(values).toMatchObject({ policies: ['shop in'] })
  })

  it('refuses what is no ruleset', () => {
    const stdout = 'Operation not permitted (you must be root)'
    expect(readWith('firewall-rules', { stdout, options: { port: 80 } }).ok).toBe(false)
  })
})
