import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newKey } from '@/api/client';
import { filled, VARIABLES, variablesIn, wrongIn } from './variables';

/** What the hub allows, read from its source: `Self::A | Self::B => &["x", "y"]`. */
function ofTheHub(): Record<string, string[]> {
  const source = readFileSync(`${import.meta.dirname}/../../../../contracts/src/notification/category.rs`, 'utf8');
  const body = source.slice(source.indexOf('pub fn variables'));
  const found: Record<string, string[]> = {};
  for (const [, left = '', right = ''] of body.matchAll(/((?:\|?\s*Self::\w+\s*)+)=> &\[([^\]]*)\]/g)) {
    const names = [...right.matchAll(/"(\w+)"/g)].map((match) => match[1] ?? '');
    for (const [, category = ''] of left.matchAll(/Self::(\w+)/g)) {
      found[category.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase()] = names;
    }
  }
  return found;
}

describe('variables of templates', () => {
  it('are those that the hub allows, of every category', () => {
    expect(Object.keys(ofTheHub()).length).toBeGreaterThan(10);
    expect(VARIABLES).toEqual(ofTheHub());
  });

  it('are found in a text, each once', () => {
    expect(variablesIn('{{date}} at {{time}}, {{date}}')).toEqual(['date', 'time']);
    expect(variablesIn('nothing')).toEqual([]);
    expect(variablesIn('{{date')).toBeNull();
  });

  it('that a category may not use are named', () => {
    expect(wrongIn('At {{time}} in {{facility}}, step {{level}}', 'critical-vitals')).toBeNull();
    expect(wrongIn('{{number}}', 'critical-vitals')).toContain('{{number}}');
    expect(wrongIn('{{time', 'critical-vitals')).not.toBeNull();
  });

  it('are filled, and stand as their names without a value', () => {
    expect(filled('{{date}} {{time}}', { date: 'Sunday' })).toBe('Sunday time');
  });
});

describe('keys of commands', () => {
  it('have no digits, which could look like the number of a card, and differ', () => {
    const keys = Array.from({ length: 50 }, newKey);
    expect(keys.every((key) => /^[a-p]{32}$/.test(key))).toBe(true);
    expect(new Set(keys).size).toBe(50);
  });
});
