/// <reference types="vitest/config" />
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Lays a compressed form beside each larger file; the hub sends it to browsers that take it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      for (const entry of await readdir(here('dist'), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|txt)$/.test(entry.name)) continue;
        const path = `${entry.parentPath}/${entry.name}`;
        const content = await readFile(path);
        if (content.length > 1024) await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  base: '/admin/',
  plugins: [react(), compressed()],
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
