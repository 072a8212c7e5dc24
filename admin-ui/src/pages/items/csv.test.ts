import { expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv';

test('quotes, commas and line feeds within cells are kept', () => {
  const text = 'key,value\n1,"a,b"\n2,"say ""x""\nmore"\n';
  expect(readCsv(text)).toEqual([['key', 'value'], ['1', 'a,b'], ['2', 'say "x"\nmore']]);
  expect(writeCsv(readCsv(text))).toBe(text);
});

test('lines of other systems and a last line without an end are read', () => {
  expect(readCsv('a,b\r\n1,\r\n2')).toEqual([['a', 'b'], ['1', ''], ['2']]);
  expect(readCsv('')).toEqual([]);
});
