import type { Zoom } from './view.ts'

/** Makes the tree one stop of the Tab key, within which arrow keys go from step to step. */
export function keysOf(view: HTMLElement, svg: SVGSVGElement, zoom: Zoom): void {
  const nodes = [...svg.querySelectorAll<SVGGElement>('[data-node]')]
  const linkOf = (node: Element) => node.querySelector<SVGAElement>('a:not(.row)')
  for (const node of nodes.slice(1)) linkOf(node)?.setAttribute('tabindex', '-1')
  const focus = (node: Element | undefined) => {
    if (!node) return
    for (const other of nodes) linkOf(other)?.setAttribute('tabindex', '-1')
    const link = linkOf(node)
    link?.setAttribute('tabindex', '0')
    link?.focus()
  }
  view.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const size = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset', f: 'fit' } as const
    const how = size[event.key as keyof typeof size]
    if (how) {
      zoom(how)
      event.preventDefault()
      return
    }
    const node = (event.target as Element).closest<SVGGElement>('[data-node]')
    if (!node) {
      if (event.key === 'Enter') focus(nodes[0])
      return
    }
    const next = neighbour(svg, nodes, node, event.key)
    if (next === undefined) return
    event.preventDefault()
    focus(next)
  })
}

/** Right: where it leads; left: where it comes from; up and down: the next in the same column. */
function neighbour(svg: SVGSVGElement, nodes: readonly SVGGElement[], node: SVGGElement, key: string) {
  const id = CSS.escape(node.dataset.node ?? '')
  const byId = (wanted: string | undefined) => nodes.find(other => other.dataset.node === wanted)
  if (key === 'ArrowRight') return byId(svg.querySelector<SVGElement>(`.edge[data-from="${id}"]`)?.dataset.to)
  if (key === 'ArrowLeft') return byId(svg.querySelector<SVGElement>(`.edge[data-to="${id}"]`)?.dataset.from)
  if (key === 'Home') return nodes[0]
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
  const place = (one: SVGGElement) => one.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 }
  const here = place(node)
  const column = nodes.filter(other => place(other).e === here.e).sort((a, b) => place(a).f - place(b).f)
  return column[column.indexOf(node) + (key === 'ArrowDown' ? 1 : -1)] ?? node
}
