import { readFileSync } from 'node:fs';
import { screenText } from '@backplane/kernel';
import { memoryStore } from '@backplane/media';
import { Fat12 } from '@backplane/media/testing';
import { bootfloppy } from '@backplane/roms-ibm-pc';
import { type MachineEntry, Session, type SessionConfig } from '@backplane/session';
import { describe, expect, test } from 'vitest';
import { catalog } from '../src/index.ts';

/*
 * The boot floppy on the whole machine: our BIOS, controller, DMA, drive and display
 */

const entries = catalog.machines as unknown as readonly MachineEntry[];
const SMALL: SessionConfig = { options: { memory: 64 * 1024 } };
const api = new Uint8Array(readFileSync(new URL('../../../roms/ibm-pc/images/floppy/test/api.com', import.meta.url)));

class Computer {
  readonly session: Session;

  constructor(config: SessionConfig = SMALL, id = 'ibm-5150') {
    const entry = entries.find((one) => one.definition.id === id)!;
    this.session = new Session(entry, { pacing: 'warp', ...config });
  }
  /** Puts a disk into a drive. Its content, as the guest has made it: the function that comes back. */
  insert(drive: 'a' | 'b', image: Uint8Array, readOnly = false): () => Uint8Array {
    const bay = `isa2.${drive}`;
    const medium = this.session.openMedium(bay, image, { name: `${drive}.img`, readOnly });
    this.session.insert(bay, medium);
    return () => medium.opened.disk!.content();
  }
  /** What comes out of a card from now on, as text. */
  output(stream: string): () => string {
    const values: number[] = [];
    this.session.machine.onOutput(stream, (value) => values.push(value));
    return () => String.fromCharCode(...values);
  }
  get screen(): string {
    return screenText(this.session.machine.screen!)
      .map((row) => row.trimEnd())
      .join('\n')
      .trimEnd();
  }
  /** Runs until the screen shows it, from the row with `after` on. */
  async until(what: string | RegExp, seconds = 20, after = ''): Promise<string> {
    for (let n = 0; ; n++) {
      const rows = this.screen.split('\n');
      const from = rows.findLastIndex((row) => row.includes(after));
      const text = rows
        .slice(from + (after === '' ? -from : 1))
        .join('\n')
        .trim();
      if (from >= 0 && (typeof what === 'string' ? text.includes(what) : what.test(text))) return text;
      if (n > seconds * 10) throw new Error(`Not ${what} within ${seconds} s:\n${this.screen}`);
      await this.session.run({ seconds: 0.1 });
    }
  }
  async start(): Promise<this> {
    await this.until(/^A>$/m);
    return this;
  }
  /** Types a line. What the screen shows below it when the prompt, or `what`, is there. */
  async command(line: string, what: string | RegExp = /^[A-F](:\\.*)?>$/m, seconds = 20): Promise<string> {
    await this.session.typeText(`${line}\n`, { seconds: 10 });
    return this.until(what, seconds, `>${line}`);
  }
}

const floppy = (): Uint8Array => bootfloppy.bytes.slice();

/** The description, and no files. */
function empty(): Uint8Array {
  const image = floppy();
  image.fill(0, 512, 12 * 512);
  for (const fat of [1, 3]) image.set([0xfd, 0xff, 0xff], fat * 512);
  return image;
}

/** Sector of the partition. */
const PARTITION = 63;

/** A hard disk of 20 MB with one empty FAT16 partition: 4 sectors a cluster, FATs of 40 sectors, 512 root entries. */
function fat16(): Uint8Array {
  const sectors = 40 * 1008;
  const image = new Uint8Array(sectors * 512);
  const view = new DataView(image.buffer);
  view.setUint16(510, 0xaa55, true);
  image[0x1be + 4] = 4;
  view.setUint32(0x1be + 8, PARTITION, true);
  view.setUint32(0x1be + 12, sectors - PARTITION, true);
  const boot = PARTITION * 512;
  for (const [at, value] of [
    [11, 512],
    [14, 1],
    [17, 512],
    [19, sectors - PARTITION],
    [22, 40],
    [24, 63],
    [26, 16],
    [28, PARTITION],
    [510, 0xaa55],
  ] as const) {
    view.setUint16(boot + at, value, true);
  }
  image[boot + 13] = 4;
  image[boot + 16] = 2;
  image[boot + 21] = 0xf8;
  for (const fat of [1, 41]) view.setUint32(boot + fat * 512, 0xfffffff8, true);
  return image;
}

