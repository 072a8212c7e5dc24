/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './kit/build/compressed.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: '/admin/',
  plugins: [react(), compressed(here('dist'))],
  resolve: { alias: { '@kit': here('kit'), '@': here('src') } },
  build: {
    target: 'es2022',
    // The hub sends a content security policy that allows scripts from its own files only.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    // The schema of channels lies outside this folder.
    fs: { allow: [here('..')] },
    proxy: Object.fromEntries(['/api', '/health', '/metrics'].map((path) => [path, process.env.NILECARE_HUB ?? 'http://127.0.0.1:7000'])),
  },
  test: { testTimeout: 60_000, include: ['src/**/*.test.{ts,tsx}', 'kit/**/*.test.{ts,tsx}'] },
});
