import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createMachine } from '@backplane/kernel';
import { c64 } from '../src/index.ts';

const roms = new Map(
  readdirSync('/tmp/c64/roms').map((n) => {
    const b = readFileSync('/tmp/c64/roms/' + n);
    return [createHash('sha1').update(b).digest('hex'), b];
  }),
);
const m = createMachine(c64, {
  options: { debugcart: true } as any,
  slots: { expansion: 'reu512k' },
  roms: { find: (s: string) => roms.get(s), places: [] },
} as any);
m.insert('program', new Uint8Array(readFileSync(process.argv[2])));
m.input('autostart', 'run');
const clk = m.wired.clocks.phi2!;
m.runUntil(clk.tickOf(Number(process.argv[3] ?? 8e6)));
const { screenText } = await import('@backplane/kernel');
console.log(m.stopEvent, m.processor.cycles);
console.log(screenText(m.screen!).join('\n'));
const sp = m.wired.spaces.memory!;
if (process.argv[4]) {
  const [a, n] = process.argv[4].split(',').map((x) => parseInt(x, 16));
  console.log(
    Array.from({ length: n }, (_, i) =>
      sp
        .peek(a + i)
        .toString(16)
        .padStart(2, '0'),
    ).join(' '),
  );
}
