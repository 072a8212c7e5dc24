// Numbers that tell objects apart which are never changed in place, for keys of queries: cheap, and without what is in them.

let last = 0;
const numbers = new WeakMap<object, number>();

export function identity(value: object): number {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(value, last);
  return last;
}
