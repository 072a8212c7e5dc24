// What scripts can use: variables, functions and properties, for completion and explanation.

export interface Entry {
  name: string;
  /** How it is written: `msg.text(path)`. */
  signature: string;
  section: string;
  /** In Markdown, of which code and links are read. */
  description: string;
  examples: { code: string; result: string }[];
}

export interface Reference {
  variables: Entry[];
  functions: Entry[];
}

export const NOTHING: Reference = { variables: [], functions: [] };

/** Stands behind a dot: `msg.text(path)`, and not `hl7_date(text)`. */
export function isMember({ name, signature }: Entry): boolean {
  return name !== '[]' && new RegExp(`\\.${name}\\b`).test(signature);
}

export function isCall({ name, signature }: Entry): boolean {
  return signature.includes(`${name}(`);
}

/** The entries with a name, the one that fits what stands before it first. */
export function explained({ variables, functions }: Reference, name: string, isAfterDot: boolean): Entry[] {
  const found = [...variables, ...functions].filter((entry) => entry.name === name);
  return found.sort((one, other) => Number(isMember(other) === isAfterDot) - Number(isMember(one) === isAfterDot));
}

/** Text without the marks of Markdown. */
export function plain(markdown: string): string {
  return markdown.replaceAll('\\|', '|').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '').replace(/\s+/g, ' ').trim();
}
