import { exactEngine } from './exact.ts';
import { fastEngine } from './fast.ts';
import { manual } from './manual.ts';

/** The generated files by name, relative to `src/generated/`. */
export function generate(): Readonly<Record<string, string>> {
  return { 'exact.ts': exactEngine(), 'fast.ts': fastEngine(), 'instructions.md': manual() };
}
