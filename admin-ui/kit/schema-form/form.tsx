// Draws a form from a schema. What stands at its default is folded away; every change is told with its path.

import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, FormControlLabel, FormHelperText, IconButton, MenuItem, Stack, Switch, TextField, Typography } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { t } from '../i18n';
import { plural } from '../format';
import { beginning, empty, fieldsOf, isRecord, shapeOf, variantOfValue, type Field, type Schema, type Shape, type Variant } from './schema';
import { Help } from './help';

export type FormPath = (string | number)[];

export interface FormContext {
  root: Schema;
  set: (path: FormPath, value: unknown) => void;
  /** What is wrong, by place: `/queue/threads`. */
  problems?: ReadonlyMap<string, string>;
  isReadOnly?: boolean;
  /** Draws a field in a way of its own; `undefined` leaves it to the form. */
  special?: (field: Field, path: FormPath, value: unknown) => ReactNode | undefined;
  /** Names that may be chosen for a field, such as those of lookup tables. */
  options?: (field: Field) => string[] | undefined;
}

interface Props extends FormContext {
  fields: Field[];
  value: unknown;
  path: FormPath;
  skip?: ReadonlySet<string>;
}

export function Fields({ fields, value, path, skip, ...context }: Props) {
  const [hasAll, setAll] = useState(false);
  const record = isRecord(value) ? value : {};
  const shown = fields.filter(({ name }) => !skip?.has(name));
  // Settings that matter are seen at once: those that must be there, are set, or are wrong.
  const isMain = ({ name, isRequired }: Field) => isRequired || record[name] !== undefined || problemAt(context, [...path, name]) !== undefined;
  const folded = shown.filter((field) => !isMain(field));
  const hasFold = folded.length > 3 && shown.length > 6;
  return (
    <Stack spacing={2}>
      {(hasFold && !hasAll ? shown.filter(isMain) : shown).map((field) => (
        <FieldInput key={field.name} field={field} value={record[field.name]} path={[...path, field.name]} {...context} />
      ))}
      {hasFold && (
        <Box>
          <Button onClick={() => setAll(!hasAll)} aria-expanded={hasAll}>
            {hasAll ? t('Hide settings that are at their defaults') : t('{settings} at their defaults', { settings: plural(folded.length, 'more setting') })}
          </Button>
        </Box>
      )}
    </Stack>
  );
}

/** The form of a schema with properties. */
export function SchemaForm({ schema, skip, ...rest }: FormContext & { schema: Schema; value: unknown; path: FormPath; skip?: ReadonlySet<string> }) {
  return <Fields fields={fieldsOf(schema, rest.root)} skip={skip} {...rest} />;
}

function problemAt({ problems }: FormContext, path: FormPath): string | undefined {
  return problems?.get(path.map((part) => `/${part}`).join(''));
}

interface InputProps extends FormContext {
  field: Field;
  value: unknown;
  path: FormPath;
}

function FieldInput(props: InputProps) {
  const { field, value, path, root } = props;
  const special = props.special?.(field, path, value);
  if (special !== undefined) return special;
  const shape = shapeOf(field.schema, root);
  const problem = problemAt(props, path);
  switch (shape.kind) {
    case 'boolean':
      return <BooleanInput {...props} />;
    case 'number':
    case 'text':
      return <TextInput {...props} shape={shape} problem={problem} />;
    case 'texts':
      return <TextsInput {...props} problem={problem} />;
    case 'list':
      return <ListInput {...props} of={shape.of} />;
    case 'choice':
      return <ChoiceInput {...props} shape={shape} problem={problem} />;
    case 'group':
      return <GroupInput {...props} fields={shape.fields} problem={problem} />;
    case 'map':
      return <MapInput {...props} />;
    case 'other':
      return <JsonInput {...props} />;
  }
}

function Helper({ field, problem, extra }: { field: Field; problem?: string; extra?: string }) {
  return (
    <>
      {problem && <Box component="span" sx={{ display: 'block' }}>{problem}</Box>}
      <Help text={[field.description, extra].filter(Boolean).join(' ')} />
    </>
  );
}

function BooleanInput({ field, value, path, set, isReadOnly }: InputProps) {
  const isOn = typeof value === 'boolean' ? value : field.default === true || (field.default === undefined && field.name === 'enabled');
  const standard = field.default ?? field.name === 'enabled';
  return (
    <Box>
      <FormControlLabel control={<Switch checked={isOn} disabled={isReadOnly} onChange={(_, next) => set(path, next === standard ? undefined : next)} />} label={field.title} />
      {field.description && <FormHelperText sx={{ mt: 0 }}><Help text={field.description} /></FormHelperText>}
    </Box>
  );
}

