import { engineSource } from './engine.ts';

/** The generated files by name, relative to `src/generated/`. */
export function generate(): Readonly<Record<string, string>> {
  return {
    'clocked.ts': engineSource('clocked'),
    'event.ts': engineSource('event'),
    'observed.ts': engineSource('observed'),
  };
}
