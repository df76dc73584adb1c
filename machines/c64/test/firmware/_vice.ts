import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync, copyFileSync, appendFileSync } from 'node:fs';
import { KERNAL_ROM, BASIC_ROM, CHARGEN_ROM } from '../../src/roms.ts';
import { runTest } from '../../../../tools/src/lib/vice-test.ts';
const which = process.argv[2]!; const out = process.argv[3]!; const [lo, hi] = [Number(process.argv[4] ?? 0), Number(process.argv[5] ?? 1e9)];
const dir = '/tmp/k/romset-' + which; 
const orig = readFileSync('/tmp/c64/roms/kernal.901227-03.bin'); const h = Buffer.from(orig);
if (which === 'ours') readFileSync('/tmp/k/kernal.bin').copy(h, 0x500, 0x500);
import('node:fs').then((fs) => fs.mkdirSync(dir, { recursive: true })); 
const { mkdirSync } = await import('node:fs'); mkdirSync(dir, { recursive: true });
writeFileSync(dir + '/kernal.bin', h); for (const f of ['basic.901226-01.bin', 'characters.901225-01.bin']) copyFileSync('/tmp/c64/roms/' + f, dir + '/' + f);
if (which === 'own') { for (const [n, set] of [['basic', BASIC_ROM], ['chargen', CHARGEN_ROM]] as any) { const b = readFileSync(`/work/main/roms/c64/images/${n}.bin`); writeFileSync(`${dir}/${n}-own.bin`, b); set.images[0].sha1 = createHash('sha1').update(b).digest('hex'); } readFileSync('/work/main/roms/c64/images/kernal.bin').copy(h); writeFileSync(dir + '/kernal.bin', h); }
(KERNAL_ROM.images as any)[0].sha1 = createHash('sha1').update(h).digest('hex');
const only = process.argv[6] ? new Set(readFileSync(process.argv[6], 'utf8').trim().split('\n')) : null;
const list = JSON.parse(readFileSync('/work/shared/vice-testbench/tests.json', 'utf8')).filter((t: any) => (only ? only.has(t.id) : t.tier <= 1 && t.timeout_cycles >= lo && t.timeout_cycles < hi && t.machines.includes('c64-pal') | t.machines.length));
let p = 0, n = 0;
for (const t of list) { const m = t.machines[0]; n++; try { const r = runTest(t, m, { programs: '/tmp/c64/testprogs', firmware: 'original', roms: dir } as any); if (r.passed) p++; else appendFileSync(out, `FAIL ${r.id} ${r.machine} ${r.outcome} ${(r.cycles/1e6).toFixed(1)}\n`); } catch (e) { appendFileSync(out, `ERR ${t.id} ${String(e).slice(0,100)}\n`); } if (n % 25 === 0) appendFileSync(out, `-- ${n}/${list.length} passed ${p}\n`); }
appendFileSync(out, `-- done ${n} passed ${p}\n`);
