import { readdirSync, readFileSync } from 'node:fs';
import { createMachine, sha1Hex } from '@backplane/kernel';
import { c64 } from '@backplane/machine-c64';
import { petscii } from '/work/main/machines/c64/src/screen-codes.ts';
const dir = '/tmp/c64/roms';
const files = new Map(readdirSync(dir).map((n) => { const b = new Uint8Array(readFileSync(`${dir}/${n}`)); return [sha1Hex(b), b] as const; }));
const m = createMachine(c64, { roms: { find: (s) => files.get(s), places: [dir] } });
const video = process.argv.includes('video'), audio = process.argv.includes('audio');
for (const [, v] of m.displays) v.enabled = video;
for (const [, a] of m.sounds) a.enabled = audio;
m.run(m.ticksPerSecond * 3);
if (process.argv.includes('busy')) { m.input('keybuf', '10 for i=1 to 1000:a=a+i*2:next\n20 print a;:goto 10\nrun\n'); }
m.run(m.ticksPerSecond * 2);
const frame = 312*63*18;
const go = (sec: number) => { const t0 = performance.now(); const n = sec * 50; for (let i = 0; i < n; i++) { m.run(frame); if (audio) for (const [, a] of m.sounds) a.drain(m.tick); } const dt = (performance.now() - t0) / 1000; return n * 312 * 63 / 985248 / dt; };
go(10);
for (let i = 0; i < 4; i++) console.log(process.argv.slice(2).join(' '), go(20).toFixed(1), '× real time');
