import { standaloneZ80 } from '@backplane/cpu-z80';
import { MIXES } from '../packages/cpu-z80/bench/mixes.ts';
const only = process.argv[2]?.split(',');
const line: string[] = [];
for (const mix of MIXES) {
  if (only && !only.includes(mix.id)) continue;
  const { cpu, space } = standaloneZ80();
  mix.bytes.forEach((byte, n) => space.poke(mix.origin + n, byte));
  cpu.setRegister('pc', mix.origin);
  cpu.setRegister('sp', mix.sp);
  const measure = (total: number) => {
    const end = cpu.cycles + total; const first = cpu.cycles;
    const from = process.hrtime.bigint();
    while (cpu.cycles < end) cpu.run(cpu.cycles + 20000);
    return ((cpu.cycles - first) / Number(process.hrtime.bigint() - from)*1e3);
  };
  measure(800e6);
  const runs = Array.from({ length: 600 }, () => measure(4e6)).sort((a, b) => a - b);
  line.push(`${mix.id} ${runs[595]!.toFixed(0)} (med ${runs[300]!.toFixed(0)})`);
}
console.log(line.join('  '));
