import { expect, test } from 'vitest';
import { formatOf, jsonLines, laidOut, xmlLines } from './format';
import { parse, places } from './hl7';

const ADT = 'MSH|^~\\&|HIS|NILE\rPID|1||100234^^^NILE^MR~784^^^MOH&1.2&ISO^NI||EVERYMAN^ADAM\rOBX|1||A\rOBX|2||B\r';

test('places have the paths that scripts use', () => {
  const { segments, delimiters } = parse(ADT);
  expect(segments.map(({ path }) => path)).toEqual(['MSH', 'PID', 'OBX', 'OBX(2)']);
  const pid = places(segments[1]!, delimiters).map(({ path, value }) => `${path}=${value}`);
  expect(pid).toContain('PID-3.1=100234');
  expect(pid).toContain('PID-3(2).4.2=1.2');
  expect(pid).toContain('PID-5.2=ADAM');
  expect(places(segments[3]!, delimiters).at(-1)).toMatchObject({ path: 'OBX(2)-3', value: 'B', isLeaf: true });
});

test('fields of the header are counted from the delimiter', () => {
  const { segments, delimiters } = parse(ADT);
  const msh = places(segments[0]!, delimiters).map(({ path, value }) => `${path}=${value}`);
  expect(msh).toEqual(['MSH-1=|', 'MSH-2=^~\\&', 'MSH-3=HIS', 'MSH-4=NILE']);
});

test('other delimiters are taken from the header', () => {
  const { segments, delimiters } = parse('MSH#*~\\&#HIS\rPID#1##7*8');
  expect(places(segments[1]!, delimiters).map(({ path }) => path)).toEqual(['PID-1', 'PID-3', 'PID-3.1', 'PID-3.2']);
});

test('a content is known by its beginning', () => {
  expect([ADT, 'FHS|^~\\&|', 'ISA*00*', ' {"a":1}', '<a/>', 'hello', 'MSHA', ''].map(formatOf)).toEqual(['hl7v2', 'hl7v2', 'x12', 'json', 'xml', 'text', 'text', 'text']);
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
