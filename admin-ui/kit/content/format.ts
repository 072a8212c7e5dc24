// What a content is, by its beginning, and how it is laid out to be read.

import type { Content } from './content';

export type Format = 'hl7v2' | 'x12' | 'fhir_json' | 'fhir_xml' | 'json' | 'xml' | 'text';

/** A resource tells in its first characters that it is one. */
const HEAD = 1_000;

export function formatOf(text: string): Format {
  const start = text.slice(0, 200).trimStart();
  if (/^(MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(start)) return 'hl7v2';
  if (/^ISA[^A-Za-z0-9\s]/.test(start)) return 'x12';
  if (/^[[{]/.test(start)) return /^\{[\s\S]*"resourceType"\s*:/.test(text.slice(0, HEAD)) ? 'fhir_json' : 'json';
  if (start.startsWith('<')) return text.slice(0, HEAD).includes('xmlns="http://hl7.org/fhir"') ? 'fhir_xml' : 'xml';
  return 'text';
}

/** Larger texts are shown as they are, so that the page stays quick. */
const LAYOUT_LIMIT = 2_000_000;

/** Puts segments and elements on lines of their own. Nothing else is changed; what cannot be read stays as it is. */
export function laidOut(text: string, format = formatOf(text)): string {
  if (text.length > LAYOUT_LIMIT) return text;
  switch (format) {
    case 'hl7v2':
      return text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
    case 'x12':
      return x12Lines(text);
    case 'fhir_json':
    case 'json':
      return jsonLines(text);
    case 'fhir_xml':
    case 'xml':
      return xmlLines(text);
    default:
      return text.replace(/\r\n?/g, '\n');
  }
}

/** ISA has a fixed width; the character after it ends each segment. */
function x12Lines(text: string): string {
  const end = text[105];
  if (!end || /[\sA-Za-z0-9]/.test(end)) return text;
  return text.split(end).map((segment) => segment.trim()).filter(Boolean).join(`${end}\n`) + end;
}

/** Indents JSON by its brackets, so that numbers stay as they were written. */
export function jsonLines(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let out = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []) {
    if (token === '{' || token === '[') {
      depth += 1;
      out += token + line();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      out = /[{[]\s*$/.test(out) ? out.trimEnd() + token : out + line() + token;
    } else if (token === ',') out += token + line();
    else out += token === ':' ? ': ' : token;
  }
  return out;
}

/** Puts each element on a line where no text is beside it. */
export function xmlLines(text: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const part of text.match(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]*>|[^<]+/g) ?? []) {
    const isTag = part.startsWith('<') && !part.startsWith('<!');
    if (!isTag && part.trim() === '') continue;
    const last = lines.length - 1;
    const isClosing = part.startsWith('</');
    if (isClosing) depth = Math.max(0, depth - 1);
    const name = /^<\/([^\s>]+)/.exec(part)?.[1];
    const isOneLine = !isTag || (isClosing && lines[last]?.trimStart().startsWith(`<${name}`) && !lines[last].includes(`</${name}`));
    if (isOneLine && last >= 0) lines[last] += isTag ? part : part.trim();
    else lines.push('  '.repeat(depth) + part);
    if (isTag && !isClosing && !/^<[?]|\/>$/.test(part)) depth += 1;
  }
  return lines.join('\n');
}

export function textOf(content: Content): string | null {
  return 'text' in content ? content.text : null;
}
