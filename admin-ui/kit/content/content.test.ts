import { expect, test } from 'vitest';
import { formatOf, jsonLines, laidOut, xmlLines } from './format';
import type { Place } from './reader';
import { openAtFirst, rowsOf } from './rows';

const ADT = 'MSH|^~\\&|HIS|NILE\rPID|1||100234^^^NILE^MR~784^^^MOH&1.2&ISO^NI||EVERYMAN^ADAM\rOBX|1||A\rOBX|2||B\r';

test('a content is known by its beginning', () => {
  const contents = [ADT, 'FHS|^~\\&|', 'ISA*00*', ' {"a":1}', '<a/>', '{"resourceType":"Patient"}', '<Patient xmlns="http://hl7.org/fhir"/>', 'hello', 'MSHA', ''];
  expect(contents.map(formatOf)).toEqual(['hl7v2', 'hl7v2', 'x12', 'json', 'xml', 'fhir_json', 'fhir_xml', 'text', 'text', 'text']);
});

test('JSON is indented and its numbers stay as they were written', () => {
  expect(jsonLines('{"a":1.10,"b":[],"c":[{"d":"x,\\"y"}]}')).toBe('{\n  "a": 1.10,\n  "b": [],\n  "c": [\n    {\n      "d": "x,\\"y"\n    }\n  ]\n}');
  expect(jsonLines('{"a":')).toBe('{"a":');
});

test('XML has an element on each line', () => {
  expect(xmlLines('<?xml version="1.0"?><a><b x="1">t</b><c/><d></d></a>')).toBe('<?xml version="1.0"?>\n<a>\n  <b x="1">t</b>\n  <c/>\n  <d></d>\n</a>');
});

test('X12 has a segment on each line', () => {
  const isa = 'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0830*^*00501*000000001*0*P*:~';
  expect(laidOut(`${isa}GS*HC~IEA*1*1~`)).toBe(`${isa}\nGS*HC~\nIEA*1*1~`);
});

const place = (level: number, path: string, value?: string, name?: string): Place => ({
  level,
  kind: level === 0 ? 'segment' : 'field',
  path,
  value,
  is_value_cut: false,
  is_leaf: level > 1 || (level === 1 && value !== undefined),
  definition: name ? { name } : null,
});
const PLACES = [place(0, 'MSH'), place(1, 'MSH-3', 'HIS'), place(0, 'PID'), place(1, 'PID-5', undefined, 'Patient Name'), place(2, 'PID-5.1', 'EVERYMAN'), place(1, 'PID-8', 'F')];
const shown = (isOpen: (path: string) => boolean, search = '') => rowsOf(PLACES, (index) => isOpen(PLACES[index]!.path), search).map(({ place }) => place.path);

test('what is within a closed branch is not shown', () => {
  expect(shown(() => true)).toEqual(PLACES.map(({ path }) => path));
  expect(shown((path) => path !== 'PID-5')).toEqual(['MSH', 'MSH-3', 'PID', 'PID-5', 'PID-8']);
  expect(shown((path) => path === 'MSH')).toEqual(['MSH', 'MSH-3', 'PID']);
});

test('what is searched is shown with what it is in, also from closed branches', () => {
  expect(shown(() => false, 'everyman')).toEqual(['PID', 'PID-5', 'PID-5.1']);
  expect(shown(() => false, 'PATIENT name')).toEqual(['PID', 'PID-5']);
  expect(shown(() => false, 'pid-')).toEqual(['PID', 'PID-5', 'PID-5.1', 'PID-8']);
  expect(shown(() => false, 'nothing')).toEqual([]);
});

test('what is within a group is not found by the name of the group', () => {
  const group = (level: number, path: string, label?: string): Place => ({ ...place(level, path), kind: 'group', label });
  const places = [group(0, 'PATIENT_RESULT'), group(1, 'PATIENT_RESULT.OBSERVATION(2)', 'OBSERVATION(2)')];
  const found = (search: string) => rowsOf(places, () => true, search).map(({ place }) => place.path);
  expect(found('patient')).toEqual(['PATIENT_RESULT']);
  expect(found('patient_result.obs')).toEqual(['PATIENT_RESULT', 'PATIENT_RESULT.OBSERVATION(2)']);
});

test('a long message begins with its segments closed', () => {
  const long = Array.from({ length: 500 }, (_, index) => [place(0, `OBX(${index})`), place(1, `OBX(${index})-1`, '1')]).flat();
  expect(rowsOf(PLACES, (index) => openAtFirst(PLACES)(PLACES[index]!), '')).toHaveLength(PLACES.length);
  expect(rowsOf(long, (index) => openAtFirst(long)(long[index]!), '')).toHaveLength(500);
});
