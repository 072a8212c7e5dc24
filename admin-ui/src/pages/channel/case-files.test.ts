import { expect, test } from 'vitest';
import { expectedOf, messageFile, namesOf } from './case-files';

const text = (text: string) => ({ text });
const FILES = { 'channel.yaml': text(''), 'cases/admit/in.hl7': text('MSH'), 'cases/admit/out.hl7': text('old'), 'cases/admit/reply.hl7': text('ACK'), 'cases/admit/notes.md': text('why'), 'cases/README.md': text('') };

test('a case is a folder with a message', () => {
  expect(namesOf(FILES)).toEqual(['admit']);
  expect([messageFile('a', 'hl7v2'), messageFile('a', 'fhir_json'), messageFile('a', 'x12')]).toEqual(['cases/a/in.hl7', 'cases/a/in.json', 'cases/a/in.txt']);
});

test('what came out takes the place of what was expected; message and notes stay', () => {
  expect(expectedOf(FILES, 'admit', { 'out.hl7': text('new'), 'outcome.txt': text('source: transformed') })).toEqual([
    ['cases/admit/reply.hl7', null],
    ['cases/admit/out.hl7', text('new')],
    ['cases/admit/outcome.txt', text('source: transformed')],
  ]);
});
