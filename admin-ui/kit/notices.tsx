// Short words about what was done or went wrong, at the foot of the page.

import { Alert, Snackbar } from '@mui/material';
import { create } from 'zustand';

export interface Notice {
  severity: 'success' | 'info' | 'warning' | 'error';
  text: string;
}

interface Shown extends Notice {
  key: number;
}

const useNotices = create<{ notices: Shown[] }>(() => ({ notices: [] }));
let last = 0;

export function notify(notice: Notice): void {
  last += 1;
  const shown = { ...notice, key: last };
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-4), shown] }));
}

/** Those of somebody who signed out are nobody else's. */
export function forgetNotices(): void {
  useNotices.setState({ notices: [] });
}

function dismiss(key: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.key !== key) }));
}

/** Shows the oldest notice; errors stay until they are closed. */
export function Notices() {
  const notice = useNotices((state) => state.notices[0]);
  if (!notice) return null;
  return (
    <Snackbar
      key={notice.key}
      open
      anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }}
      autoHideDuration={notice.severity === 'error' ? null : 4000}
      onClose={(_, reason) => reason !== 'clickaway' && dismiss(notice.key)}
    >
      <Alert severity={notice.severity} onClose={() => dismiss(notice.key)} sx={{ whiteSpace: 'pre-wrap', maxWidth: 720, maxHeight: '50vh', overflow: 'auto' }}>
        {notice.text}
      </Alert>
    </Snackbar>
  );
}
