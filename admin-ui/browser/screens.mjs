// Takes a picture of pages, light and dark, wide and narrow: npm run screens -- FOLDER [PATH…]
import { mkdir } from 'node:fs/promises';
import { base, openBrowser, signedIn } from './lib.mjs';

const [folder = 'screens', ...asked] = process.argv.slice(2);
const PATHS = ['/dashboard', '/messages', '/alerts', '/events', '/configuration', '/users', '/settings', '/items/library', '/items/lookup'];
const LOOKS = [
  ['light', 1440, 900],
  ['dark', 1440, 900],
  ['light', 1024, 768],
];

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
for (const [colorScheme, width, height] of LOOKS) {
  const { page, complaints } = await signedIn(browser, { colorScheme, viewport: { width, height } });
  for (const path of asked.length > 0 ? asked : PATHS) {
    await page.goto(base + path);
    await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
    await page.screenshot({ path: `${folder}/${path.replace(/[^\w-]+/g, '_').replace(/^_/, '')}-${colorScheme}-${width}.png` });
  }
  for (const complaint of complaints) console.log(`${colorScheme} ${width}: ${complaint}`);
  await page.context().close();
}
await browser.close();
