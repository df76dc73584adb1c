import { FAMILIES } from './family.ts';
import { fastEngine } from './fast.ts';
import { assemble } from './program.ts';
import { program, steppedEngine } from './stepped.ts';

/** The generated files by name, relative to `src/generated/`. */
export function generate(): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const family of FAMILIES) {
    const assembled = assemble(family);
    files[`program${family.file}.ts`] = program(family, assembled);
    files[`stepped${family.file}.ts`] = steppedEngine(family, assembled);
    files[`fast${family.file}.ts`] = fastEngine(family);
  }
  return files;
}
