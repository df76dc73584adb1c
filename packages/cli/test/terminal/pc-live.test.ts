import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { available, root, Shell } from './shell.ts';

/*
 * The PC/XT in a real pseudo terminal: its keys as the BIOS gives them to programs, the menu, drives by their letters
 */

const main = join(root, 'packages/cli/src/main.ts');

/*
 * Boot sector that prints scan code and character of each key:
 *     xor ax,ax / mov ss,ax / mov sp,7C00h / L1: mov ah,0 / int 16h / mov dx,ax / mov cx,4
 * L2: rol dx,1 (4 times) / mov al,dl / and al,15 / add al,90h / daa / adc al,40h / daa / mov bx,7 / mov ah,0Eh / int 10h /
 *     loop L2 / mov ax,0E20h / int 10h / jmp L1
 */
const PROGRAM = '31c08ed0bc007cb400cd1689c2b90400d1c2d1c2d1c2d1c288d0240f049027144027bb0700b40ecd10e2e5b8200ecd10ebd5';

/** What the terminal's keys are to the guest. Source: IBM, *PC/XT Technical Reference*, "Keyboard encoding and usage". */
const KEYS: readonly (readonly [key: string, code: string])[] = [
  ...[...Array(10).keys()].map((n) => [`F${n + 1}`, (0x3b00 + n * 0x100).toString(16)] as const),
  ['Up', '4800'],
  ['Down', '5000'],
  ['Left', '4B00'],
  ['Right', '4D00'],
  ['Home', '4700'],
  ['End', '4F00'],
  ['PPage', '4900'],
  ['NPage', '5100'],
  ['IC', '5200'],
  ['DC', '5300'],
  ['Tab', '0F09'],
  ['BTab', '0F00'],
  ['Enter', '1C0D'],
  ['BSpace', '0E08'],
  ['a', '1E61'],
  ['A', '1E41'],
  ['C-a', '1E01'],
  ['M-a', '1E00'],
  ['M-1', '7800'],
  ['S-F1', '5400'],
  ['C-F1', '5E00'],
  ['M-F1', '6800'],
  ['C-Left', '7300'],
  ['Escape', '011B'],
];

describe.skipIf(!available)(`a PC in the terminal${available ? '' : ' (skipped: tmux is not installed)'}`, () => {
  let shell: Shell;
  beforeEach(async () => {
    shell = new Shell(100, 30);
    await shell.until(
      () => shell.file('before'),
      (before) => before !== '',
    );
    const image = new Uint8Array(163_840);
    image.set(Buffer.from(PROGRAM, 'hex'));
    image.set([0x55, 0xaa], 510);
    writeFileSync(join(shell.folder, 'keys.img'), image);
  });
  afterEach(() => shell.close());

  it('takes all keys, and those that no terminal sends by the menu; disks are changed while it runs', async () => {
    shell.run(
      `NO_COLOR= node --conditions=@backplane/source --import tsx '${main}' run ibm-5150 -m 64K --warp "$D/keys.img" --isa2-b none`,
    );
    await shell.sees('Floppy drives: 2');
    const text = () => shell.screen().replace(/\s+/g, ' ');
    shell.keys('x');
    await shell.until(text, (screen) => screen.includes('2D78'));
    for (const [key] of KEYS) shell.keys(key);
    const codes = KEYS.map(([, code]) => code.toUpperCase()).join(' ');
    await shell.until(text, (screen) => screen.includes(codes));
    expect(shell.screen()).toMatch(/ A:. /);
    shell.keys('C-]', 'd');
    await shell.sees('Drive and file');
    shell.text('a none');
    shell.keys('Enter');
    await shell.sees('Drive a is empty.');
    shell.keys('C-]', 'k');
    await shell.sees('Keys to press together: ctrl-alt-delete');
    shell.keys('Enter');
    await shell.sees('No system disk');
    shell.keys('C-]', 'k');
    await shell.sees('Keys to press together:');
    shell.keys('C-u');
    shell.text('ctrl-alt-nothing');
    shell.keys('Enter');
    await shell.sees('There are no keys "ctrl-alt-nothing"');
    shell.keys('C-]', 'q');
    await shell.isRestored('0');
    // the terminal is taken
    shell.run(
      `clear; node --conditions=@backplane/source --import tsx '${main}' run ibm-5150 -serial stdio; echo "status $?"`,
    );
    await shell.sees('status 2');
    expect(text()).toContain('"isa4.out" cannot use the terminal that shows the machine: give a file, or --headless.');
  });
});
