// Rhai for the editor: colours, and completion from what the hub says that scripts can use.

import { StreamLanguage, type StringStream } from '@codemirror/language';
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import { isCall, isMember, plain, type Entry, type Reference } from './reference';

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

/** Offers functions and variables; within `["…"]` and `${…}` the places of a sample message. */
export function completion(places: () => { path: string; value: string }[], reference: () => Reference): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const place = context.matchBefore(/(\["|\(["']|\$\{)[A-Z/$][\w()]*(-[\w().]*)?/) ?? context.matchBefore(/(\["|\$\{)/);
    if (place) {
      const from = place.from + (/^(\["|\(["']|\$\{)/.exec(place.text)?.[0].length ?? 0);
      const options = places().map(({ path, value }) => ({ label: path, detail: value.slice(0, 40), type: 'property' }));
      return options.length > 0 ? { from, options, validFor: /^[\w().-]*$/ } : null;
    }
    const { variables, functions } = reference();
    const named = functions.filter(({ name }) => name !== '[]');
    const member = context.matchBefore(/\.\w*/);
    if (member) return { from: member.from + 1, options: optionsOf(named.filter(isMember)), validFor: /^\w*$/ };
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    const entries = [...variables, ...named.filter((entry) => !isMember(entry))];
    return { from: word?.from ?? context.pos, options: [...optionsOf(entries), ...[...KEYWORDS].map((label) => ({ label, type: 'keyword' }))], validFor: /^\w*$/ };
  };
}

/** A name is offered once, with all that it can mean. */
function optionsOf(entries: Entry[]): Completion[] {
  const byName = new Map(entries.map(({ name }) => [name, entries.filter((entry) => entry.name === name)]));
  return [...byName].map(([name, same]) => {
    const [first] = same;
    return {
      label: name,
      detail: first && first.signature !== name ? first.signature : undefined,
      info: same.map(({ signature, description }) => (same.length > 1 ? `${signature}: ${plain(description)}` : plain(description))).join('\n'),
      type: first && isCall(first) ? 'function' : first?.section === '' ? 'variable' : 'property',
    };
  });
}
