// Two texts side by side with what differs.

import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { Box, useTheme } from '@mui/material';
import { useEffect, useRef } from 'react';
import { t } from '../i18n';
import { look } from './look';

export default function Diff({ left, right }: { left: string; right: string }) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  useEffect(() => {
    if (!box.current) return;
    const extensions = [lineNumbers(), EditorView.lineWrapping, EditorState.readOnly.of(true), EditorView.editable.of(false), look(theme)];
    const view = new MergeView({
      a: { doc: left, extensions: [...extensions, EditorView.contentAttributes.of({ 'aria-label': t('Before') })] },
      b: { doc: right, extensions: [...extensions, EditorView.contentAttributes.of({ 'aria-label': t('After') })] },
      parent: box.current,
      collapseUnchanged: { margin: 4, minSize: 12 },
      gutter: true,
    });
    return () => view.destroy();
  }, [left, right, theme]);
  return <Box ref={box} dir="ltr" tabIndex={0} role="region" aria-label={t('Differences')} sx={{ flex: 1, minBlockSize: 0, overflow: 'auto' }} />;
}
