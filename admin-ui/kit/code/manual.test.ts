import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entriesOf } from './manual';

const entries = entriesOf(readFileSync(new URL('../../../transforms/script/README.md', import.meta.url), 'utf8'));
const usage = (name: string) => entries.filter((entry) => entry.name === name).map(({ usage }) => usage);

test('functions and variables of the document are known', () => {
  expect(usage('repetitions')).toContain('msg.repetitions(path)');
  expect(usage('channel_map')).toEqual(['channel_map']);
  expect(entries.length).toBeGreaterThan(60);
  expect(entries.find(({ usage }) => usage === 'msg.text(path)')).toMatchObject({ isMember: true, isFunction: true });
  expect(entries.find(({ name }) => name === 'logger')?.text).toMatch(/writes lines/);
});
