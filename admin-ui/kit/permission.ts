// What roles permit, as the hub lists it.

/** `*` stands for anything, `resource:*` for anything of a resource. */
export function permits(pattern: string, permission: string): boolean {
  return pattern === '*' || pattern === permission || (pattern.endsWith(':*') && permission.startsWith(pattern.slice(0, -1)));
}