function TextInput({ field, value, path, set, shape, problem, isReadOnly, options }: InputProps & { shape: Extract<Shape, { kind: 'number' | 'text' }>; problem?: string }) {
  const isNumber = shape.kind === 'number';
  const choices = options?.(field);
  const change = (text: string) => {
    if (text === '' && !(field.isRequired && !isNumber)) set(path, undefined);
    else set(path, isNumber ? Number(text) : text);
  };
  const isLong = typeof value === 'string' && (value.includes('\n') || value.length > 90);
  return (
    <TextField
      label={field.title}
      fullWidth
      required={field.isRequired}
      type={isNumber ? 'number' : 'text'}
      multiline={!isNumber && isLong}
      select={choices !== undefined && choices.length > 0}
      value={written(value)}
      placeholder={typeof field.default === 'object' ? '' : written(field.default)}
      onChange={(event) => change(event.target.value)}
      error={problem !== undefined}
      helperText={<Helper field={field} problem={problem} />}
      slotProps={{
        inputLabel: { shrink: true },
        input: { readOnly: isReadOnly },
        htmlInput: isNumber ? { min: shape.minimum, max: shape.maximum, step: shape.isInteger ? 1 : 'any', dir: 'ltr' } : { dir: 'auto' },
        formHelperText: { component: 'div' },
      }}
    >
      {choices && [...new Set(['', ...choices, ...(typeof value === 'string' ? [value] : [])])].map((choice) => <MenuItem key={choice} value={choice}>{choice || t('None')}</MenuItem>)}
    </TextField>
  );
}

function written(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function TextsInput({ field, value, path, set, problem, isReadOnly }: InputProps & { problem?: string }) {
  const texts = Array.isArray(value) ? value.map(String) : [];
  const [draft, setDraft] = useState<string | null>(null);
  const change = (text: string) => {
    setDraft(text);
    const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
    set(path, lines.length > 0 || field.isRequired ? lines : undefined);
  };
  return (
    <TextField
      label={field.title}
      fullWidth
      multiline
      required={field.isRequired}
      value={draft ?? texts.join('\n')}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setDraft(null)}
      error={problem !== undefined}
      helperText={<Helper field={field} problem={problem} extra={t('One on a line.')} />}
      slotProps={{ inputLabel: { shrink: true }, input: { readOnly: isReadOnly }, formHelperText: { component: 'div' } }}
    />
  );
}

function Section({ title, description, action, children }: { title: string; description: string; action?: ReactNode; children?: ReactNode }) {
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minInlineSize: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: children ? 1 : 0 }}>
        <Typography component="legend" variant="h3" sx={{ p: 0 }}>
          {title}
        </Typography>
        {action}
      </Box>
      {description && <FormHelperText component="div" sx={{ mt: 0, mb: children ? 1.5 : 0 }}><Help text={description} /></FormHelperText>}
      {children && <Box sx={{ borderInlineStart: 2, borderColor: 'divider', pl: 2 }}>{children}</Box>}
    </Box>
  );
}

function GroupInput({ field, value, path, fields, problem, ...context }: InputProps & { fields: Field[]; problem?: string }) {
  const isThere = value !== undefined && value !== null;
  // A group with a default is always in force; one without is there or not.
  const isOptional = !field.isRequired && field.default === undefined;
  const toggle = isOptional && !context.isReadOnly && (
    <Switch checked={isThere} slotProps={{ input: { 'aria-label': field.title } }} onChange={(_, next) => context.set(path, next ? empty(field.schema, context.root) : undefined)} />
  );
  return (
    <Section title={field.title} description={problem ?? field.description} action={toggle}>
      {(isThere || !isOptional) && <Fields fields={fields} value={value} path={path} {...context} />}
    </Section>
  );
}

