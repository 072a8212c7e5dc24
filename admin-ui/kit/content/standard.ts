// What the HL7 v2 standard calls segments, fields and components, and what the codes of its tables mean, by version. Read from
// the same files as the hub reads, and fetched when the first tree is opened.

export interface Element {
  name: string;
  type: string;
  /** `R` required, `O` optional and so on, as the standard has it. */
  optionality: string;
  /** How often at the most; `*` for any number. */
  repetitions: string;
  table: string;
}

/** By segment or data type: its name, and its elements by number, each for some versions. */
type Elements = Map<string, { name: string; elements: Map<number, { versions: string; element: Element }[]> }>;
type Tables = Map<string, { name: string; codes: Map<string, string> }>;

const VERSIONS = ['2.1', '2.2', '2.3', '2.3.1', '2.4', '2.5', '2.5.1', '2.6', '2.7', '2.7.1', '2.8', '2.8.1', '2.8.2'];

export class Standard {
  constructor(
    private readonly segments: Elements,
    private readonly types: Elements,
    private readonly tables: Tables,
    private readonly version: string,
  ) {}

  /** The same for another version, such as MSH-12 has it; an unknown one is taken for 2.5.1. */
  of(version: string): Standard {
    return new Standard(this.segments, this.types, this.tables, VERSIONS.includes(version) ? version : '2.5.1');
  }

  segment(id: string): string | undefined {
    return this.segments.get(id)?.name;
  }

  /** What stands at a path, such as `OBX(2)-5(1).2.1`. */
  element(path: string): Element | undefined {
    const match = /^(\w+)(?:\(\d+\))?-(\d+)(?:\(\d+\))?(?:\.(\d+))?(?:\.(\d+))?$/.exec(path);
    if (!match) return undefined;
    const [, segment = '', ...numbers] = match;
    let found = this.find(this.segments, segment, Number(numbers[0]));
    for (const number of numbers.slice(1)) if (number) found = found && this.find(this.types, found.type, Number(number));
    return found;
  }

  /** What a code of a table means. */
  meaning(table: string, code: string): string | undefined {
    return this.tables.get(table)?.codes.get(code);
  }

  table(number: string): string | undefined {
    return this.tables.get(number)?.name;
  }

  private find(all: Elements, name: string, number: number): Element | undefined {
    const entries = all.get(name)?.elements.get(number) ?? [];
    const exact = entries.find(({ versions }) => covers(versions, this.version));
    return (exact ?? entries.at(-1))?.element;
  }
}

/** Tells whether a list such as `2.1-2.4,2.7-2.8.2` has a version. */
export function covers(versions: string, version: string): boolean {
  const at = VERSIONS.indexOf(version);
  return versions.split(',').some((range) => {
    const [from = '', through = from] = range.split('-');
    return VERSIONS.indexOf(from) <= at && at <= VERSIONS.indexOf(through);
  });
}

export function readElements(text: string): Elements {
  const all: Elements = new Map();
  let current: ReturnType<Elements['get']>;
  for (const line of text.split('\n')) {
    const cells = line.split('\t');
    const [id = '', second = '', third = ''] = cells;
    if (id !== '') {
      current = { name: third, elements: new Map() };
      all.set(id, current);
    } else if (current && cells.length >= 9) {
      const [, number, versions = '', type = '', optionality = '', repetitions = '', , table = '', name = ''] = cells;
      const entries = current.elements.get(Number(number)) ?? [];
      entries.push({ versions, element: { name, type, optionality, repetitions, table: table === '-' ? '' : table } });
      current.elements.set(Number(second), entries);
    }
  }
  return all;
}

export function readTables(text: string): Tables {
  const all: Tables = new Map();
  let codes = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [id = '', code = '', name = '', meaning = name] = line.split('\t');
    if (id !== '') {
      codes = new Map();
      all.set(id, { name, codes });
    } else if (code !== '' && !codes.has(code)) codes.set(code, meaning);
  }
  return all;
}

const FILES = import.meta.glob<string>('../../../transforms/hl7v2-standard/data/{segments,types,tables}.txt', { query: '?url', import: 'default', eager: true });

let loading: Promise<Standard | null> | null = null;

/** `null` when this build has no such files. */
export function loadStandard(): Promise<Standard | null> {
  loading ??= load().catch(() => {
    loading = null;
    return null;
  });
  return loading;
}

async function load(): Promise<Standard | null> {
  const fetched = ['segments', 'types', 'tables'].map(async (name) => {
    const url = Object.entries(FILES).find(([path]) => path.endsWith(`/${name}.txt`))?.[1];
    return url ? (await fetch(url)).text() : null;
  });
  const [segments, types, tables] = await Promise.all(fetched);
  if (!segments || !types || !tables) return null;
  return new Standard(readElements(segments), readElements(types), readTables(tables), '2.5.1');
}
