import { expect, test } from 'vitest';
import { covers, readElements, readTables, Standard } from './standard';

const SEGMENTS = 'PID\t2.1-2.8.2\tPatient Identification\n\t8\t2.1-2.3.1\tID\tO\t1\t1\t0001\tSex\n\t8\t2.4-2.8.2\tIS\tO\t1\t1\t0001\tAdministrative Sex\n\t3\t2.1-2.8.2\tCX\tR\t*\t250\t-\tPatient Identifier List\n';
const TYPES = 'CX\t2.3-2.8.2\tExtended Composite ID\n\t4\t2.3-2.8.2\tHD\tO\t1\t-\t0363\tAssigning Authority\n\nHD\t2.3-2.8.2\tHierarchic Designator\n\t2\t2.3-2.8.2\tST\tC\t1\t-\t-\tUniversal ID\n';
const TABLES = '0001\tuser\tAdministrative Sex\n\tF\t2.1-2.8.2\tFemale\n';
const standard = new Standard(readElements(SEGMENTS), readElements(TYPES), readTables(TABLES), '2.5.1');

test('a place has the name of the version', () => {
  expect(standard.element('PID-8')?.name).toBe('Administrative Sex');
  expect(standard.of('2.3').element('PID-8')?.name).toBe('Sex');
  expect(standard.element('PID-3(2).4.2')?.name).toBe('Universal ID');
  expect(standard.element('ZZZ-1')).toBeUndefined();
});

test('a code has the meaning of its table', () => {
  expect(standard.meaning('0001', 'F')).toBe('Female');
  expect(standard.meaning('0001', 'Q')).toBeUndefined();
});

test('ranges of versions are in their order', () => {
  expect(covers('2.1-2.4,2.7-2.8.2', '2.3.1')).toBe(true);
  expect(covers('2.1-2.4,2.7-2.8.2', '2.5.1')).toBe(false);
});
