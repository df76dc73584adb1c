import { closest, distance } from 'fastest-levenshtein';

/** ` Did you mean "x"?` if one of the names is near enough to be meant, else the list of what there is. */
export function suggest(wrong: string, names: readonly string[]): string {
  if (names.length === 0) return ' There are none.';
  const lower = names.map((n) => n.toLowerCase());
  const near = closest(wrong.toLowerCase(), lower);
  if (distance(wrong.toLowerCase(), near) <= Math.max(2, Math.floor(wrong.length / 3))) {
    return ` Did you mean "${names[lower.indexOf(near)]}"?`;
  }
  return ` There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.`;
}
