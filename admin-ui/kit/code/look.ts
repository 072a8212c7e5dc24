// How the editor looks, from the colours of the theme.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Theme } from '@mui/material';
import { MONOSPACE } from '../theme';

export function look({ palette }: Theme) {
  const isDark = palette.mode === 'dark';
  const tint = (light: string, dark: string) => (isDark ? dark : light);
  const view = EditorView.theme(
    {
      '&': { fontSize: '12.5px', height: '100%', backgroundColor: 'transparent', color: palette.text.primary },
      '&.cm-focused': { outline: 'none' },
      '.cm-content': { fontFamily: MONOSPACE, caretColor: palette.text.primary, padding: '6px 0' },
      '.cm-scroller': { lineHeight: '1.55' },
      '.cm-explanation': { padding: '6px 10px', maxWidth: '44em', fontSize: '12.5px', lineHeight: '1.5' },
      '.cm-explanation code, .cm-explanation pre': { fontFamily: MONOSPACE, fontSize: '12px' },
      '.cm-explanation code': { fontWeight: 600 },
      '.cm-explanation pre': { margin: '6px 0 0', padding: '6px 8px', whiteSpace: 'pre-wrap', backgroundColor: tint('#0b5f800d', '#62c3e814') },
      '.cm-cursor': { borderLeftColor: palette.text.primary },
      '.cm-gutters': { backgroundColor: 'transparent', color: palette.text.secondary, border: 'none' },
      '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: tint('#0b5f800d', '#62c3e812') },
      '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: tint('#bcdcea', '#22495a') },
      '.cm-tooltip': { backgroundColor: palette.background.paper, color: palette.text.primary, border: `1px solid ${palette.divider}`, borderRadius: '6px', fontFamily: 'inherit', maxWidth: '480px' },
      '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: palette.primary.main, color: palette.primary.contrastText },
      '.cm-panels': { backgroundColor: palette.background.paper, color: palette.text.primary },
      '.cm-panel input, .cm-panel button': { font: 'inherit' },
      '.cm-changedLine': { backgroundColor: `${tint('#d9f2e1', '#1b3a28')} !important` },
      '.cm-deletedChunk, &.cm-merge-a .cm-changedLine': { backgroundColor: `${tint('#fbe3e1', '#43211f')} !important` },
      '.cm-changedText': { background: `${tint('#9fdcb4', '#2f6a47')} !important` },
      '&.cm-merge-a .cm-changedText': { background: `${tint('#f3b4af', '#7a3a36')} !important` },
    },
    { dark: isDark },
  );
  const colours = HighlightStyle.define([
    { tag: tags.comment, color: palette.text.secondary, fontStyle: 'italic' },
    { tag: [tags.keyword, tags.bool, tags.null], color: tint('#7a2f8f', '#d6a3ea') },
    { tag: [tags.string, tags.special(tags.string)], color: tint('#1a6b3c', '#8fd6a9') },
    { tag: tags.number, color: tint('#8a4b00', '#f0b878') },
    { tag: [tags.function(tags.variableName), tags.propertyName], color: tint('#0b5f80', '#7fd0ef') },
    { tag: [tags.standard(tags.variableName)], color: tint('#2a5db0', '#9cc0ff') },
    { tag: tags.invalid, color: palette.error.main },
  ]);
  return [view, syntaxHighlighting(colours)];
}
