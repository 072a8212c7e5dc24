import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dictionary } from './ar';
import { textsNotAsked } from './written';

const ROOT = join(import.meta.dirname, '../..');
const sources = ['src', 'kit'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|i18n|schema\.d|^test\//.test(path))
    .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(ROOT, folder, path), 'utf8') })),
);
const all = sources.map(({ text }) => text).join('\n');
const unescaped = (text: string) => text.replace(/\\(.)/g, '$1');

test('every text that pages ask for is in Arabic', () => {
  const asked = [...all.matchAll(/\bt\('((?:[^'\\]|\\.)*)'/g)].map(([, text]) => unescaped(text ?? ''));
  expect(asked.length).toBeGreaterThan(500);
  expect([...new Set(asked)].filter((text) => !(text in dictionary.texts))).toEqual([]);
});

test('every counted word is in Arabic', () => {
  const counted = [...all.matchAll(/\bplural\([^;]*?, '([a-z ]+)'/g)].map(([, word]) => word ?? '');
  expect(counted.length).toBeGreaterThan(20);
  expect([...new Set(counted)].filter((word) => !(word in dictionary.counted))).toEqual([]);
});

test('no page shows a text that it does not ask for', () => {
  expect(sources.flatMap(({ path, text }) => (path.endsWith('.tsx') ? textsNotAsked(text).map((found) => `${path}: ${found}`) : []))).toEqual([]);
});

test('what a page shows without asking is found where it can stand', () => {
  const page = `const a = <Box aria-label="Away"><b>Some text</b>{is ? 'One way' : t('Asked')}<Field label={has ? \`Of \${name}\` : ''} /><code>nilecare test</code></Box>;`;
  expect(textsNotAsked(page)).toEqual(['Away', 'Some text', 'One way', 'Of ']);
});

test('no translation is left of a text that is gone', () => {
  expect(Object.keys(dictionary.texts).filter((text) => !new RegExp(`['">\\s:]${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"<,:]`).test(all))).toEqual([]);
});

test('translations are Arabic, and have the values of their texts', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [text, told] of Object.entries(dictionary.texts)) {
    // A pattern of values alone has no word to translate.
    if (/\p{L}/u.test(told.replace(/\{\w+\}/g, ''))) expect(told, text).toMatch(/\p{Script=Arabic}/u);
    expect(values(told), text).toEqual(values(text));
  }
});

test('no text has two translations', () => {
  const keys = ['ar.ts', 'ar-editing.ts', 'ar-security.ts'].flatMap((file) => [...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/^ {2}(?:'((?:[^'\\]|\\.)*)'|(\w+)):(?: '|$)/gm)].map(([, quoted, bare]) => unescaped(quoted ?? bare ?? '')));
  expect(keys.length).toBeGreaterThan(600);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('counted words have all the forms that Arabic has', () => {
  for (const forms of Object.values(dictionary.counted)) expect(Object.keys(forms).sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
});