describe('the boot floppy', () => {
  test.each(['ibm-5150', 'ibm-5160', 'xt-turbo'])('starts on %s', async (id) => {
    const pc = new Computer({}, id);
    pc.insert('a', floppy());
    await pc.start();
    expect(pc.screen).toContain('Backplane Disk System');
    expect(await pc.command('dir')).toMatch(
      /README {3}TXT +\d+ {2}11-23-2026 {2}12:00[\s\S]* 5 files +\d+ bytes\n +\d+ bytes free/,
    );
  });

  test('64 KB are enough; commands about the machine', async () => {
    const pc = new Computer();
    pc.insert('a', floppy());
    await pc.start();
    expect(await pc.command('mem')).toMatch(/64 KB of memory\n +3\d KB for the system\n *(\d+) bytes for a program/);
    expect(await pc.command('ver')).toMatch(/^Backplane Disk System \d/);
    expect(await pc.command('echo Hello,  world')).toMatch(/^Hello, {2}world/);
    await pc.command('date 2-28-2028');
    await pc.command('time 23:59:59');
    await pc.session.run({ seconds: 2 });
    expect(await pc.command('date')).toMatch(/^Tue 02-29-2028/);
    expect(await pc.command('date 2-30-2028')).toMatch(/^Dates are written like/);
    expect(await pc.command('time 24:00')).toMatch(/^Times are written like/);
    expect(await pc.command('help')).toMatch(/BEEP +a short tone +ERASE|BEEP +a short tone +HELP/);
    expect(await pc.command('help dir')).toMatch(/^DIR \[files\]/);
    expect(await pc.command('nonsense')).toMatch(/^Neither a command nor a program/);
    await pc.session.typeText('color 1e\n', { seconds: 5 }); // clears the screen
    await pc.until(/^A>$/);
    expect(await pc.command('play t255l64c')).toBe('A>');
    expect(await pc.command('play h')).toMatch(/^Notes are/);
    const columns = () => Math.max(...pc.screen.split('\n').map((row) => row.length));
    await pc.session.typeText('mode 40\n', { seconds: 5 });
    await pc.until(/^A>$/);
    await pc.session.typeText(`echo ${'x'.repeat(90)}\n`, { seconds: 9 });
    await pc.until(/x\n+A>$/);
    expect(columns()).toBe(40);
    await pc.session.typeText('mode 80\n', { seconds: 5 });
    await pc.until(/^A>$/);
    await pc.session.typeText(`echo ${'x'.repeat(90)}\n`, { seconds: 9 });
    await pc.until(/x\n+A>$/);
    expect(columns()).toBe(80);
    expect(await pc.command('chars')).toContain('C0  └ ┴ ┬ ├ ─ ┼ ╞ ╟ ╚ ╔ ╩ ╦ ╠ ═ ╬ ╧');
  });

  test('files are copied, renamed, deleted; the disk stays in order', async () => {
    const pc = new Computer();
    const content = pc.insert('a', floppy());
    await pc.start();
    expect(await pc.command('copy readme.txt new.txt')).toMatch(/^README.TXT\n +1 file copied/);
    expect(await pc.command('ren new.txt old.doc')).toBe('A>');
    expect(await pc.command('md games')).toBe('A>');
    expect(await pc.command('copy *.com games')).toMatch(/ 4 files copied/);
    expect(await pc.command('cd games')).toBe('A:\\GAMES>');
    expect(await pc.command('copy clock.com wa?ch.*')).toMatch(/ 1 file copied/);
    expect(await pc.command('del snake.com')).toBe('A:\\GAMES>');
    expect(await pc.command('cd ..')).toBe('A>');
    expect(await pc.command('rd games')).toMatch(/^Not allowed/);
    expect(await pc.command('copy old.doc old.doc')).toMatch(/not copied onto itself/);
    expect(await pc.command('del nofile')).toMatch(/^File not found/);
    const disk = new Fat12(content());
    expect(disk.faults()).toEqual([]);
    expect(disk.read('OLD.DOC')).toEqual(new Fat12(floppy()).read('README.TXT'));
    expect(disk.entries().map(({ name }) => name)).toContain('OLD.DOC');
    const games = disk.entries().find(({ name }) => name === 'GAMES')!;
    expect(disk.entries(games.first).map(({ name }) => name)).toEqual([
      '.',
      '..',
      'COLORS.COM',
      'CLOCK.COM',
      'BENCH.COM',
      'WAOCH.COM',
    ]);
    expect(disk.read('BENCH.COM', games.first)).toEqual(disk.read('BENCH.COM'));
  });

  test('keys: editing, history, completion, Ctrl-C', async () => {
    const pc = new Computer();
    pc.insert('a', floppy());
    await pc.start();
    await pc.command('echo one');
    await pc.session.typeText('{up}{backspace}{backspace}{backspace}two\n', { seconds: 5 });
    await pc.until(/^two$/m);
    expect(pc.screen).toMatch(/>echo two\ntwo/);
    await pc.session.typeText('echo b{home}{right}{right}{right}{right}{right}a{end}c\n', { seconds: 5 });
    await pc.until('abc');
    await pc.session.typeText('ty re{tab} /p\n', { seconds: 5 });
    await pc.until('Neither');
    expect(pc.screen).toContain('>ty README.TXT /p');
    await pc.session.typeText('type re{tab} /p\n', { seconds: 5 });
    await pc.until('-- More');
    await pc.session.typeText('{ctrl+c}', { seconds: 5 });
    await pc.until('A>');
  });

  test('a missing disk is asked for, a protected one is not written to', async () => {
    const pc = new Computer();
    pc.insert('a', floppy());
    await pc.start();
    expect(await pc.command('dir b:', 'Abort, Retry, Fail?')).toMatch(/^No answer[\s\S]*drive B/);
    await pc.session.typeText('f', { seconds: 5 });
    await pc.until('A>');
    await pc.command('type b:x.txt', 'Abort, Retry, Fail?');
    await pc.session.typeText('f', { seconds: 5 });
    await pc.until(/^Not ready\n+A>$/m);
    await pc.session.typeText('cls\n', { seconds: 5 });
    await pc.until(/^A>$/);
    await pc.command('dir b:', 'Abort, Retry, Fail?');
    pc.insert('b', floppy(), true);
    await pc.session.typeText('r', { seconds: 5 });
    await pc.until('bytes free');
    await pc.command('copy readme.txt b:x.txt', 'Abort, Retry, Fail?');
    expect(pc.screen).toMatch(/write-protected - drive B/);
    await pc.session.typeText('a', { seconds: 5 });
    await pc.until('A>');
    expect(await pc.command('dir b:x.txt')).toMatch(/File not found/);
    expect(await pc.command('g:')).toMatch(/^There is no such drive/);
  });

  test('printer, serial port, console and NUL are files', async () => {
    const pc = new Computer({ ...SMALL, slots: { isa4: 'serial', isa5: 'parallel' } });
    const content = pc.insert('a', floppy());
    const paper = pc.output('isa5.printer');
    const line = pc.output('isa4.out');
    const text = String.fromCharCode(...new Fat12(floppy()).read('README.TXT'));
    await pc.start();
    expect(await pc.command('copy readme.txt lpt1')).toMatch(/^README.TXT\n +1 file copied/);
    expect(paper()).toBe(text);
    expect(await pc.command('copy readme.txt prn:')).toMatch(/ 1 file copied/);
    expect(paper()).toBe(text + text);
    expect(await pc.command('copy readme.txt aux', /A>$/m, 40)).toMatch(/ 1 file copied/);
    expect(line()).toBe(text);
    expect(await pc.command('copy readme.txt nul')).toMatch(/ 1 file copied/);
    await pc.session.typeText('copy con: com1:\nOne\nTwo\n{ctrl+z}\n', { seconds: 10 });
    await pc.until('1 file copied', 20, 'copy con:');
    expect(line()).toBe(`${text}One\r\nTwo\r\n`);
    expect(await pc.command('type nul')).toBe('A>');
    expect(new Fat12(content()).entries()).toEqual(new Fat12(floppy()).entries());
  });

  test('a printer or a port that is not there is asked for; an aborted copy leaves the memory', async () => {
    const pc = new Computer({ ...SMALL, slots: { isa5: 'parallel-empty' } });
    pc.insert('a', floppy());
    await pc.start();
    const memory = /\d+ bytes for a program/.exec(await pc.command('mem'))![0];
    for (const [device, complaint] of [
      ['prn', /^README.TXT\n+The printer is not ready.* - LPT1\./],
      ['lpt3', / - LPT3\./],
      ['com2', /^README.TXT\n+No answer at the serial port - COM2\./],
    ] as const) {
      expect(await pc.command(`copy readme.txt ${device}`, 'Abort, Retry, Fail?')).toMatch(complaint);
      await pc.session.typeText('rf', { seconds: 5 });
      await pc.until(/Fail\? R\n[\s\S]*Fail\? F\nNot ready\n +0 files copied/, 20, `>copy readme.txt ${device}`);
      await pc.until(/^A>$/m, 20, 'Not ready');
      await pc.command(`copy readme.txt ${device}`, 'Abort, Retry, Fail?');
      await pc.session.typeText('a', { seconds: 5 });
      await pc.until(/^A>$/m, 20, 'Fail? A');
      await pc.session.typeText('cls\n', { seconds: 5 });
      await pc.until(/^A>$/);
    }
    expect(await pc.command('mem')).toContain(memory);
  });

  test('COPY to a file of the same name on another disk replaces it', async () => {
    const pc = new Computer();
    const note = Uint8Array.from('Another text', (letter) => letter.charCodeAt(0));
    pc.insert('a', floppy());
    const content = pc.insert('b', new Fat12(empty()).add('README.TXT', note).image);
    await pc.start();
    expect(await pc.command('copy readme.txt b:')).toMatch(/^README.TXT\n +1 file copied/);
    const disk = new Fat12(content());
    expect(disk.read('README.TXT')).toEqual(new Fat12(floppy()).read('README.TXT'));
    expect(disk.faults()).toEqual([]);
    expect(await pc.command('copy b:readme.txt b:readme.txt')).toMatch(/not copied onto itself/);
    expect(await pc.command('copy a:readme.txt')).toMatch(/not copied onto itself/);
    expect(await pc.command('b:')).toBe('B>');
    expect(await pc.command('copy readme.txt a:')).toMatch(/ 1 file copied/);
    expect(await pc.command('copy readme.txt b:')).toMatch(/not copied onto itself/);
  });

  test('a disk fills up, and nothing is lost', async () => {
    const disk = new Fat12(floppy());
    const free = 355 - 1 - disk.entries().reduce((n, { size }) => n + Math.ceil(size / 1024), 0);
    disk.add('BIG.DAT', new Uint8Array((free - 2) * 1024).fill(0x42));
    const pc = new Computer();
    const content = pc.insert('a', disk.image);
    await pc.start();
    expect(await pc.command('copy backpln.sys x')).toMatch(/File not found/);
    expect(await pc.command('copy big.dat big2.dat', /A>$/m, 60)).toMatch(/The disk is full/);
    expect(new Fat12(content()).faults()).toEqual([]);
    expect(new Fat12(content()).entries().some(({ name }) => name === 'BIG2.DAT')).toBe(false);
    expect(await pc.command('md sub')).toBe('A>');
    expect(new Fat12(content()).faults()).toEqual([]);
  });

  test('programs: the functions of INT 21h', async () => {
    const pc = new Computer({ options: { memory: 128 * 1024 }, slots: { isa5: 'parallel' } });
    const paper = pc.output('isa5.printer');
    const content = pc.insert('a', new Fat12(floppy()).add('API.COM', api).image);
    await pc.start();
    expect(await pc.command('api', /API ok|API failed at step \d\d/, 60)).toMatch(/Child: again\nAPI ok/);
    await pc.until('A>');
    expect(paper()).toBe('Child:LPT1');
    expect(new Fat12(content()).faults()).toEqual([]);
  });

  test('a disk of 160 KB that does not describe itself', async () => {
    const image = new Uint8Array(163_840).fill(0xf6);
    image.fill(0, 0, 7 * 512);
    for (const fat of [1, 2]) image.set([0xfe, 0xff, 0xff, 0xff, 0x0f], fat * 512);
    image.set(new TextEncoder().encode('OLD     TXT'), 3 * 512);
    image.set([2, 0, 5], 3 * 512 + 26);
    image.set(new TextEncoder().encode('1981!'), 7 * 512);
    const pc = new Computer();
    pc.insert('a', floppy());
    const content = pc.insert('b', image);
    await pc.start();
    expect(await pc.command('type b:old.txt')).toMatch(/^1981!/);
    expect(await pc.command('copy b:old.txt b:new.txt')).toMatch(/1 file copied/);
    expect(await pc.command('dir b:')).toMatch(/2 files +10 bytes\n +159232 bytes free/);
    expect([...content().subarray(512, 518)]).toEqual([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff]);
    expect(content().subarray(512, 1024)).toEqual(content().subarray(1024, 1536));
    expect([...content().subarray(8 * 512, 8 * 512 + 5)]).toEqual([...image.subarray(7 * 512, 7 * 512 + 5)]);
  });

  test('two display adapters: MODE changes between them', async () => {
    const pc = new Computer({ ...SMALL, slots: { isa1: 'cga', isa4: 'mda' } });
    pc.insert('a', floppy());
    const memory = pc.session.machine.wired.spaces.memory!;
    const cell = (address: number) => memory.peek(address);
    const prompt = async (base: number) => {
      for (let n = 0; n < 100; n++) {
        await pc.session.run({ seconds: 0.1 });
        for (let row = 0; row < 25; row++) {
          if (cell(base + row * 160) === 0x41 && cell(base + row * 160 + 2) === 0x3e) return true;
        }
      }
      return false;
    };
    expect(await prompt(0xb8000)).toBe(true);
    expect(cell(0xb8001)).toBe(0x1f);
    await pc.session.typeText('mode mono\n', { seconds: 5 });
    expect(await prompt(0xb0000)).toBe(true);
    expect(cell(0x449)).toBe(7);
    await pc.session.typeText('mode co40\n', { seconds: 5 });
    await pc.session.run({ seconds: 1 });
    expect([cell(0x449), cell(0x44a)]).toEqual([1, 40]);
  });

  test('a hard disk with FAT16', async () => {
    const pc = new Computer({}, 'ibm-5160');
    const image = fat16();
    const medium = pc.session.openMedium('isa3.disk0', memoryStore(image), { name: 'c.img' });
    pc.session.insert('isa3.disk0', medium);
    pc.insert('a', floppy());
    await pc.start();
    expect(await pc.command('copy a:readme.txt c:')).toMatch(/1 file copied/);
    expect(await pc.command('c:')).toBe('C>');
    expect(await pc.command('md one')).toBe('C>');
    expect(await pc.command('cd one')).toBe('C:\\ONE>');
    expect(await pc.command('copy a:*.com')).toMatch(/4 files copied/);
    await pc.session.typeText('clock\n', { seconds: 5 }); // clears the screen
    await pc.until('Tuesday, January 1, 1980');
    await pc.session.typeText(' ', { seconds: 5 });
    await pc.until(/^C:.ONE>$/m);
    expect(await pc.command('cd ..')).toBe('C>');
    expect(await pc.command('dir')).toMatch(/README {3}TXT +\d+[\s\S]*ONE +<DIR>/);
    const disk = medium.opened.disk!.content().subarray(PARTITION * 512);
    const view = new DataView(disk.buffer, disk.byteOffset, disk.length);
    const root = (1 + 2 * 40) * 512;
    expect(new TextDecoder().decode(disk.subarray(root, root + 11))).toBe('README  TXT');
    const text = new Fat12(floppy()).read('README.TXT');
    expect(view.getUint32(root + 28, true)).toBe(text.length);
    const first = view.getUint16(root + 26, true);
    expect(first).toBe(2);
    for (let n = 1; n <= Math.ceil(text.length / 2048); n++) {
      const link = view.getUint16(512 + (first + n - 1) * 2, true);
      expect(n * 2048 >= text.length ? link >= 0xfff8 : link === first + n).toBe(true);
    }
    const data = root + 512 * 32;
    expect(disk.subarray(data, data + text.length)).toEqual(text);
    expect(disk.subarray(512, 512 * 41)).toEqual(disk.subarray(512 * 41, 512 * 81));
  });

  test('a floppy without a system says so', async () => {
    const image = floppy();
    image[7 * 512 - 512 * 2] = 0xe5; // the first entry of the root directory
    const pc = new Computer();
    pc.insert('a', image);
    await pc.until('Not a system disk: BACKPLN.SYS is missing');
  });
});
