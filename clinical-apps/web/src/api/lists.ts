// Lists of the hub, which come in pages.

/** The most that is asked for in one page; the hub gives 500 at most. */
export const MOST = 200;
/** So many pages are put together at most. */
const MOST_PAGES = 10;

/** A list with what the hub says of more. */
export interface Listed<T> {
  items: T[];
  hasMore: boolean;
}

interface Page<T> {
  items: T[];
  next?: string | null;
}

export async function listed<T>(page: Promise<Page<T>>): Promise<Listed<T>> {
  const { items, next } = await page;
  return { items, hasMore: Boolean(next) };
}

/** Puts the pages of a list together, for what is of no use in part, such as the beds of a ward. */
export async function everything<T>(page: (cursor?: string) => Promise<Page<T>>): Promise<Listed<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let n = 0; n < MOST_PAGES; n += 1) {
    const { items: more, next } = await page(cursor);
    items.push(...more);
    if (!next) return { items, hasMore: false };
    cursor = next;
  }
  return { items, hasMore: true };
}
