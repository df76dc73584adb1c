import { readFileSync, writeFileSync } from 'node:fs';
import { catalog } from '@backplane/machine-ibm-pc';
import type { MachineEntry } from '@backplane/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyNameOfQemu } from '../src/qemu-keys.ts';
import { machineAliases, runCommand } from '../src/run-arguments.ts';
import { splitRunArguments } from '../src/spellings.ts';
import { backplane, temporaryFolder } from './backplane.ts';

/*
 * The IBM PC on the command line: what it starts from, the console and the exit port of test programs, and switches as QEMU,
 * MAME and DOSBox spell them
 */

const entry = catalog.machines.find((one) => one.definition.id === 'ibm-5160') as unknown as MachineEntry;
const folder = temporaryFolder();
const run = (...args: string[]) =>
  backplane(['run', 'ibm-5160', '-m', '64K', '--headless', ...args], { cwd: folder.path });

beforeAll(() => {
  // a BIOS that prints "Hi" at E9h, "!" at 402h, and ends the run with 7
  const bios = new Uint8Array(8192).fill(0xf4);
  bios.set([0xb0, 0x48, 0xe6, 0xe9, 0xb0, 0x69, 0xe6, 0xe9, 0xba, 0x02, 0x04, 0xb0, 0x21, 0xee]);
  bios.set([0xba, 0x01, 0x05, 0xb0, 0x07, 0xee], 14);
  bios.set([0xea, 0, 0, 0x00, 0xfe], 8192 - 16);
  writeFileSync(folder.file('my.bin'), bios);
  writeFileSync(folder.file('c.img'), new Uint8Array(306 * 4 * 17 * 512));
});
afterAll(() => folder.remove());

describe('what it starts from', () => {
  it('is our boot floppy, if nothing else is there', async () => {
    expect(await run('--until-text', 'A>')).toMatchObject({ code: 0, err: '' });
  }, 60_000);

  it('is what the user says', async () => {
    expect(await run('-fda', 'none', '--until-text', 'No system disk')).toMatchObject({ code: 0, err: '' });
    expect(await run('-hda', 'c.img', '--until-text', 'No system disk')).toMatchObject({ code: 0, err: '' });
  }, 60_000);
});

describe('ports for test programs', () => {
  const test = (...args: string[]) => run('-bios', 'my.bin', ...args);

  it('print at E9h where the user wants it, and nowhere else', async () => {
    expect(await test()).toMatchObject({ code: 7, out: '', err: '' });
    expect(await test('-debugcon', 'stdio')).toMatchObject({ code: 7, out: 'Hi' });
    expect(await test('-debugcon', 'file:a,b.txt')).toMatchObject({ code: 7, out: '', err: '' });
    expect(readFileSync(folder.file('a,b.txt'), 'latin1')).toBe('Hi');
  }, 60_000);

  it("end the run with the value, or as QEMU's device does", async () => {
    const device = ['-device', 'isa-debug-exit,iobase=0x501,iosize=4'];
    expect(await test(...device)).toMatchObject({ code: 15, err: '' });
    const other = await test('-device', 'isa-debug-exit,iobase=0xf4');
    expect(other).toMatchObject({ code: 7 });
    expect(other.err).toContain('the port of this machine is 501h');
  }, 60_000);
});

