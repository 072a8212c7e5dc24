// A Chromium of the machine, and a signed-in page of the analysts' app in it.
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const base = process.env.NILECARE_ADMIN ?? 'http://127.0.0.1:7000/admin';
export const password = process.env.NILECARE_ADMIN_PASSWORD ?? '';

export function openBrowser() {
  const executablePath = PLACES.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error('no Chromium is installed; set CHROMIUM to its path');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** What the sign-in says, by language. */
const WORDS = {
  en: { language: 'English', username: 'User name', password: 'Password', signIn: 'Sign in', dashboard: 'Dashboard' },
  ar: { language: 'العربية', username: 'اسم المستخدم', password: 'كلمة المرور', signIn: 'تسجيل الدخول', dashboard: 'لوحة المتابعة' },
};

/** Opens a page, signs in, and collects what the page complains of. */
export async function signedIn(browser, { language = 'en', ...options } = {}, at = { base, password, username: 'admin' }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && complaints.push(line.text()));
  const words = WORDS[language];
  await page.goto(at.base + '/dashboard');
  await page.getByRole('button', { name: words.language, exact: true }).click();
  await page.getByLabel(words.username).fill(at.username ?? 'admin');
  await page.getByLabel(words.password).fill(at.password);
  await page.getByRole('button', { name: words.signIn }).click();
  await page.getByRole('heading', { name: words.dashboard }).waitFor();
  return { page, complaints };
}

/** Checks what a machine can check of WCAG 2.2 AA, or these rules, and returns what is wrong in words. */
export async function accessibility(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource());
  const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly }), rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 3).map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join('\n    ')}`);
}

/** The code of RFC 6238 that an authenticator shows `ahead` times 30 seconds from now. */
export function totp(secret, ahead = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

let source = null;

async function axeSource() {
  source ??= await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  return source;
}
