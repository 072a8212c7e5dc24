// Colours, sizes and the look of Material UI's parts, light and dark. Text has a contrast of 4.5:1 or more on its ground.

import { createTheme, type Theme } from '@mui/material';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Kufi Arabic", Tahoma, sans-serif';
export const MONOSPACE = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace';

const PALETTES = {
  light: {
    mode: 'light' as const,
    primary: { main: '#0b5f80', contrastText: '#ffffff' },
    secondary: { main: '#475a6b' },
    error: { main: '#b3261e' },
    warning: { main: '#8a5300', contrastText: '#ffffff' },
    success: { main: '#1a6b3c' },
    info: { main: '#2a5db0' },
    background: { default: '#f4f6f8', paper: '#ffffff' },
    text: { primary: '#17212b', secondary: '#51606e' },
    divider: '#d6dde4',
  },
  dark: {
    mode: 'dark' as const,
    primary: { main: '#62c3e8', contrastText: '#06202c' },
    secondary: { main: '#a9bac9' },
    error: { main: '#ff8f86' },
    warning: { main: '#f5b955', contrastText: '#251a00' },
    success: { main: '#79d29a' },
    info: { main: '#8fb8ff' },
    background: { default: '#0e141a', paper: '#151d25' },
    text: { primary: '#e4ebf1', secondary: '#a3b2c0' },
    divider: '#2b3743',
  },
};

export function themeOf(mode: 'light' | 'dark', direction: 'ltr' | 'rtl' = 'ltr', words: object = {}): Theme {
  const palette = PALETTES[mode];
  return createTheme({
    direction,
    palette,
    shape: { borderRadius: 6 },
    typography: {
      fontFamily: FONT,
      fontSize: 13,
      htmlFontSize: 16,
      body1: { fontSize: '0.8375rem', lineHeight: 1.5 },
      body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
      h1: { fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.4 },
      h2: { fontSize: '1.0rem', fontWeight: 600, lineHeight: 1.4 },
      h3: { fontSize: '0.875rem', fontWeight: 600, lineHeight: 1.4 },
      button: { textTransform: 'none', fontWeight: 550 },
    },
    components: {
      MuiCssBaseline: {
        styleOverrides: {
          body: { fontVariantNumeric: 'tabular-nums', scrollbarColor: `${palette.divider} transparent` },
          code: { fontFamily: MONOSPACE, fontSize: '0.92em' },
          ':focus-visible': { outline: `2px solid ${palette.primary.main}`, outlineOffset: '1px' },
          '@media (prefers-reduced-motion: reduce)': { '*': { animationDuration: '0s !important', transitionDuration: '0s !important' } },
        },
      },
      MuiButton: { defaultProps: { size: 'small', disableElevation: true } },
      MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { '&.Mui-focusVisible': { outline: `2px solid ${palette.primary.main}`, outlineOffset: '1px' } } } },
      MuiIconButton: { defaultProps: { size: 'small' } },
      MuiInputBase: { styleOverrides: { root: { fontSize: '0.8375rem' } } },
      MuiInputLabel: { styleOverrides: { root: { fontSize: '0.8375rem' } } },
      MuiTextField: { defaultProps: { size: 'small' } },
      MuiSelect: { defaultProps: { size: 'small' } },
      MuiFormControl: { defaultProps: { size: 'small' } },
      MuiCheckbox: { defaultProps: { size: 'small' } },
      MuiSwitch: { defaultProps: { size: 'small' } },
      MuiAutocomplete: { defaultProps: { size: 'small' } },
      MuiChip: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 4 } } },
      MuiTable: { defaultProps: { size: 'small', stickyHeader: true } },
      // A table that scrolls can be scrolled with the keyboard.
      MuiTableContainer: { defaultProps: { tabIndex: 0 } },
      MuiTableCell: {
        styleOverrides: {
          root: { padding: '4px 10px', borderColor: palette.divider },
          head: { fontWeight: 600, color: palette.text.secondary, backgroundColor: palette.background.paper, whiteSpace: 'nowrap', lineHeight: '1.5rem' },
        },
      },
      MuiPaper: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiDialog: { defaultProps: { slotProps: { paper: { variant: 'elevation' } } } },
      MuiMenu: { defaultProps: { slotProps: { paper: { variant: 'elevation', elevation: 6 } } } },
      MuiTooltip: { defaultProps: { enterDelay: 400, arrow: true } },
      MuiTab: { styleOverrides: { root: { minHeight: 40, padding: '8px 14px' } } },
      MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
      MuiLink: { defaultProps: { underline: 'hover' } },
      MuiAlert: { styleOverrides: { message: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } } },
    },
  }, words);
}
