import { keysOf } from './keys.ts'
import { readPath } from './path.ts'
import { dragging, zooming } from './view.ts'

const figure = document.querySelector<HTMLElement>('[data-tree]')
const view = figure?.querySelector<HTMLElement>('.view')
const svg = view?.querySelector('svg')
if (figure && view && svg) begin(figure, view, svg)

function begin(figure: HTMLElement, view: HTMLElement, svg: SVGSVGElement): void {
  figure.querySelector<HTMLElement>('.tools')?.removeAttribute('hidden')
  const zoom = zooming(figure, view, svg)
  dragging(view)
  keysOf(view, svg, zoom)
  // A narrow screen shows one step at a time, at its full size.
  if (view.clientWidth > 600) zoom('begin')
  highlight(svg)
  const current = () => showCurrent(view, svg)
  addEventListener('hashchange', current)
  current()
  hovering(svg)
}

/** Lights up the steps, outcomes and edges that the address names. */
function highlight(svg: SVGSVGElement): void {
  const path = readPath(location.search)
  if (path.length === 0) return
  svg.classList.add('has-path')
  for (const { step, outcome } of path) {
    const node = svg.querySelector(`[data-node="${CSS.escape(step)}"]`)
    node?.classList.add('on')
    node?.querySelector(`.row[data-outcome="${CSS.escape(outcome)}"]`)?.classList.add('on')
    const edge = svg.querySelector<SVGElement>(
      `.edge[data-from="${CSS.escape(step)}"][data-outcome="${CSS.escape(outcome)}"]`,
    )
    if (!edge) continue
    edge.classList.add('on')
    // What is drawn last lies on top.
    svg.querySelector('.node')?.before(edge)
    svg.querySelector(`[data-node="${CSS.escape(edge.dataset.to ?? '')}"]`)?.classList.add('on')
  }
}

/** Marks the step that the address points at, and brings it into view. */
function showCurrent(view: HTMLElement, svg: SVGSVGElement): void {
  for (const old of svg.querySelectorAll('.current')) old.classList.remove('current')
  const step = decodeURIComponent(location.hash.slice(1)) || readPath(location.search).at(-1)?.step
  const node = step ? svg.querySelector<SVGGElement>(`[data-node="${CSS.escape(step)}"]`) : null
  node?.classList.add('current')
  const shown = node ?? svg.querySelector<SVGGElement>('[data-start]')
  if (shown) bringIntoView(view, shown)
}

/** Scrolls the tree alone, never the page. */
export function bringIntoView(view: HTMLElement, node: SVGGElement): void {
  const [outer, inner] = [view.getBoundingClientRect(), node.getBoundingClientRect()]
  view.scrollBy({
    left: inner.left - outer.left - Math.max(20, (outer.width - inner.width) / 3),
    top: inner.top - outer.top - Math.max(20, (outer.height - inner.height) / 2),
  })
}

/** The ways into and out of a node stand out while it is pointed at. */
function hovering(svg: SVGSVGElement): void {
  const mark = (event: Event, isOn: boolean) => {
    const id = (event.target as Element).closest<SVGGElement>('[data-node]')?.dataset.node
    if (id === undefined) return
    const near = `.edge[data-from="${CSS.escape(id)}"], .edge[data-to="${CSS.escape(id)}"]`
    for (const edge of svg.querySelectorAll(near)) edge.classList.toggle('near', isOn)
  }
  for (const [on, off] of [
    ['pointerover', 'pointerout'],
    ['focusin', 'focusout'],
  ] as const) {
    svg.addEventListener(on, event => mark(event, true))
    svg.addEventListener(off, event => mark(event, false))
  }
}
