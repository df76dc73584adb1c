import { mkdirSync, writeFileSync } from 'node:fs';
import { generate } from '../../packages/cpu-z80/generate/index.ts';

/** Writes the engines of the Z80 from its instruction table. */
const folder = new URL('../../packages/cpu-z80/src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(generate())) {
  writeFileSync(new URL(name, folder), text);
  console.log(`packages/cpu-z80/src/generated/${name}: ${text.length} characters`);
}
