import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'

/** Pages that are written by hand. What has a source, such as a runbook, is a page of its own in `pages/`. */
export const collections = {
  docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }),
}
