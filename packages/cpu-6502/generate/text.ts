/** First lines of a generated file. */
export const head = (table: string): string =>
  `// Generated from src/${table} by generate/index.ts. Change the table or the generator, then run \`npm run generate\`.

`;

/** Registers that an engine keeps in locals. */
export const REGISTERS = ['pc', 'a', 'x', 'y', 's', 'nz', 'c', 'v', 'd'] as const;
/** Latches that live across cycles of an instruction. */
export const LATCHES = ['ea', 't'] as const;

/** Loads registers and latches into locals. */
export const LOAD = [...REGISTERS, ...LATCHES].map((name) => `  let ${name} = cpu.${name};\n`).join('');
/** Stores them back. */
export const SAVE = [...REGISTERS, ...LATCHES].map((name) => `  cpu.${name} = ${name};\n`).join('');

export function indent(text: string, levels: number): string {
  const space = '  '.repeat(levels);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : space + line))
    .join('\n');
}

/** One statement a line; empty text gives no line. */
export function lines(...statements: readonly string[]): string {
  return statements
    .filter((s) => s.trim() !== '')
    .map((s) => `${s}\n`)
    .join('');
}

/** An array of small numbers as a typed array, in rows. */
export function bytes(name: string, comment: string, values: readonly number[]): string {
  const rows: string[] = [];
  for (let n = 0; n < values.length; n += 32) rows.push(`  ${values.slice(n, n + 32).join(', ')},`);
  return `/** ${comment} */\nexport const ${name} = new Uint8Array([\n${rows.join('\n')}\n]);\n`;
}
