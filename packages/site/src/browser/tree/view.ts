/** Changes the size of the tree: a factor, or all of it at once, or its own size. */
export type Zoom = (how: 'in' | 'out' | 'fit' | 'reset' | 'begin') => void

const [smallest, largest] = [0.1, 2.5]
/** How small a tree may be at first: its letters can just be read, and more than the first steps are seen. */
const least = 0.7

/** Wires the buttons and the wheel (with Ctrl, as a pinch on a touch pad is told) to the size of the tree. */
export function zooming(figure: HTMLElement, view: HTMLElement, svg: SVGSVGElement): Zoom {
  const { width, height } = svg.viewBox.baseVal
  let scale = 1
  const apply = (wanted: number, at = { x: view.clientWidth / 2, y: view.clientHeight / 2 }) => {
    const next = Math.min(largest, Math.max(smallest, wanted))
    const [left, top] = [(view.scrollLeft + at.x) / scale, (view.scrollTop + at.y) / scale]
    scale = next
    svg.setAttribute('width', `${Math.round(width * scale)}`)
    svg.setAttribute('height', `${Math.round(height * scale)}`)
    view.scrollTo(left * scale - at.x, top * scale - at.y)
  }
  const zoom: Zoom = how => {
    if (how === 'in') apply(scale * 1.25)
    else if (how === 'out') apply(scale / 1.25)
    else if (how === 'reset') apply(1)
    else {
      const fit = Math.min((view.clientWidth - 2) / width, (view.clientHeight - 2) / height)
      apply(how === 'fit' ? fit : Math.min(1, Math.max(least, fit)))
    }
  }
  for (const button of figure.querySelectorAll<HTMLButtonElement>('[data-zoom]'))
    button.addEventListener('click', () => zoom(button.dataset.zoom as 'in'))
  view.addEventListener(
    'wheel',
    event => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const box = view.getBoundingClientRect()
      apply(scale * Math.exp(-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top })
    },
    { passive: false },
  )
  return zoom
}

/** Lets the tree be moved with a mouse; fingers scroll it by themselves. */
export function dragging(view: HTMLElement): void {
  let from: { x: number; y: number } | undefined
  let hasMoved = false
  view.addEventListener('pointerdown', event => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return
    from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop }
    hasMoved = false
  })
  addEventListener('pointermove', event => {
    if (!from) return
    const [left, top] = [from.x - event.clientX, from.y - event.clientY]
    hasMoved ||= Math.abs(left - view.scrollLeft) + Math.abs(top - view.scrollTop) > 5
    if (hasMoved) view.scrollTo(left, top)
  })
  addEventListener('pointerup', () => {
    from = undefined
  })
  // A link that the mouse let go of after a move was not meant.
  view.addEventListener('click', event => hasMoved && event.preventDefault(), { capture: true })
  view.addEventListener('dragstart', event => event.preventDefault())
}
