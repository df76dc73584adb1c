import { readFileSync } from 'node:fs';
import { BasicBench } from './basic-bench.ts';

const which = process.argv[2];
const parts =
  which === 'orig'
    ? [
        { at: 0xa000, bytes: readFileSync('/tmp/c64/roms/basic.901226-01.bin') },
        { at: 0xe000, bytes: readFileSync('/tmp/c64/roms/kernal.901227-03.bin').subarray(0, 0x500) },
      ]
    : [
        { at: 0xa000, bytes: readFileSync('/tmp/bas/img/basic.bin') },
        { at: 0xe000, bytes: readFileSync('/tmp/bas/img/tail.bin') },
      ];
const b = new BasicBench(parts);
b.run(3_000_000);
const lines = readFileSync(0, 'latin1')
  .split('\n')
  .filter((l) => l !== '');
try {
  for (const l of lines) {
    b.type(l);
    const c = b.run(Number(process.argv[3] ?? 300_000_000));
    if (l.startsWith('RUN')) console.log('cycles', c);
  }
} catch (e) {
  console.log(String(e).slice(0, 300));
  const c = b.cpu as any;
  console.log(['pc', 'a', 'x', 'y', 's'].map((r) => r + '=' + c.register?.(r)?.toString(16)));
}
console.log(b.text);
