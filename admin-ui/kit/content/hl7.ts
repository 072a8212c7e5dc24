// HL7 v2 messages as a tree of places and values, with the paths that scripts use: `OBX(2)-5(1).2.1`.

export interface Place {
  path: string;
  /** 0 segment, 1 field or repetition, 2 component, 3 subcomponent. */
  level: number;
  /** The text as it stands, escape sequences included. */
  value: string;
  isLeaf: boolean;
}

export interface Segment {
  id: string;
  path: string;
  text: string;
}

interface Delimiters {
  field: string;
  component: string;
  repetition: string;
  subcomponent: string;
}

const USUAL: Delimiters = { field: '|', component: '^', repetition: '~', subcomponent: '&' };

export interface Message {
  segments: Segment[];
  delimiters: Delimiters;
}

export function parse(text: string): Message {
  const lines = text.split(/\r\n?|\n/).filter((line) => line !== '');
  const header = lines.find((line) => /^(MSH|FHS|BHS)/.test(line));
  const delimiters = header ? delimitersOf(header) : USUAL;
  const totals = new Map<string, number>();
  const ids = lines.map((line) => line.split(delimiters.field, 1)[0] ?? '');
  for (const id of ids) totals.set(id, (totals.get(id) ?? 0) + 1);
  const seen = new Map<string, number>();
  const segments = lines.map((line, index) => {
    const id = ids[index] ?? '';
    const occurrence = (seen.get(id) ?? 0) + 1;
    seen.set(id, occurrence);
    return { id, path: occurrence > 1 ? `${id}(${occurrence})` : id, text: line };
  });
  return { segments, delimiters };
}

function delimitersOf(header: string): Delimiters {
  const [field = '|', component = '^', repetition = '~', , subcomponent = '&'] = header.slice(3);
  return { field, component, repetition, subcomponent };
}

/** Returns the places of a segment that hold something, in order: its fields with their parts. */
export function places({ id, path, text }: Segment, delimiters: Delimiters): Place[] {
  const found: Place[] = [];
  const parts = text.split(delimiters.field);
  const isHeader = /^(MSH|FHS|BHS)$/.test(id);
  // MSH-1 is the delimiter itself, and MSH-2 names the others.
  if (isHeader) found.push({ path: `${path}-1`, level: 1, value: delimiters.field, isLeaf: true });
  for (let index = 1; index < parts.length; index += 1) {
    const number = isHeader ? index + 1 : index;
    const value = parts[index] ?? '';
    if (value === '') continue;
    if (isHeader && number === 2) found.push({ path: `${path}-2`, level: 1, value, isLeaf: true });
    else addField(found, `${path}-${number}`, value, delimiters);
  }
  return found;
}

function addField(found: Place[], path: string, value: string, delimiters: Delimiters): void {
  const repetitions = value.split(delimiters.repetition);
  for (const [index, repetition] of repetitions.entries()) {
    if (repetition === '') continue;
    const place = index > 0 ? `${path}(${index + 1})` : path;
    const components = repetition.split(delimiters.component);
    const isLeaf = components.length === 1 && !repetition.includes(delimiters.subcomponent);
    found.push({ path: place, level: 1, value: repetition, isLeaf });
    if (!isLeaf) addComponents(found, place, components, delimiters);
  }
}

function addComponents(found: Place[], path: string, components: string[], delimiters: Delimiters): void {
  for (const [index, component] of components.entries()) {
    if (component === '') continue;
    const place = `${path}.${index + 1}`;
    const subcomponents = component.split(delimiters.subcomponent);
    found.push({ path: place, level: 2, value: component, isLeaf: subcomponents.length === 1 });
    if (subcomponents.length === 1) continue;
    for (const [at, subcomponent] of subcomponents.entries()) {
      if (subcomponent !== '') found.push({ path: `${place}.${at + 1}`, level: 3, value: subcomponent, isLeaf: true });
    }
  }
}
