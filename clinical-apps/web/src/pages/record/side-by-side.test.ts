import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side';

test('what was removed stands beside what took its place; both texts can be read back', () => {
  const lines = sideBySide([{ kind: 'same', text: 'a' }, { kind: 'removed', text: 'b' }, { kind: 'removed', text: 'c' }, { kind: 'added', text: 'x' }, { kind: 'same', text: 'd' }, { kind: 'added', text: 'e' }]);
  expect(lines).toEqual([
    { before: 'a', after: 'a', isSame: true },
    { before: 'b', after: 'x', isSame: false },
    { before: 'c', after: null, isSame: false },
    { before: 'd', after: 'd', isSame: true },
    { before: null, after: 'e', isSame: false },
  ]);
});
