const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those that JSON forbids in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const DEEPEST = 500;

/** Where a text that is not JSON (RFC 8259) goes wrong: index of the first character that cannot stand there. */
export function jsonMistakeAt(text: string): number {
  let at = 0;
  let furthest = -1;
  const take = (expression: RegExp): boolean => {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match === null) return false;
    at += match[0].length;
    return true;
  };
  const wrong = (): false => {
    if (furthest < 0) furthest = at;
    return false;
  };
  const sign = (character: string): boolean => {
    take(SPACE);
    if (text[at] !== character) return false;
    at++;
    return true;
  };
  const list = (end: string, item: () => boolean): boolean => {
    if (sign(end)) return true;
    for (;;) {
      if (!item()) return wrong();
      if (sign(end)) return true;
      if (!sign(',')) return wrong();
    }
  };
  const value = (depth: number): boolean => {
    take(SPACE);
    if (depth > DEEPEST) return wrong();
    if (sign('{')) {
      return list('}', () => {
        take(SPACE);
        return (take(STRING) && sign(':') && value(depth + 1)) || wrong();
      });
    }
    if (sign('[')) return list(']', () => value(depth + 1));
    return take(STRING) || take(SCALAR) || wrong();
  };
  if (value(0)) {
    take(SPACE);
    if (at < text.length) wrong();
  }
  return Math.max(furthest, 0);
}
