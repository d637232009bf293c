import path from 'node:path'
import starlight from '@astrojs/starlight'
import { defineConfig, passthroughImageService } from 'astro/config'
import { redirects } from './src/data/pages/redirects.ts'

const engine = path.resolve(import.meta.dirname, '../engine/src')

/** `SITE_URL` and `SITE_BASE` say where the site will stand, such as https://docs.example.com and /runbook. */
const { SITE_URL = 'http://localhost:4321', SITE_BASE = '/' } = process.env

export default defineConfig({
  site: SITE_URL,
  base: SITE_BASE,
  output: 'static',
  trailingSlash: 'always',
  redirects: redirects(SITE_BASE),
  image: { service: passthroughImageService() },
  vite: {
    resolve: {
      // The engine is read as it is written, so that the site can never be older than the terminal.
      alias: [
        { find: /^@runbook\/engine$/, replacement: path.join(engine, 'index.ts') },
        { find: /^@runbook\/engine\/core$/, replacement: path.join(engine, 'core.ts') },
      ],
    },
  },
  integrations: [
    starlight({
      title: 'Runbook',
      description: 'Finds out why a URL answers 502, layer by layer: runbooks to read, to search and to walk.',
      customCss: ['./src/styles/site.css', './src/styles/print.css'],
      sidebar: [],
      routeMiddleware: './src/route-data.ts',
      expressiveCode: false,
      disable404Route: true,
      pagination: false,
      titleDelimiter: '·',
    }),
  ],
})
