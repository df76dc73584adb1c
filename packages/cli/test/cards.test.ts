import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backplane, temporaryFolder } from './backplane.ts';

/*
 * A card in a module of the user's: nothing in this project knows of it.
 */

const fixture = fileURLToPath(new URL('fixtures/lamp-card.mjs', import.meta.url));
const folder = temporaryFolder();
const run = (...args: string[]) => backplane(['run', 'ibm-5160', '--bios', 'my.bin', ...args], { cwd: folder.path });

/** A BIOS of 8 KB that shows "ok" on lamps at a port, reads them back and ends the run with what it read. */
function bios(port: number): Uint8Array {
  const [low, high] = [port & 0xff, port >> 8];
  const image = new Uint8Array(8192).fill(0xf4);
  // MOV DX,port / MOV AL,'o' / OUT DX,AL / MOV AL,'k' / OUT DX,AL / IN AL,DX / MOV DX,501 / OUT DX,AL / HLT
  image.set([0xba, low, high, 0xb0, 0x6f, 0xee, 0xb0, 0x6b, 0xee, 0xec, 0xba, 0x01, 0x05, 0xee, 0xf4]);
  // the reset vector: JMP FAR FE00:0000
  image.set([0xea, 0, 0, 0x00, 0xfe], 8192 - 16);
  return image;
}

beforeAll(() => {
  copyFileSync(fixture, folder.file('lamp-card.mjs'));
  writeFileSync(folder.file('my.bin'), bios(0x280));
  writeFileSync(folder.file('high.bin'), bios(0x290));
});
afterAll(() => folder.remove());

describe("a card in a module of the user's", () => {
  const SHOWN = { code: 0x6b, out: 'ok' };

  it.each([
    ['--isa4 ./lamp-card.mjs', ['--isa4', './lamp-card.mjs']],
    ['--slot isa4=lamp-card.mjs', ['--slot', 'isa4=lamp-card.mjs']],
    ['-isa4=PATH', [`-isa4=${fixture}`]],
  ])('is plugged in with %s, with its ports and streams', async (_title, args) => {
    expect(await run(...args, '--isa4-lamps', '-')).toMatchObject(SHOWN);
  });

  it('is one of several, by its id', async () => {
    const high = ['--bios', 'high.bin', '--isa4-lamps', '-'];
    expect(await run('--isa4', './lamp-card.mjs#lamps-high', ...high)).toMatchObject(SHOWN);
  });

  it('may come from an installed package', async () => {
    mkdirSync(folder.file('node_modules/isa-lamps'), { recursive: true });
    copyFileSync(fixture, folder.file('node_modules/isa-lamps/card.mjs'));
    const manifest = { name: 'isa-lamps', version: '1.0.0', exports: './card.mjs' };
    writeFileSync(folder.file('node_modules/isa-lamps/package.json'), JSON.stringify(manifest));
    expect(await run('--isa4', 'isa-lamps', '--isa4-lamps', '-')).toMatchObject(SHOWN);
  });

  it('is in profiles and saved states', async () => {
    mkdirSync(folder.file('sub'), { recursive: true });
    const profile = { machine: 'ibm-5160', slots: { isa4: '../lamp-card.mjs' }, roms: { bios: '../my.bin' } };
    writeFileSync(folder.file('sub/mine.json'), JSON.stringify(profile));
    const saved = await backplane(
      ['run', 'sub/mine.json', '--headless', '--cycles', '1', '--save-state', 'pc.state', '--fda', 'none'],
      { cwd: folder.path },
    );
    expect(saved).toMatchObject({ code: 0, err: '' });
    const args = ['run', 'ibm-5160', '--state', folder.file('pc.state'), '--out', 'isa4.lamps=-'];
    // the state tells where the card is, wherever it is loaded
    expect(await backplane(args, { cwd: folder.file('sub') })).toMatchObject(SHOWN);
  });

  it('tells what is wrong with it', async () => {
    writeFileSync(folder.file('no-card.mjs'), 'export const a = 1;');
    writeFileSync(folder.file('broken.mjs'), 'throw new Error("it does not start")');
    writeFileSync(folder.file('other.mjs'), 'export default { id: "x", title: "X", fits: "eisa", parts: {} };');
    writeFileSync(
      folder.file('two.mjs'),
      'const c = (id) => ({ id, title: id, fits: "isa8", parts: {} });\nexport const a = c("a"), b = c("b");',
    );
    const err = async (card: string) => {
      const ended = await run('--isa4', card);
      expect(ended.err).not.toMatch(/\n.*\n|at file| {4}at /);
      return [ended.code, ended.err.trim()];
    };
    expect(await err('./nothing.mjs')).toEqual([1, 'backplane: ./nothing.mjs: there is no such file.']);
    expect(await err('./no-card.mjs')).toEqual([
      1,
      'backplane: ./no-card.mjs exports no card: there is none that was made by defineCard.',
    ]);
    expect(await err('./broken.mjs')).toEqual([1, 'backplane: ./broken.mjs cannot be loaded: it does not start']);
    expect(await err('./other.mjs')).toEqual([
      2,
      'backplane: ./other.mjs: this card fits a slot eisa; "isa4" is a slot isa8.',
    ]);
    expect(await err('./two.mjs')).toEqual([
      1,
      'backplane: ./two.mjs has several cards: a, b. Say which one: ./two.mjs#a.',
    ]);
    expect(await err('./two.mjs#c')).toEqual([1, 'backplane: ./two.mjs has no card "c"; it has a, b.']);
    expect(await err('adlip')).toEqual([
      2,
      'backplane: Slot "isa4" of ibm-5160 has no card "adlip". Did you mean "adlib"?',
    ]);
  });
});
