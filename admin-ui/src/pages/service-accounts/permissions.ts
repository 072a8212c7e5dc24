// The permissions that there are: those that routes of the hub ask for, as its OpenAPI document says (`x-permission`).

/** Returns them in order; nothing of what is no such document. */
export function permissionsOf(document: unknown): string[] {
  const paths = isObject(document) && isObject(document.paths) ? Object.values(document.paths) : [];
  const asked = paths.filter(isObject).flatMap((path) => Object.values(path).filter(isObject)).map((operation) => operation['x-permission']);
  return [...new Set(asked.filter((permission): permission is string => typeof permission === 'string' && permission.includes(':')))].sort();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
