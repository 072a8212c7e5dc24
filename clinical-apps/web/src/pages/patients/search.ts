// What somebody typed to find a patient: a number, or beginnings of words of the name.

/** A number has a digit; a name has none. */
export function searchBy(text: string): { name?: string; identifier?: string } {
  const trimmed = text.trim();
  return /\d/.test(trimmed) ? { identifier: trimmed } : { name: trimmed };
}