function ListInput({ field, value, path, of, ...context }: InputProps & { of: Schema }) {
  const items = Array.isArray(value) ? (value as unknown[]) : [];
  const item: Field = { name: '', title: '', description: '', schema: of, isRequired: true, default: undefined };
  return (
    <Section
      title={field.title}
      description={field.description}
      action={!context.isReadOnly && (
        <Button startIcon={<AddIcon />} onClick={() => context.set([...path, items.length], empty(of, context.root))}>
          {t('Add')}
        </Button>
      )}
    >
      {items.length > 0 && (
        <Stack spacing={2}>
          {items.map((one, index) => (
            <Box key={index} sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
              <Box sx={{ flex: 1 }}>
                <ItemInput field={item} value={one} path={[...path, index]} {...context} />
              </Box>
              {!context.isReadOnly && (
                <IconButton aria-label={t('Take out {title} {n}', { title: field.title, n: index + 1 })} onClick={() => context.set([...path, index], undefined)}>
                  <RemoveIcon fontSize="small" />
                </IconButton>
              )}
            </Box>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function ItemInput(props: InputProps) {
  const shape = shapeOf(props.field.schema, props.root);
  const { field: _, ...rest } = props;
  return shape.kind === 'group' ? <Fields fields={shape.fields} {...rest} /> : <FieldInput {...props} />;
}

function ChoiceInput({ field, value, path, shape, problem, ...context }: InputProps & { shape: Extract<Shape, { kind: 'choice' }>; problem?: string }) {
  const fallback = typeof field.default === 'string' ? field.default : undefined;
  const variant = variantOfValue(shape.variants, value, fallback);
  const choose = (key: string) => {
    const next = shape.variants.find((variant) => variant.key === key);
    context.set(path, !next || (key === fallback && next.how === 'word') ? undefined : beginning(next, context.root));
  };
  return (
    <Box>
      <TextField
        select
        fullWidth
        label={field.title || t('Kind')}
        required={field.isRequired}
        value={variant?.key ?? ''}
        onChange={(event) => choose(event.target.value)}
        error={problem !== undefined}
        helperText={<Helper field={{ ...field, description: variant?.description ?? field.description }} problem={problem} />}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true, readOnly: context.isReadOnly }, formHelperText: { component: 'div' } }}
      >
        {!field.isRequired && fallback === undefined && <MenuItem value="">{t('None')}</MenuItem>}
        {shape.variants.map(({ key }) => (
          <MenuItem key={key} value={key}>
            {words(key)}
          </MenuItem>
        ))}
      </TextField>
      {variant?.inner && (
        <Box sx={{ mt: 2, borderInlineStart: 2, borderColor: 'divider', pl: 2 }}>
          <VariantFields variant={variant} value={value} path={path} {...context} />
        </Box>
      )}
    </Box>
  );
}

/** The settings that a variant has of its own. */
export function VariantFields({ variant, value, path, ...context }: FormContext & { variant: Variant; value: unknown; path: FormPath }) {
  if (!variant.inner) return null;
  if (variant.how === 'tagged') return <SchemaForm schema={variant.inner} value={value} path={path} {...context} />;
  const inside = isRecord(value) ? value[variant.key] : undefined;
  const field: Field = { name: variant.key, title: words(variant.key), description: '', schema: variant.inner, isRequired: true, default: undefined };
  return <ItemInput field={field} value={inside} path={[...path, variant.key]} {...context} />;
}

/** Names that are not written like other words. */
const WRITTEN: Record<string, string> = { hl7v2: 'HL7 v2', fhir: 'FHIR', json: 'JSON', xml: 'XML', x12: 'X12', tls: 'TLS', http: 'HTTP', id: 'id' };

export function words(key: string): string {
  const text = key.split('_').map((word) => WRITTEN[word] ?? word).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function MapInput({ field, value, path, set, isReadOnly }: InputProps) {
  const entries = Object.entries(isRecord(value) ? value : {});
  const rename = (from: string, to: string) => set(path, Object.fromEntries(entries.map(([name, one]) => [name === from ? to : name, one])));
  return (
    <Section
      title={field.title}
      description={field.description}
      action={!isReadOnly && <Button startIcon={<AddIcon />} onClick={() => set(path, { ...Object.fromEntries(entries), '': '' })}>{t('Add')}</Button>}
    >
      {entries.length > 0 && (
        <Stack spacing={1}>
          {entries.map(([name, one], index) => (
            <Box key={index} sx={{ display: 'flex', gap: 1 }}>
              <TextField label={t('Name')} value={name} onChange={(event) => rename(name, event.target.value)} sx={{ flex: 1 }} />
              <TextField label={t('Value')} value={typeof one === 'string' ? one : JSON.stringify(one)} onChange={(event) => set([...path, name], event.target.value)} sx={{ flex: 2 }} />
              <IconButton aria-label={t('Take out {name}', { name })} onClick={() => set([...path, name], undefined)}>
                <RemoveIcon fontSize="small" />
              </IconButton>
            </Box>
          ))}
        </Stack>
      )}
    </Section>
  );
}

/** What no other input fits. */
function JsonInput({ field, value, path, set }: InputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const change = (text: string) => {
    setDraft(text);
    try {
      set(path, text.trim() === '' ? undefined : JSON.parse(text));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <TextField
      label={field.title}
      fullWidth
      multiline
      value={draft ?? (value === undefined ? '' : JSON.stringify(value, null, 2))}
      onChange={(event) => change(event.target.value)}
      error={isWrong}
      helperText={<Helper field={field} problem={isWrong ? t('This is no JSON.') : undefined} />}
      slotProps={{ inputLabel: { shrink: true }, formHelperText: { component: 'div' } }}
    />
  );
}
