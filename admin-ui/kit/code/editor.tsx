// The editor for scripts and other texts.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, placeholder as placeholderOf } from '@codemirror/view';
import { Box, useTheme } from '@mui/material';
import { useEffect, useRef } from 'react';
import { look } from './look';
import { explained, NOTHING, plain, type Entry, type Reference } from './reference';
import { completion, rhai } from './rhai';

export type Language = 'rhai' | 'yaml' | 'text';

/** What is wrong, where; line and column count from 1. */
export interface Mark {
  line: number;
  column: number;
  text: string;
}

interface Props {
  value: string;
  onChange: (value: string) => void;
  language: Language;
  label: string;
  isReadOnly?: boolean;
  marks?: Mark[];
  placeholder?: string;
  /** Places of a sample message, offered where a path is written. */
  places?: { path: string; value: string }[];
  /** What scripts can use. */
  reference?: Reference;
}

export default function CodeEditor({ value, onChange, language, label, isReadOnly = false, marks, placeholder = '', places = [], reference = NOTHING }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const looks = useRef(new Compartment());
  const latest = useRef({ onChange, places, reference });
  useEffect(() => {
    latest.current = { onChange, places, reference };
  });
  const theme = useTheme();
  const begin = useRef({ value, theme });

  useEffect(() => {
    if (!box.current) return;
    const tell = EditorView.updateListener.of((update) => {
      if (update.docChanged) latest.current.onChange(update.state.doc.toString());
    });
    const created = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: begin.current.value,
        extensions: [
          ...basics(isReadOnly),
          ...languageOf(language, () => latest.current),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          placeholder ? placeholderOf(placeholder) : [],
          looks.current.of(look(begin.current.theme)),
          tell,
        ],
      }),
    });
    view.current = created;
    return () => created.destroy();
  }, [language, label, isReadOnly, placeholder]);

  useEffect(() => {
    begin.current = { value, theme };
    view.current?.dispatch({ effects: looks.current.reconfigure(look(theme)) });
    // The value has an effect of its own.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [theme]);

  useEffect(() => {
    const current = view.current;
    begin.current.value = value;
    if (current && current.state.doc.toString() !== value) current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const current = view.current;
    if (current) current.dispatch(setDiagnostics(current.state, diagnosticsOf(current.state, marks ?? [])));
  }, [marks, value]);

  return <Box ref={box} dir="ltr" sx={{ blockSize: '100%', minBlockSize: 0, overflow: 'hidden', '& .cm-editor': { blockSize: '100%' } }} />;
}

function basics(isReadOnly: boolean): Extension[] {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    indentUnit.of('    '),
    lintGutter(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.readOnly.of(isReadOnly),
    // Escape, then Tab, leaves the editor, so that the keyboard is not trapped.
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]),
  ];
}

interface Known {
  places: { path: string; value: string }[];
  reference: Reference;
}

function languageOf(language: Language, known: () => Known): Extension[] {
  switch (language) {
    case 'rhai': {
      const source = completion(() => known().places, () => known().reference);
      return [rhai, autocompletion({ override: [source] }), hover(() => known().reference)];
    }
    case 'yaml':
      return [yaml(), EditorView.lineWrapping];
    case 'text':
      return [EditorView.lineWrapping];
  }
}

/** What there is to say about the word under the mouse, with an example. */
function hover(reference: () => Reference): Extension {
  return hoverTooltip((view, position) => {
    const word = view.state.wordAt(position);
    if (!word) return null;
    const isAfterDot = view.state.sliceDoc(word.from - 1, word.from) === '.';
    const entries = explained(reference(), view.state.sliceDoc(word.from, word.to), isAfterDot).slice(0, 4);
    if (entries.length === 0) return null;
    return { pos: word.from, end: word.to, create: () => ({ dom: explanation(entries) }) };
  });
}

function explanation(entries: Entry[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-explanation';
  for (const { signature, description, examples } of entries) {
    const line = box.appendChild(document.createElement('div'));
    line.appendChild(document.createElement('code')).textContent = signature;
    line.append(` ${plain(description)}`);
    const [example] = examples;
    if (example && entries.length === 1) box.appendChild(document.createElement('pre')).textContent = `${example.code}\n// ${example.result}`;
  }
  return box;
}

function diagnosticsOf(state: EditorState, marks: Mark[]): Diagnostic[] {
  return marks.map(({ line, column, text }) => {
    const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
    const from = Math.min(at.to, at.from + Math.max(0, column - 1));
    return { from, to: Math.max(from, Math.min(at.to, from + 1)), severity: 'error', message: text };
  });
}
