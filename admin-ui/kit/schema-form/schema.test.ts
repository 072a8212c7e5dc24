import { expect, test } from 'vitest';
import { channelSchema as root } from '../../src/api/channel-schema';
import { beginning, empty, fieldsOf, resolve, shapeOf, variantOfValue, type Schema } from './schema';

const def = (name: string) => root.$defs?.[name] as Schema;

test('the parts of a channel have the shapes of their types', () => {
  const kinds = Object.fromEntries(fieldsOf(def('DestinationConnector'), root).map(({ name, schema }) => [name, shapeOf(schema, root).kind]));
  expect(kinds).toMatchObject({ id: 'text', enabled: 'boolean', queue: 'group', filter: 'list', content: 'text', response_validation: 'group' });
});

test('an enumeration is a choice of words', () => {
  const shape = shapeOf(def('QueueMode'), root);
  expect(shape.kind === 'choice' && shape.variants.map(({ key, how }) => [key, how])).toEqual([['never', 'word'], ['on_failure', 'word'], ['always', 'word']]);
});

test('a choice knows which of its forms a value has', () => {
  const shape = shapeOf(def('BatchSplit'), root);
  if (shape.kind !== 'choice') throw new Error(shape.kind);
  expect(variantOfValue(shape.variants, 'lines')?.how).toBe('word');
  expect(variantOfValue(shape.variants, { separator: '---' })?.how).toBe('keyed');
});

test('a step begins with what its kind requires', () => {
  const shape = shapeOf(def('Step'), root);
  if (shape.kind !== 'choice') throw new Error(shape.kind);
  const begin = (key: string) => beginning(shape.variants.find((variant) => variant.key === key)!, root);
  expect(shape.fields.map(({ name }) => name)).toEqual(['name', 'enabled']);
  expect(begin('build')).toEqual({ type: 'build', to: '', value: '' });
  expect(begin('when')).toEqual({ type: 'when', rules: [], steps: [] });
});

test('a reference keeps the title beside it', () => {
  const retry = fieldsOf(def('QueueSettings'), root).find(({ name }) => name === 'retry');
  expect(retry?.title).toBe('Retry');
  expect(resolve({ $ref: '#/$defs/RetryPolicy', title: 'Mine' }, root).title).toBe('Mine');
  expect(empty({ $ref: '#/$defs/RateLimit' }, root)).toMatchObject({ messages: 1 });
});
