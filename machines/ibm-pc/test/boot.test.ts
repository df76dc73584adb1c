import { screenText } from '@backplane/kernel';
import { blankFloppy, memoryStore } from '@backplane/media';
import { type MachineEntry, Session, type SessionConfig } from '@backplane/session';
import { describe, expect, it } from 'vitest';
import { catalog } from '../src/index.ts';
import { hex } from './support/bench.ts';

/*
 * The machines as they are switched on, with the firmware of this project
 */

const entries = catalog.machines as unknown as readonly MachineEntry[];
const entry = (id: string): MachineEntry => entries.find((e) => e.definition.id === id)!;

/**
 * A boot sector: prints its text by INT 10h, waits for a key by INT 16h, prints it, and ends the run with the scan code.
 */
function bootSector(text: string): Uint8Array {
  const sector = new Uint8Array(512);
  // JMP over the disk's parameters; at 7C3E: MOV SI, 7C80 / LODSB / OR AL,AL / JZ / MOV AH,0E / INT 10 / JMP
  sector.set(hex('EB 3C 90'));
  sector.set(
    hex(`31 C0 8E D8 FC BE 80 7C AC 08 C0 74 09 B4 0E BB 07 00 CD 10 EB F2
         B4 00 CD 16 50 B4 0E BB 07 00 CD 10 58 88 E0 BA 01 05 EE F4`),
    0x3e,
  );
  sector.set(new TextEncoder().encode(text), 0x80);
  sector.set([0x55, 0xaa], 510);
  return sector;
}

function floppy(text: string): Uint8Array {
  const image = blankFloppy('360k').slice();
  const sector = bootSector(text);
  image.set(sector.subarray(0, 3));
  image.set(sector.subarray(0x3e), 0x3e);
  return image;
}

const shown = (session: Session): string => screenText(session.machine.screen!).join('\n');

const on = (id: string, config: SessionConfig = {}): Session => new Session(entry(id), { pacing: 'warp', ...config });

describe.each(['ibm-5150', 'ibm-5160', 'xt-turbo'])('%s', (id) => {
  it('counts its memory, finds keyboard and drives in order, and asks for a disk', async () => {
    const session = on(id);
    await session.run({ seconds: 8 });
    const text = shown(session);
    expect(text).toContain('Backplane BIOS');
    expect(text).toContain(id === 'ibm-5150' ? '256 KB' : '640 KB');
    expect(text).toMatch(/No system disk/);
    expect(text).not.toMatch(/does not answer|error/i);
  });

  it('starts from a floppy disk, prints, and takes keys', async () => {
    const session = on(id);
    session.insert('isa2.a', session.openMedium('isa2.a', floppy('Here is drive A. '), { name: 'a.img' }));
    expect(await session.runUntilText('Here is drive A.', { seconds: 8 })).toBe('found');
    expect(await session.typeText('Q', { seconds: 1 })).toBe('exit');
    expect(session.stopEvent!.code).toBe(0x10);
    expect(shown(session)).toContain('Here is drive A. Q');
  });
});

describe('with a hard disk', () => {
  const disk = (text: string): Uint8Array => {
    const image = new Uint8Array(20 * 16 * 63 * 512);
    image.set(bootSector(text));
    return image;
  };

  it.each([
    ['auto', 'floppy'],
    ['a', 'floppy'],
    ['c', 'hard disk'],
    ['c-only', 'hard disk'],
  ])('boot order %s starts the %s', async (boot, expected) => {
    const session = on('ibm-5160', { options: { boot } });
    const put = (bay: string, image: Uint8Array) =>
      session.insert(bay, session.openMedium(bay, bay === 'isa2.a' ? image : memoryStore(image), { name: 'x.img' }));
    put('isa2.a', floppy('From floppy. '));
    put('isa3.disk0', disk('From hard disk. '));
    expect(await session.runUntilText(`From ${expected}.`, { seconds: 10 })).toBe('found');
  });

  it('an empty drive A: lets the hard disk start', async () => {
    const session = on('ibm-5160');
    session.insert(
      'isa3.disk0',
      session.openMedium('isa3.disk0', memoryStore(disk('From hard disk. ')), { name: 'c.img' }),
    );
    expect(await session.runUntilText('From hard disk.', { seconds: 10 })).toBe('found');
  });
});

describe('RESET', () => {
  it('starts the machine again, wherever it is', async () => {
    const session = on('ibm-5160');
    session.insert('isa2.a', session.openMedium('isa2.a', floppy('Once. '), { name: 'a.img' }));
    expect(await session.runUntilText('Once.', { seconds: 8 })).toBe('found');
    // with a key down, and timer, DMA and interrupts as the program has left them
    session.keys!.keyDown('a');
    session.insert('isa2.a', session.openMedium('isa2.a', floppy('Twice. '), { name: 'b.img' }));
    session.reset('reset');
    session.keys!.keyUp('a');
    expect(await session.runUntilText('Twice.', { seconds: 15 })).toBe('found');
  });
});

describe('text typed by a script', () => {
  it('waits until the guest takes keys, and while its buffer is full', async () => {
    // echoes keys, with a pause of about 0.2 s after each, until Enter, which ends the run with 0
    const sector = bootSector('');
    sector.set(
      hex(`31 C0 8E D8 B4 00 CD 16 3C 0D 74 0D B4 0E BB 07 00 CD 10 31 C9 E2 FE EB EB
           B0 00 BA 01 05 EE F4`),
      0x3e,
    );
    const image = floppy('');
    image.set(sector.subarray(0x3e), 0x3e);
    const session = on('ibm-5160');
    session.insert('isa2.a', session.openMedium('isa2.a', image, { name: 'a.img' }));
    const text = 'more keys than the buffer of the BIOS can hold';
    await session.typeText(`${text}\n`, { seconds: 30 });
    expect(await session.run({ seconds: 10 })).toBe('exit');
    expect(shown(session)).toContain(text);
  });
});

describe('what the user chooses', () => {
  it.each([
    ['64K', '64 KB'],
    ['512K', '512 KB'],
    ['640K', '640 KB'],
  ])('memory %s', async (memory, text) => {
    const session = on('ibm-5150', { options: { memory } });
    expect(await session.runUntilText(text, { seconds: 8 })).toBe('found');
  });

  it('any video card, or none', async () => {
    for (const isa1 of ['mda', 'hercules', 'cga']) {
      const session = on('ibm-5150', { slots: { isa1 } });
      expect(await session.runUntilText('No system disk', { seconds: 10 })).toBe('found');
      expect(session.video).not.toBeNull();
    }
    const blind = on('ibm-5150', { slots: { isa1: null } });
    await blind.run({ seconds: 5 });
    expect([blind.machine.screen, blind.video]).toEqual([null, null]);
  });

  it('text typed for another layout', async () => {
    const session = on('ibm-5160', { options: { layout: 'de' } });
    session.insert('isa2.a', session.openMedium('isa2.a', floppy('Key: '), { name: 'a.img' }));
    expect(await session.runUntilText('Key:', { seconds: 8 })).toBe('found');
    // Z is where Y is in the United States
    expect(await session.typeText('z', { seconds: 1 })).toBe('exit');
    expect(session.stopEvent!.code).toBe(0x15);
  });
});
