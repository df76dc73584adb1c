import { sha1Hex } from '@backplane/kernel';
import { type CbmDisk, CbmFileSystem, createD64, openD64 } from '@backplane/media';
import { testDevice } from '@backplane/testkit';
import { describe, expect, it, test } from 'vitest';
import { VirtualDrivePart } from '../src/index.ts';
import { FASTEST, type HostTiming, NTSC, PAL, SerialHost, SLOW } from './serial-host.ts';

const PROGRAM = Uint8Array.from({ length: 700 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

const images = new Map<string, { readonly image: Uint8Array; readonly sha1: string }>();

function disk(title = 'TEST'): CbmDisk {
  let known = images.get(title);
  if (known === undefined) {
    const made = openD64(createD64(title, 'AB'));
    const fs = new CbmFileSystem(made);
    fs.writeFile('PROGRAM', 2, PROGRAM);
    fs.writeFile(
      'TEXT',
      1,
      Uint8Array.from('HELLO\r', (c) => c.charCodeAt(0)),
    );
    const image = made.medium.content();
    known = { image, sha1: sha1Hex(image) };
    images.set(title, known);
  }
  return openD64(known.image, { baseSha1: known.sha1 });
}

describe('the serial protocol', () => {
  const timings: readonly [string, HostTiming][] = [
    ['PAL', PAL],
    ['NTSC', NTSC],
    ['the shortest times', FASTEST],
    ['long times', SLOW],
  ];
  for (const [name, timing] of timings) {
    it(`loads and saves with ${name}`, () => {
      const host = new SerialHost([disk()], timing);
      expect(host.status()).toBe('73,CBM DOS V2.6 1541,00,00');
      expect(host.load('PROGRAM')).toEqual(PROGRAM);
      expect(host.save('COPY', PROGRAM)).toBe(PROGRAM.length);
      expect(host.status()).toBe('00, OK,00,00');
      expect(host.load('COPY')).toEqual(PROGRAM);
    });
  }

  it('leaves the lines alone when nothing is addressed, and has nothing to do', () => {
    const host = new SerialHost([disk(), disk()]);
    host.load('PROGRAM');
    host.pass(10_000);
    for (const { scheduler, drive, outputs } of host.sockets) {
      expect(scheduler.next).toBe(Number.POSITIVE_INFINITY);
      expect(drive.busy).toBe(false);
      expect(outputs.clk!.on || outputs.data!.on).toBe(false);
    }
  });

  it('is silent about devices that are not there', () => {
    expect(new SerialHost([]).open(8, 0, 'X')).toBe(false);
    const host = new SerialHost([disk()]);
    // the drive that is there acknowledges the other's address and steps aside
    expect(host.open(9, 0, 'X')).toBe(false);
    expect(host.attention(0x29)).toBe(true);
    expect(host.attention(0x29, 0xf0)).toBe(false);
    const two = new SerialHost([disk(), disk()]);
    expect(two.open(10, 0, 'X')).toBe(false);
    expect(two.open(9, 0, 'PROGRAM')).toBe(true);
    // and nobody talks
    host.attention(0x49, 0x60);
    host.release();
    host.pass(5000);
    expect(host.clk).toBe(false);
    expect(host.load('PROGRAM')).toEqual(PROGRAM);
  });

  it('has four drives on one bus', () => {
    const host = new SerialHost([8, 9, 10, 11].map((n) => disk(`DISK ${n}`)));
    for (const n of [11, 9, 8, 10]) {
      expect(host.status(n)).toBe('73,CBM DOS V2.6 1541,00,00');
      expect(String.fromCharCode(...host.load('$', n)!)).toContain(`"DISK ${n}`.padEnd(17));
    }
    host.save('ONLY HERE', PROGRAM, 10);
    expect(host.load('ONLY HERE', 8)).toBeNull();
    expect(host.load('ONLY HERE', 10)).toEqual(PROGRAM);
  });

  it('acknowledges the last byte, and is silent behind it', () => {
    const host = new SerialHost([disk()]);
    host.open(8, 2, 'TEXT');
    const first = host.read(8, 2, 4);
    expect([String.fromCharCode(...first.bytes), first.eoi]).toEqual(['HELL', false]);
    const rest = host.read(8, 2);
    expect([String.fromCharCode(...rest.bytes), rest.eoi]).toEqual(['O\r', true]);
    expect(host.read(8, 2).complete).toBe(false);
    expect(host.read(8, 2).bytes.length).toBe(0);
    host.close(8, 2);
    expect(host.read(8, 2).complete).toBe(false);
  });

  it('does not lose a byte that was interrupted', () => {
    const host = new SerialHost([disk()]);
    host.open(8, 2, 'TEXT');
    host.attention(0x48, 0x62);
    host.turnAround();
    // take three bits, then ATN
    host.pass(700);
    expect(host.read(8, 2).bytes.length).toBe(6);
  });

  it('takes ATN at any time', () => {
    const host = new SerialHost([disk()], PAL);
    for (let microseconds = 10; microseconds < 4000; microseconds += 37) {
      host.open(8, 0, 'PROGRAM');
      host.attention(0x48, 0x60);
      host.turnAround();
      const end = host.tick + (microseconds * PAL.ticksPerSecond) / 1e6;
      while (host.tick < end) host.receive();
      host.pass(microseconds % 53);
      host.untalk();
      host.close(8, 0);
      expect(host.status()).toMatch(/^(00|73)/);
    }
    expect(host.load('PROGRAM')).toEqual(PROGRAM);
  });

  it('gives up on a listener that does not acknowledge', () => {
    const host = new SerialHost([disk()]);
    host.open(8, 0, 'PROGRAM');
    host.attention(0x48, 0x60);
    host.turnAround();
    host.release();
    host.pass(20_000);
    expect(host.clk).toBe(false);
    expect(host.sockets[0]!.drive.busy).toBe(false);
    host.close(8, 0);
    expect(host.load('PROGRAM')).toEqual(PROGRAM);
  });

  it('starts afresh with RESET, whatever it is doing', () => {
    const host = new SerialHost([disk()]);
    host.open(8, 0, 'PROGRAM');
    host.attention(0x48, 0x60);
    host.turnAround();
    host.receive();
    host.reset();
    host.release();
    expect(host.clk || host.data).toBe(false);
    expect(host.status()).toBe('73,CBM DOS V2.6 1541,00,00');
    expect(host.read(8, 0).complete).toBe(false);
    expect(host.load('PROGRAM')).toEqual(PROGRAM);
  });

  it('goes on in another drive from a snapshot at any look at the lines', () => {
    const image = disk();
    const host = new SerialHost([image]);
    const exchange = (every: number): void => {
      let looks = 0;
      host.onLook = () => {
        if (++looks % every !== 0) return;
        // the base of the other disk is the same, what was written comes with the snapshot
        const other = disk();
        other.medium.baseSha1 = image.medium.baseSha1;
        host.sockets[0]!.exchange(other);
      };
    };
    exchange(41);
    expect(host.load('PROGRAM')).toEqual(PROGRAM);
    exchange(67);
    expect(host.save('COPY', PROGRAM.subarray(0, 300))).toBe(300);
    host.print(8, 15, 'S:TEXT\r');
    expect(host.status()).toBe('01,FILES SCRATCHED,01,00');
    exchange(97);
    expect(host.load('COPY')).toEqual(PROGRAM.subarray(0, 300));
    host.open(8, 3, 'RECORDS,L,\x14');
    host.print(8, 3, 'FIRST\r');
    host.print(8, 15, 'P\x63\x01\x00\x01\r');
    expect(host.text(8, 3)).toBe('FIRST\r');
    host.close(8, 3);
  });
});

testDevice({
  describe,
  test,
  part: VirtualDrivePart,
  options: {},
  steps: 1500,
  pause: 400,
  media: {
    disk: (random) => {
      const made = disk(`DISK ${random.below(3)}`);
      made.medium.writeProtected = random.oneIn(4);
      return made;
    },
  },
});