describe('switches of others', () => {
  const parse = (...args: string[]) => {
    const flat = entry.definition;
    const { known, short } = runCommand('ibm-5160', entry, flat);
    // as with all cards that may be in the slots
    const all = new Map([...known, ['isa4-out', 'value'], ['isa5-printer', 'value']] as [string, 'value'][]);
    for (const bay of ['isa2-a', 'isa2-b', 'isa3-disk0', 'isa3-disk1']) all.set(bay, 'value');
    const { options, notes } = splitRunArguments(args, all, short, machineAliases(entry, flat), true);
    return { options: options.join(' '), notes };
  };

  it.each([
    ['-m 256K', '--memory 256K'],
    ['-ramsize 512K', '--memory 512K'],
    ['-boot c', '--boot c'],
    ['-boot order=ac', '--boot a'],
    ['-boot ca', '--boot c'],
    ['-boot a-only', '--boot a-only'],
    ['-fda a.img -fdb b.img', '--isa2-a a.img --isa2-b b.img'],
    ['-flop1 a.img -FLOP2 b.img', '--isa2-a a.img --isa2-b b.img'],
    ['-hda c.img', '--isa3 xtide --isa3-disk0 c.img'],
    ['-hard2 d.img', '--isa3 xtide --isa3-disk1 d.img'],
    ['-isa1 mda -isa6 adlib', '--isa1 mda --isa6 adlib'],
    ['-k de', '--layout de'],
    ['-k en-GB', '--layout uk'],
    ['-vga hercules', '--isa1 hercules'],
    ['-machine cga', '--isa1 cga'],
    ['-soundhw adlib -soundhw pcspk', '--isa6 adlib'],
    ['-serial stdio', '--isa4 serial --isa4-out -'],
    ['-serial file:x.txt', '--isa4 serial --isa4-out x.txt'],
    ['-serial x.txt', '--isa4 serial --isa4-out x.txt'],
    ['-serial null', '--isa4 serial'],
    ['-parallel file:p.txt', '--isa5 parallel --isa5-printer p.txt'],
    ['-parallel none', '--isa5 none'],
    ['-debugcon file:d.txt', '--out debug=d.txt'],
    ['-display none', '--headless'],
    ['-nographic', '--headless'],
    ['-localtime', '--rtc base=localtime'],
    ['-sound none', ''],
    ['-bench 5', '--headless --seconds 5'],
    ['-c DIR', '--type DIR\\n'],
    ['-snapshot', '--snapshot'],
  ])('%s', (line, expected) => {
    expect(parse('ibm-5160', ...line.split(' '))).toEqual({ options: expected, notes: [] });
  });

  it.each([
    ['-vga std', '-vga std: the machine keeps its display card; there are cga, mda and hercules'],
    ['-soundhw sb16', '-soundhw sb16: there is no such sound card for this machine; there are adlib and pcspk'],
    ['-boot d', '-boot d: it starts from floppy (a) and hard disk (c); left out'],
    ['-serial tcp::4444', '-serial tcp::4444: a port can go to a file or to standard output (stdio); left out'],
    ['-net nic', '-net nic: there is no network yet; left out.'],
    ['-gdb tcp::1234', '-gdb tcp::1234: there is no debugger yet; left out.'],
    ['-S', '-S: there is no debugger yet; left out.'],
    ['-monitor stdio', '-monitor stdio: there is no monitor yet; left out.'],
    ['-enable-kvm -smp 2 -window', 'without meaning here, left out: -enable-kvm -smp -window'],
  ])('%s is told and left out', (line, note) => {
    expect(parse('ibm-5160', ...line.split(' '))).toEqual({ options: '', notes: [note] });
  });

  it('that would leave a disk out are errors', () => {
    expect(() => parse('ibm-5160', '-drive', 'file=a.img,if=floppy')).toThrow(/-drive: Write -fda FILE/);
    expect(() => parse('ibm-5160', '-cdrom', 'a.iso')).toThrow('There are no CD-ROM drives.');
    expect(() => parse('ibm-5160', '-k', 'xx')).toThrow(/-k xx: it takes us, uk, de/);
  });

  it('name keys as QEMU does', () => {
    expect(keyNameOfQemu('ctrl-alt-delete')).toBe('ctrl-alt-delete');
    expect(keyNameOfQemu('Ctrl-ret')).toBe('ctrl-enter');
    expect(() => keyNameOfQemu('ctrl--')).toThrow('names of keys with dashes between');
  });
});

it('help and info list the cards once', async () => {
  const help = (await backplane(['run', 'ibm-5160', '--help'])).out;
  expect(help.split('AdLib Music Synthesizer Card')).toHaveLength(2);
  expect(help).toContain('Cards for isa1, isa2, isa3, isa4, isa5, isa6, isa7, isa8');
  const info = (await backplane(['info', 'ibm-5160'])).out;
  expect(info.split('AdLib Music Synthesizer Card')).toHaveLength(2);
}, 30_000);
