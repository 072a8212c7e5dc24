// The files of cases: `cases/NAME/in.hl7` is the message, the others beside it are what is expected.

import type { Format } from '@kit/content/format';
import type { FileContent, Files } from '@/editing/draft';

export const NAME = /^[A-Za-z0-9][\w-]{0,60}$/;

export function namesOf(files: Files): string[] {
  const names = Object.keys(files).flatMap((path) => /^cases\/([^/]+)\/in\.\w+$/.exec(path)?.[1] ?? []);
  return [...new Set(names)];
}

export function messageFile(name: string, format: Format): string {
  const extension = format === 'hl7v2' ? 'hl7' : format === 'json' || format === 'fhir_json' ? 'json' : 'txt';
  return `cases/${name}/in.${extension}`;
}

/** Which files change when what came out is what is expected; `null` for those that go. Notes stay. */
export function expectedOf(files: Files, name: string, actual: Record<string, FileContent>): [string, FileContent | null][] {
  const folder = `cases/${name}/`;
  const before = Object.keys(files).filter((path) => path.startsWith(folder) && !path.startsWith(`${folder}in.`) && !path.endsWith('.md'));
  const gone = before.filter((path) => actual[path.slice(folder.length)] === undefined);
  return [...gone.map((path): [string, null] => [path, null]), ...Object.entries(actual).map(([file, content]): [string, FileContent] => [folder + file, content])];
}
