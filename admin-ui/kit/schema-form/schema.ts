// JSON Schemas as the hub writes them (from its settings' types), read into what a form shows.

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** One of several forms that a value can have. */
export interface Variant {
  key: string;
  description: string;
  /** `word`: the value is the key. `keyed`: `{key: inner}`. `tagged`: `type: key` beside the fields of `inner`. */
  how: 'word' | 'keyed' | 'tagged';
  inner?: Schema;
}

export type Shape =
  | { kind: 'boolean' }
  | { kind: 'number'; isInteger: boolean; minimum?: number; maximum?: number }
  | { kind: 'text' }
  | { kind: 'texts' }
  | { kind: 'list'; of: Schema }
  | { kind: 'group'; fields: Field[] }
  | { kind: 'choice'; variants: Variant[]; fields: Field[] }
  | { kind: 'map'; of: Schema }
  | { kind: 'other' };

export interface Field {
  name: string;
  title: string;
  description: string;
  schema: Schema;
  isRequired: boolean;
  default: unknown;
}

/** Follows references; what stands beside one goes before what it refers to. */
export function resolve(schema: Schema, root: Schema): Schema {
  const { $ref, ...own } = schema;
  if (!$ref) return schema;
  const target = root.$defs?.[$ref.replace('#/$defs/', '')];
  return target ? resolve({ ...target, ...own }, root) : own;
}

/** Leaves out that a value may be null: it is then absent. */
function present(schema: Schema, root: Schema): Schema {
  const resolved = resolve(schema, root);
  const others = resolved.anyOf?.filter((one) => one.type !== 'null');
  if (others?.length === 1 && others[0]) {
    const { anyOf: _, ...own } = resolved;
    return present({ ...resolve(others[0], root), ...own }, root);
  }
  return resolved;
}

export function shapeOf(given: Schema, root: Schema): Shape {
  const schema = present(given, root);
  const variants = variantsOf(schema, root);
  if (variants) return { kind: 'choice', variants, fields: fieldsOf(schema, root) };
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  if (types.length !== 1) return { kind: 'other' };
  switch (types[0]) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'integer':
    case 'number':
      return { kind: 'number', isInteger: types[0] === 'integer', minimum: schema.minimum, maximum: schema.maximum };
    case 'string':
      return { kind: 'text' };
    case 'array':
      return schema.items ? listOf(schema.items, root) : { kind: 'other' };
    case 'object':
      if (schema.properties) return { kind: 'group', fields: fieldsOf(schema, root) };
      return typeof schema.additionalProperties === 'object' ? { kind: 'map', of: schema.additionalProperties } : { kind: 'other' };
    default:
      return { kind: 'other' };
  }
}

function listOf(items: Schema, root: Schema): Shape {
  return shapeOf(items, root).kind === 'text' ? { kind: 'texts' } : { kind: 'list', of: items };
}

export function fieldsOf(schema: Schema, root: Schema): Field[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const resolved = resolve(field, root);
    return {
      name,
      schema: field,
      title: field.title ?? resolved.title ?? name.replaceAll('_', ' '),
      description: (field.description ?? resolved.description ?? '').replaceAll('\n', ' '),
      isRequired: required.has(name),
      default: field.default ?? resolved.default,
    };
  });
}

function variantsOf(schema: Schema, root: Schema): Variant[] | null {
  if (schema.enum) return schema.enum.map((key) => ({ key: String(key), description: '', how: 'word' as const }));
  const variants = schema.oneOf?.map((one) => variantOf(present(one, root), root));
  return variants && variants.every((variant) => variant !== null) ? variants.flat() : null;
}

function variantOf(one: Schema, root: Schema): Variant | Variant[] | null {
  const description = (one.description ?? '').replaceAll('\n', ' ');
  if (typeof one.const === 'string') return { key: one.const, description, how: 'word' };
  if (one.enum) return one.enum.map((key) => ({ key: String(key), description, how: 'word' }));
  const { type: tag, ...others } = one.properties ?? {};
  if (typeof tag?.const === 'string') {
    const required = one.required?.filter((name) => name !== 'type');
    return { key: tag.const, description, how: 'tagged', inner: { ...one, properties: others, required } };
  }
  const [entry, ...rest] = Object.entries(one.properties ?? {});
  if (entry && rest.length === 0) return { key: entry[0], description, how: 'keyed', inner: resolve(entry[1], root) };
  return null;
}

/** Which variant a value is, by its key; `fallback` where the tag may be left out. */
export function variantOfValue(variants: Variant[], value: unknown, fallback?: string): Variant | undefined {
  const key = typeof value === 'string' ? value : isRecord(value) ? (typeof value.type === 'string' ? value.type : Object.keys(value)[0]) : undefined;
  return variants.find((variant) => variant.key === key) ?? variants.find((variant) => variant.key === fallback);
}

/** The value that a variant begins with. */
export function beginning(variant: Variant, root: Schema): unknown {
  if (variant.how === 'word') return variant.key;
  const inner = variant.inner ? empty(variant.inner, root) : {};
  return variant.how === 'keyed' ? { [variant.key]: inner } : { type: variant.key, ...(isRecord(inner) ? inner : {}) };
}

/** A value with what is required and nothing else. */
export function empty(given: Schema, root: Schema): unknown {
  const schema = present(given, root);
  if (schema.default !== undefined) return structuredClone(schema.default);
  const shape = shapeOf(schema, root);
  switch (shape.kind) {
    case 'boolean':
      return false;
    case 'number':
      return shape.minimum && shape.minimum > 0 ? shape.minimum : 1;
    case 'text':
      return '';
    case 'texts':
    case 'list':
      return [];
    case 'choice':
      return shape.variants[0] ? beginning(shape.variants[0], root) : '';
    case 'group':
      return Object.fromEntries(shape.fields.filter(({ isRequired }) => isRequired).map(({ name, schema }) => [name, empty(schema, root)]));
    default:
      return {};
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
