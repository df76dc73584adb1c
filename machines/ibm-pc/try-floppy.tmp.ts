import { readFileSync } from 'node:fs';
import { createMachine, screenText, sha1Hex } from '@backplane/kernel';
import { openFloppy } from '@backplane/media';
import { ibm5150, ibm5160, xtTurbo } from './src/index.ts';

const [id, bios, img, seconds, imgB] = process.argv.slice(2);
const def: any = { 'ibm-5150': ibm5150, 'ibm-5160': ibm5160, 'xt-turbo': xtTurbo }[id!];
const config: any = { slots: {} };
if (id !== 'ibm-5150') config.slots.isa3 = null;
if (bios !== '-') {
  const rom = readFileSync(bios!);
  const sha1 = sha1Hex(rom);
  config.roms = { find: (w: string) => (w === sha1 ? rom : undefined), places: [] };
  config.romChoices = { bios: `sha1:${sha1}` };
}
const m: any = createMachine(def, config);
m.insert('isa2.a', openFloppy(readFileSync(img!)).medium);
if (imgB) m.insert('isa2.b', openFloppy(readFileSync(imgB)).medium);
m.onEvent?.((e: any) => console.log('event', JSON.stringify(e)));
const t0 = Date.now();
m.run(14318180 * Number(seconds));
console.log('host s', (Date.now() - t0) / 1000);
console.log(
  screenText(m.screen)
    .map((l: string) => l.trimEnd())
    .filter((l: string) => l !== '')
    .join('\n'),
);
