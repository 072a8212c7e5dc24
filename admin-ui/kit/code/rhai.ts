// Rhai for the editor: colours, and completion from the same document that people read about the functions of scripts.

import { StreamLanguage, type StringStream } from '@codemirror/language';
import type { CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import manual from '../../../transforms/script/README.md?raw';
import { entriesOf, type Entry } from './manual';

const KEYWORDS = new Set('let const if else switch while loop do until for in continue break return throw try catch fn private import export as true false'.split(' '));
const GIVEN = new Set('msg message source channel_map connector_map response_map global_channel_map global_map configuration route logger item index response status reply this'.split(' '));

interface State {
  /** Nested comments, and the end of a text that goes over several lines. */
  depth: number;
  until: string;
}

export const rhai = StreamLanguage.define<State>({
  name: 'rhai',
  startState: () => ({ depth: 0, until: '' }),
  token(stream, state) {
    if (state.depth > 0) return comment(stream, state);
    if (state.until) return text(stream, state, state.until);
    if (stream.eatSpace()) return null;
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('/*')) {
      state.depth = 1;
      return comment(stream, state);
    }
    const quote = stream.peek();
    if (quote === '"' || quote === '`' || quote === "'") {
      stream.next();
      return text(stream, state, quote);
    }
    if (stream.match(/^(0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*(\.\d[\d_]*)?(e[+-]?\d+)?)/i)) return 'number';
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word && typeof word !== 'boolean') return kindOf(word[0], stream);
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } }, closeBrackets: { brackets: ['(', '[', '{', '"', '`'] } },
});

function kindOf(word: string, stream: StringStream): string {
  if (word === 'true' || word === 'false') return 'bool';
  if (KEYWORDS.has(word)) return 'keyword';
  if (GIVEN.has(word)) return 'variableName.standard';
  return stream.match(/^\s*\(/, false) ? 'variableName.function' : 'variableName';
}

function comment(stream: StringStream, state: State): string {
  while (!stream.eol() && state.depth > 0) {
    if (stream.match('*/')) state.depth -= 1;
    else if (stream.match('/*')) state.depth += 1;
    else stream.next();
  }
  return 'comment';
}

/** Only texts in backticks go over the end of a line. */
function text(stream: StringStream, state: State, end: string): string {
  state.until = end === '`' ? end : '';
  while (!stream.eol()) {
    const char = stream.next();
    if (char === '\\' && end !== '`') stream.next();
    else if (char === end) {
      state.until = '';
      break;
    }
  }
  return 'string';
}

const ENTRIES = entriesOf(manual);

/** Offers functions and variables; within `["…"]` and `${…}` the places of a sample message. */
export function completion(places: () => { path: string; value: string }[]): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const place = context.matchBefore(/(\["|\(["']|\$\{)[A-Z][\w()]*(-[\w().]*)?/) ?? context.matchBefore(/(\["|\$\{)/);
    if (place) {
      const from = place.from + (/^(\["|\(["']|\$\{)/.exec(place.text)?.[0].length ?? 0);
      const options = places().map(({ path, value }) => ({ label: path, detail: value.slice(0, 40), type: 'property' }));
      return options.length > 0 ? { from, options, validFor: /^[\w().-]*$/ } : null;
    }
    const member = context.matchBefore(/\.\w*/);
    if (member) return { from: member.from + 1, options: ENTRIES.filter(({ isMember }) => isMember).map(option), validFor: /^\w*$/ };
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: [...ENTRIES.filter(({ isMember }) => !isMember).map(option), ...[...KEYWORDS].map((label) => ({ label, type: 'keyword' }))], validFor: /^\w*$/ };
  };
}

function option({ name, usage, text, isFunction }: Entry) {
  return { label: name, detail: usage === name ? undefined : usage, info: text, type: isFunction ? 'function' : 'variable' };
}

/** What the document says about a word. */
export function explained(word: string): Entry[] {
  return ENTRIES.filter(({ name }) => name === word);
}
