import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean "x"?` if one of the names is near enough to be meant, else the list of what there is. */
export function suggest(wrong: string, names: readonly string[]): string {
  if (names.length === 0) return ' There are none.';
  const near = closest(wrong.toLowerCase(), [...names]);
  if (distance(wrong.toLowerCase(), near.toLowerCase()) <= Math.max(2, Math.floor(wrong.length / 3))) {
    return ` Did you mean "${near}"?`;
  }
  return ` There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.`;
}
