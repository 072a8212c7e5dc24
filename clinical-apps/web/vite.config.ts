/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from '../../admin-ui/kit/build/compressed.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: '/',
  plugins: [react(), compressed(here('dist'))],
  resolve: { alias: { '@kit': here('../../admin-ui/kit'), '@': here('src') } },
  build: {
    target: 'es2022',
    // The hub sends a content security policy that allows scripts from its own files only.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    // The kit lies outside this folder.
    fs: { allow: [here('../..')] },
    proxy: Object.fromEntries(['/api', '/health', '/admin'].map((path) => [path, { target: process.env.NILECARE_HUB ?? 'http://127.0.0.1:7000', ws: path === '/api' }])),
  },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'jsdom', testTimeout: 30_000 },
});
