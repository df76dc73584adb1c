import type { Instruction } from '../src/table.ts';

/** First lines of every generated file. */
export const HEAD = `// Generated from src/table.ts by generate/index.ts. Change the table or the generator, then run
// \`npm run generate\`.

`;

export function indent(text: string, levels: number): string {
  const space = '  '.repeat(levels);
  return text
    .split('\n')
    .map((line) => (line === '' ? line : space + line))
    .join('\n');
}

/** The mnemonic of an instruction with its placeholders spelled as in the manual. */
export function label(instruction: Instruction): string {
  return instruction.text.replaceAll('{d}', '+d').replace(/\{(\w+)\}/g, '$1');
}
