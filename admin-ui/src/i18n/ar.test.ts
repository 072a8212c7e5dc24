import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dictionary } from './ar';

const ROOT = join(import.meta.dirname, '../..');
const sources = ['src', 'kit'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|i18n|schema\.d/.test(path))
    .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
);
const all = sources.join('\n');

test('every text that pages ask for is in Arabic', () => {
  const asked = [...all.matchAll(/\bt\('((?:[^'\\]|\\.)*)'/g)].map(([, text]) => text ?? '');
  expect(asked.length).toBeGreaterThan(200);
  expect([...new Set(asked)].filter((text) => !(text in dictionary.texts))).toEqual([]);
});

test('no translation is left of a text that is gone', () => {
  expect(Object.keys(dictionary.texts).filter((text) => !new RegExp(`['">\\s:]${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"<,:]`).test(all))).toEqual([]);
});

test('translations are Arabic, and have the values of their texts', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [text, told] of Object.entries(dictionary.texts)) {
    expect(told, text).toMatch(/\p{Script=Arabic}|،/u);
    expect(values(told), text).toEqual(values(text));
  }
});

test('counted words have all the forms that Arabic has', () => {
  for (const forms of Object.values(dictionary.counted)) expect(Object.keys(forms).sort()).toEqual(['few', 'many', 'one', 'other', 'two', 'zero']);
});
