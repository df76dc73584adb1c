/** The engines that are made from the same execution unit. */
export type Engine = 'event' | 'observed' | 'clocked';

/** First lines of every generated file. */
export const HEAD = `// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run
// \`npm run generate\`.
`;

const NAMES: Readonly<Record<string, number>> = {
  AX: 0,
  CX: 1,
  DX: 2,
  BX: 3,
  SP: 4,
  BP: 5,
  SI: 6,
  DI: 7,
  AL: 0,
  AH: 1,
  CL: 2,
  CH: 3,
  DL: 4,
  DH: 5,
  BL: 6,
  BH: 7,
  ES: 0,
  CS: 1,
  SS: 2,
  DS: 3,
};

const REGISTER = new RegExp(`\\b(${Object.keys(NAMES).join('|')})\\b`, 'g');

/**
 * Spells a piece of engine source out.
 * - `idle(n);` lets n clocks pass.
 * - A line that begins with `@trace` is for the observed engines only, one with `@plain` for the fast one; so is what is
 *   within a line between `[[` and `]]`.
 * - `this.first()` takes the first byte of an instruction or prefix from the queue.
 * - Register names in capitals are their numbers, `SLOW` and `NEVER` the kernel's and the core's constants.
 */
export function expand(engine: Engine, source: string): string {
  return source
    .split('\n')
    .flatMap((line) => {
      const marked = /^(\s*)@(trace|plain) (.*)$/.exec(line);
      if (marked === null) return [line];
      return (marked[2] === 'plain') === (engine === 'event') ? [`${marked[1]}${marked[3]}`] : [];
    })
    .map((line) => (line.trimStart().startsWith('//') ? line : numbers(engine, line)))
    .join('\n');
}

function numbers(engine: Engine, line: string): string {
  return line
    .replace(/\[\[(.*?)\]\]/g, engine === 'event' ? '' : '$1')
    .replace(/\bidle\((.*?)\);/g, engine === 'clocked' ? 'this.clocks($1);' : 'this.t += $1;')
    .replace(/\bthis\.first\(\)/g, engine === 'event' ? 'this.next()' : "this.next('F')")
    .replace(REGISTER, (name) => String(NAMES[name]))
    .replace(/\bSLOW\b/g, '-0x80000000')
    .replace(/\bNEVER\b/g, '0x3fffffff');
}

export function indent(text: string, levels: number): string {
  const space = '  '.repeat(levels);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : space + line))
    .join('\n');
}
