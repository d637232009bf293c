import type { APIRoute } from 'astro'
import { bundle } from '../data/runbooks/bundle.ts'
import { pasteIndex } from '../data/runbooks/paste-index.ts'

/** Fetched when something is pasted for the first time. */
export const GET: APIRoute = () => Response.json(pasteIndex(bundle))
