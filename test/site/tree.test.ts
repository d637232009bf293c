import { type Runbook, targetsOf } from '@runbook/engine/core'
import { describe, expect, it } from 'vitest'
import { bundle } from '../../packages/site/src/data/runbooks/bundle.ts'
import { layoutMap } from '../../packages/site/src/layout/map.ts'
import { cut, textWidth, wrap } from '../../packages/site/src/layout/text.ts'
import { layoutTree, type Tree, type TreeNode } from '../../packages/site/src/layout/tree.ts'

const trees = [...bundle.values()].map(runbook => ({ id: runbook.id, runbook, tree: layoutTree(runbook) }))

interface Box {
  x: number
  y: number
  width: number
  height: number
}

const overlaps = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const overlapping = <T extends Box>(boxes: readonly T[]) =>
  boxes.flatMap((a, at) => boxes.slice(at + 1).flatMap(b => (overlaps(a, b) ? [[a, b]] : [])))

/** The places that a path of `M`, `H` and `C` goes through, curves by their ends. */
function placesOf(path: string): { x: number; y: number }[] {
  let y = 0
  return [...path.matchAll(/([MHC])([\d. -]+)/g)].map(([, letter, text = '']) => {
    const numbers = text.trim().split(/\s+/).map(Number)
    if (letter !== 'H') y = numbers.at(-1) ?? 0
    return { x: numbers.at(letter === 'H' ? 0 : -2) ?? 0, y }
  })
}

describe.each(trees)('the tree of $id', ({ runbook, tree }) => {
  it('has a node for every step, numbered as they are written', () => {
    expect(tree.nodes.map(({ id, number }) => `${number} ${id}`)).toEqual(
      Object.keys(runbook.steps).map((id, at) => `${at + 1} ${id}`),
    )
  })

  it('draws an edge for every way out, from its row to the node that it leads to', () => {
    expect(tree.edges.length).toBe(Object.values(runbook.steps).flatMap(targetsOf).length)
    expect(tree.edges.filter(edge => !meets(tree, edge))).toEqual([])
  })

  it('lets no nodes overlap and keeps all of them within the drawing', () => {
    expect(overlapping(tree.nodes)).toEqual([])
    expect(tree.nodes.filter(node => !isWithin(node, tree))).toEqual([])
    const outside = ({ x, y }: { x: number; y: number }) => x < 0 || y < 0 || x > tree.width || y > tree.height
    expect(tree.edges.filter(edge => placesOf(edge.path).some(outside))).toEqual([])
  })

  it('leads no edge across a node', () => {
    expect(tree.edges.flatMap(edge => crossed(tree, edge))).toEqual([])
  })

  it('has a small map with every number once, none on another', () => {
    const map = layoutMap(runbook)
    expect(map.nodes.map(node => node.number)).toEqual(tree.nodes.map(node => node.number))
    expect(overlapping(map.nodes)).toEqual([])
  })
})

function meets({ nodes }: Tree, { from, outcome, to, path }: Tree['edges'][number]): boolean {
  const [source, target] = [nodes.find(node => node.id === from), nodes.find(node => node.id === to)]
  const [first, last] = [placesOf(path)[0], placesOf(path).at(-1)]
  const row = source?.rows.find(one => one.outcome === outcome && one.to === to)
  if (!source || !target || !row || !first || !last) return false
  const leaves = first.x === source.x + source.width && first.y >= row.y && first.y <= row.y + row.height
  return leaves && last.x === target.x && last.y >= target.y && last.y <= target.y + target.height
}

function isWithin(node: TreeNode, { width, height }: Tree): boolean {
  return node.x >= 0 && node.y >= 0 && node.x + node.width <= width && node.y + node.height <= height
}

/** Nodes that a straight piece of an edge goes through; bends lie between columns. */
function crossed({ nodes }: Tree, { from, to, path }: Tree['edges'][number]): string[] {
  const places = placesOf(path)
  return places.slice(1).flatMap((place, at) => {
    const before = places[at]
    if (!before || before.y !== place.y) return []
    const piece = { x: before.x + 1, y: place.y, width: place.x - before.x - 2, height: 0.5 }
    return nodes.filter(node => overlaps(node, piece)).map(node => `${from} → ${to} crosses ${node.id}`)
  })
}

it('lays a chain of three out in one row, in order', () => {
  const end = { kind: 'end', end: 'nothing' as const, says: 'Nothing.' }
  const decide = (go: string) => ({
    kind: 'decide',
    decide: 'Which?',
    outcomes: { on: { otherwise: true as const, label: 'on', go } },
  })
  const runbook = { id: 'x', start: 'a', steps: { a: decide('b'), b: decide('c'), c: end } } as unknown as Runbook
  const [a, b, c] = layoutTree(runbook).nodes
  expect([a, b, c].map(node => node?.lines)).toEqual([['Which?'], ['Which?'], ['Nothing.']])
  expect((a?.x ?? 0) < (b?.x ?? 0) && (b?.x ?? 0) < (c?.x ?? 0)).toBe(true)
})

it('breaks a text at spaces and cuts what does not fit', () => {
  const lines = wrap('one two three four five six seven eight', { width: 60, size: 12, most: 2 })
  expect(lines).toHaveLength(2)
  expect(lines[0]).toBe('one two')
  expect(lines[1]).toMatch(/^three.*…$/)
  expect(lines.every(line => textWidth(line, 12) <= 60)).toBe(true)
  expect(cut('upstream', 200, 12)).toBe('upstream')
})
