import { fastEngine } from './fast.ts';
import { program, steppedEngine } from './stepped.ts';

/** The generated files by name, relative to `src/generated/`. */
export function generate(): Readonly<Record<string, string>> {
  return { 'program.ts': program(), 'stepped.ts': steppedEngine(), 'fast.ts': fastEngine() };
}
