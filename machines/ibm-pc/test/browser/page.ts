import { createMachine, screenText } from '@backplane/kernel';
import { catalog, ibm5160 } from '../../src/index.ts';

/*
 * Boot sector: prints a text, reads four sectors of cylinder 12, head 1, writes one to cylinder 13, and goes on to draw in
 * the colour adapter's mode 4, without an end:
 *
 *     mov si,text / L1: lodsb / or al,al / jz L2 / mov ah,0Eh / mov bx,7 / int 10h / jmp L1
 * L2: mov ax,0204h / mov bx,8000h / mov cx,0C03h / mov dx,0100h / int 13h
 *     mov ax,0301h / mov bx,8000h / mov cx,0D05h / mov dx,0 / int 13h / mov ax,4 / int 10h / mov ax,B800h / mov es,ax
 *     xor di,di / L3: mov ax,di / mul di / xor al,ah / mov es:[di],al / inc di / cmp di,4000h / jb L3
 *     xor di,di / L4: inc byte es:[di] / inc di / jmp L4
 */
const PROGRAM =
  '31c08ed88ec08ed0bc007cbe5c7cac08c07409b40ebb0700cd10ebf2b80402bb0080b9030cba0001cd13b80103bb0080b905' +
  '0dba0000cd13b80400cd10b800b88ec031ff89f8f7e730e02688054781ff004072f031ff26fe0547ebfa546578742c20b0db' +
  '206469736b20616e642067726170686963730d0a00';

const CRYSTAL = 14_318_180;
/** When the memory test of 64K is over and the disk is found. */
const SECONDS = 12;

function diskImage(): Uint8Array {
  const image = new Uint8Array(368_640).map((_, n) => (n * 7) ^ (n >> 9));
  for (let n = 0; n < PROGRAM.length; n += 2) image[n / 2] = Number.parseInt(PROGRAM.slice(n, n + 2), 16);
  image.set([0x55, 0xaa], 510);
  return image;
}

function computer() {
  const machine = createMachine(ibm5160, { options: { memory: 64 * 1024 } } as never);
  const entry = catalog.machines.find((one) => one.definition === ibm5160)!;
  const opened = entry.media.open('isa2.a', diskImage(), { name: 'a.img', sha1: '0'.repeat(40) });
  machine.insert('isa2.a', opened.medium);
  return { machine, disk: opened.disk };
}

/**
 * Text, floppy, then graphics: hashes on the way, and what the screen and the disk are like.
 * @param slices number of them in a second
 * @param reload the machine is saved and goes on in another one after each second
 */
export function hashes(slices = 1, reload = false): string[] {
  let { machine, disk } = computer();
  const list: string[] = [];
  for (let second = 1; second <= SECONDS; second++) {
    for (let n = 1; n <= slices; n++) machine.runUntil(Math.floor(CRYSTAL * (second - 1 + n / slices)));
    if (second === 2) machine.input('keyboard', '+a');
    if (second === 4) machine.input('keyboard', '-a');
    if (reload) {
      const saved = machine.save();
      const next = computer();
      next.machine.load(saved);
      ({ machine, disk } = next);
    }
    list.push(machine.hash());
  }
  list.push(screenText(machine.screen!).join('|').trim());
  const copied = disk!.content().subarray(13 * 18 * 512 + 4 * 512);
  list.push([...copied.subarray(0, 8)].join());
  return list;
}
