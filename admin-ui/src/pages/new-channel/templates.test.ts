import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { TEMPLATES, defaultsOf, filesOf, idOf } from './templates';

const textOf = (files: ReturnType<typeof filesOf>) => {
  const file = files['channel.yaml'];
  return file && 'text' in file ? file.text : '';
};

test('an id is made of any name', () => {
  expect(['Front door, 2', '2nd try', 'Wärd', 'الاستقبال', '--'].map(idOf)).toEqual(['front-door-2', 'nd-try', 'ward', '', '']);
});

test('what was typed stays one text in the channel, whatever is in it', () => {
  for (const template of TEMPLATES) {
    const name = 'Lab: "A" # {x}\nid: other';
    const values = Object.fromEntries(template.settings.map(({ name }) => [name, `it's } "${name}"`]));
    const channel: unknown = parse(textOf(filesOf(template, 'first', name, values)));
    expect(channel).toMatchObject({ id: 'first', name });
    for (const value of Object.values(values)) expect(JSON.stringify(channel)).toContain(JSON.stringify(value).slice(1, -1));
  }
});

test('every template begins with settings that pass its own tests', () => {
  for (const template of TEMPLATES) for (const { name, test: rule } of template.settings) expect(defaultsOf(template)[name]).toMatch(rule);
});
