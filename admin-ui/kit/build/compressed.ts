// Lays a compressed form beside each larger file of a built app; the hub sends it to browsers that take it.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export function compressed(dist: string): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|txt)$/.test(entry.name)) continue;
        const path = `${entry.parentPath}/${entry.name}`;
        const content = await readFile(path);
        if (content.length > 1024) await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
