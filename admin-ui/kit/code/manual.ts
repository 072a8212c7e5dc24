// Reads the tables of functions and variables out of the document on scripts.

export interface Entry {
  name: string;
  /** As the document writes it: `msg.text(path)`. */
  usage: string;
  text: string;
  /** Stands behind a dot. */
  isMember: boolean;
  isFunction: boolean;
}

/** Rows whose first cell has code and whose table is of names or functions. */
export function entriesOf(manual: string): Entry[] {
  const found: Entry[] = [];
  let isTable = false;
  for (const line of manual.split('\n')) {
    if (!line.startsWith('|')) {
      isTable = false;
      continue;
    }
    const [, first = '', second = ''] = line.split(/(?<!\\)\|/);
    if (/^\s*(name|function|constant)/.test(first)) isTable = true;
    else if (isTable) found.push(...codes(first).flatMap((usage) => entryOf(usage, plain(second)) ?? []));
  }
  return found.filter((entry, index) => found.findIndex(({ usage }) => usage === entry.usage) === index);
}

function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function plain(cell: string): string {
  return cell.replaceAll('\\|', '|').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '').trim();
}

function entryOf(usage: string, text: string): Entry | null {
  const match = /^(?:(.+)\.)?([a-z_]\w*)\s*(\(.*\))?$/i.exec(usage.replace(/\s*=\s*[^=].*$/, ''));
  if (!match?.[2]) return null;
  return { name: match[2], usage, text, isMember: match[1] !== undefined, isFunction: match[3] !== undefined };
}
