import type { graphlib } from '@dagrejs/dagre'

/** A place in a drawing, in pixels from its top left corner. */
export interface Point {
  x: number
  y: number
}

interface Box extends Point {
  width: number
  height: number
}

/** Room around a drawing. */
const margin = 12

/**
 * Moves a laid-out graph so that all of it, edges too, lies within a drawing, and says how large that must be: the
 * library counts nodes alone, and edges may go round them.
 */
export function settle(graph: graphlib.Graph): { width: number; height: number } {
  const boxes = graph.nodes().map(id => graph.node(id) as Box)
  const points = graph.edges().flatMap(edge => (graph.edge(edge) as { points: Point[] }).points)
  const corners = boxes.flatMap(({ x, y, width, height }) => [
    { x: x - width / 2, y: y - height / 2 },
    { x: x + width / 2, y: y + height / 2 },
  ])
  const all = [...corners, ...points]
  const [xs, ys] = [all.map(point => point.x), all.map(point => point.y)]
  const [left, top] = [Math.floor(Math.min(...xs)) - margin, Math.floor(Math.min(...ys)) - margin]
  for (const place of new Set<Point>([...boxes, ...points])) {
    place.x -= left
    place.y -= top
  }
  return { width: Math.ceil(Math.max(...xs)) - left + margin, height: Math.ceil(Math.max(...ys)) - top + margin }
}
