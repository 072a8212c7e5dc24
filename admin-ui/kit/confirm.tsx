// Asks before something is done that cannot be taken back.

import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId, type ReactNode } from 'react';
import { t } from './i18n';

interface Props {
  open: boolean;
  title: string;
  children?: ReactNode;
  /** What the button says: the verb. */
  verb: string;
  isDangerous?: boolean;
  isBusy?: boolean;
  isDisabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function Confirm({ open, title, children, verb, isDangerous, isBusy, isDisabled, onConfirm, onClose }: Props) {
  const id = useId();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={id} maxWidth="sm" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>{children}</DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" variant="contained" color={isDangerous ? 'error' : 'primary'} loading={isBusy} disabled={isDisabled}>
            {verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
