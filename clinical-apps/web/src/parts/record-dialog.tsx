// A dialog that adds or changes a record: its fields by name, each of a kind. What is typed is text; the page makes of it what the hub takes.

import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { FormDialog } from './form-dialog';
import { Input, isRight, type FieldOf, type Values } from './record-fields';

export { listOf, some, type FieldOf, type Values } from './record-fields';

interface Props<Made> {
  title: string;
  verb?: string;
  fields: FieldOf[];
  initial: Values;
  /** What may be wrong between fields; `null` when nothing is. */
  wrong?: (values: Values) => string | null;
  /** The header is for commands that are done once. */
  save: (values: Values, header: { 'Idempotency-Key': string }) => Promise<Made>;
  renews: string[][];
  done?: string;
  isDangerous?: boolean;
  children?: ReactNode;
  /** What follows once it is done; the dialog closes without it. */
  onDone?: (made: Made) => void;
  onClose: () => void;
}

export function RecordDialog<Made>({ title, verb = t('Save'), fields, initial, wrong, save, renews, done, isDangerous, children, onDone, onClose }: Props<Made>) {
  const header = useKey();
  const [values, setValues] = useState(initial);
  const send = useChange(() => save(values, header), { quiet: true, renews, done });
  const why = wrong?.(values) ?? null;
  const isReady = why === null && fields.every((field) => isRight(field, values));
  return (
    <FormDialog title={title} verb={verb} isReady={isReady} isBusy={send.isPending} isDangerous={isDangerous} error={send.error} onSubmit={() => send.mutate(undefined, { onSuccess: onDone ?? onClose })} onClose={onClose}>
      {children}
      {fields.map((field, at) => (field.when && !field.when(values) ? null : <Input key={field.name} field={field} isFirst={at === 0} value={values[field.name] ?? ''} onChange={(value) => setValues({ ...values, [field.name]: value })} />))}
      {why && <div role="status">{why}</div>}
    </FormDialog>
  );
}
