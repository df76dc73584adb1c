import { testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Intel8272APart } from '../src/index.ts';
import { CRYSTAL, FdcBench, filled, ms, sectors, type TestDrive } from './fdc-bench.ts';

/** READ DATA, MFM: head, C, H, R, N, EOT. */
const read = (head: number, c: number, h: number, r: number, n: number, eot: number, opcode = 0x46) => [
  ...[opcode, head << 2, c, h, r, n, eot, 0x1b, 0xff],
];
const bytesOf = (...sides: readonly (readonly [head: number, r: number])[]): number[] =>
  sides.flatMap(([head, r]) => [...filled(512, head * 16 + r)]);

describe('reset and interrupts', () => {
  test('ready lines are polled 2.048 ms after reset at 250 kbit/s; only what is ready has changed', () => {
    const bench = new FdcBench();
    bench.bench.drive('reset', true);
    expect(bench.status).toBe(0);
    bench.bench.write('registers', 1, 8);
    bench.bench.drive('reset', false);
    const start = bench.bench.tick;
    expect(bench.until(() => bench.int)).toBe(true);
    expect(bench.bench.tick - start).toBe(ms(2.048));
    expect(bench.sense()).toEqual([0xc0, 0]);
    expect(bench.int).toBe(false);
    expect(bench.sense()).toEqual([0x80]);
  });

  test('a drive that becomes not ready, and ready again', () => {
    const bench = new FdcBench().start();
    bench.drive.turning = false;
    bench.chip.driveChanged(bench.bench.tick);
    expect(bench.int).toBe(true);
    expect(bench.sense()).toEqual([0xc8, 0]);
    bench.drive.turning = true;
    bench.chip.driveChanged(bench.bench.tick);
    expect(bench.sense()).toEqual([0xc0, 0]);
  });

  test('commands that do not exist, and SENSE INTERRUPT without one, give 80h; VERSION tells the uPD765B', () => {
    const bench = new FdcBench().start();
    for (const opcode of [0x00, 0x01, 0x0b, 0x0e, 0x12, 0x1f, 0x08, 0x10]) {
      bench.send(opcode);
      expect(bench.status & 0xf0).toBe(0x50);
      expect(bench.results(1)).toEqual([0x80]);
      expect(bench.status & 0x10).toBe(0);
    }
    expect(bench.int).toBe(false);
    const later = new FdcBench('uPD765B').start();
    later.send(0x10);
    expect(later.results(1)).toEqual([0x90]);
  });

  test('RQM is off for 12 µs after a byte', () => {
    const bench = new FdcBench().start();
    bench.ready(false);
    bench.bench.write('registers', 1, 0x04);
    expect(bench.status).toBe(0x10);
    bench.bench.advance((12 * CRYSTAL) / 1e6 - 1);
    expect(bench.status).toBe(0x10);
    bench.bench.advance(1);
    expect(bench.status).toBe(0x90);
  });

  test('the first byte of a result takes INT away', () => {
    const bench = new FdcBench().start();
    bench.send(...read(0, 0, 0, 99, 2, 9));
    bench.until(() => bench.int);
    expect(bench.status).toBe(0xd0);
    bench.bench.read('registers', 1);
    expect(bench.int).toBe(false);
    bench.results(6);
    bench.ready(false);
  });

  test('SENSE DRIVE STATUS', () => {
    const bench = new FdcBench().start();
    const st3 = (selector: number): number => {
      bench.send(4, selector);
      return bench.results(1)[0]!;
    };
    expect(st3(0)).toBe(0x28);
    bench.drive.cylinder = 0;
    bench.drive.protect = true;
    bench.drive.broken = true;
    expect(st3(4)).toBe(0xfc);
    expect(st3(3)).toBe(3);
  });
});

describe('seeks', () => {
  const seek = (bench: FdcBench, ...bytes: readonly number[]): number => {
    bench.send(...bytes);
    const start = bench.bench.tick;
    bench.until(() => bench.int);
    return bench.bench.tick - start;
  };

  test('step pulses come at the step rate, and INT one step rate after the last', () => {
    const bench = new FdcBench().start();
    bench.drive.cylinder = 0;
    // step rate Eh: 2 ms at 500 kbit/s, 4 ms at 250
    const ticks = seek(bench, 0x0f, 0, 10);
    expect(ticks / ms(1)).toBeCloseTo(40, 1);
    expect(bench.drive.cylinder).toBe(10);
    expect(bench.status & 0x0f).toBe(1);
    expect(bench.sense()).toEqual([0x20, 10]);
    expect(bench.status & 0x0f).toBe(0);
    expect(seek(bench, 0x0f, 0, 7) / ms(1)).toBeCloseTo(12, 1);
    expect(bench.drive.cylinder).toBe(7);
    bench.sense();
    bench.chip.setDataRate(500);
    expect(seek(bench, 0x0f, 0, 17) / ms(1)).toBeCloseTo(20, 1);
  });

  test('RECALIBRATE ends at track 0, or fails after 77 pulses', () => {
    const bench = new FdcBench().start();
    bench.drive.cylinder = 30;
    expect(seek(bench, 0x07, 0) / ms(1)).toBeCloseTo(120, 1);
    expect(bench.sense()).toEqual([0x20, 0]);
    bench.drive.cylinder = 77;
    seek(bench, 0x07, 0);
    expect(bench.sense()).toEqual([0x20, 0]);
    bench.drive.cylinder = 78;
    seek(bench, 0x07, 0);
    expect(bench.sense()).toEqual([0x70, 0]);
    expect(bench.drive.cylinder).toBe(1);
  });

  test('several drives seek at once, and their ends are told one by one', () => {
    const bench = new FdcBench();
    const others = [1, 2].map((unit) => {
      const { drive } = new FdcBench();
      bench.bench.device.connect(unit, drive);
      return drive;
    });
    bench.start();
    bench.send(0x0f, 0, 20);
    bench.send(0x0f, 1, 5);
    bench.send(0x0f, 2, 5);
    expect(bench.status & 0x0f).toBe(7);
    bench.bench.advance(ms(30));
    expect(bench.int).toBe(true);
    expect(bench.sense()).toEqual([0x21, 5]);
    expect(bench.int).toBe(true);
    expect(bench.sense()).toEqual([0x22, 5]);
    expect(bench.int).toBe(false);
    expect(others.map(({ cylinder }: TestDrive) => cylinder)).toEqual([8, 8]);
    expect(bench.until(() => bench.int)).toBe(true);
    expect(bench.sense()).toEqual([0x20, 20]);
  });

  test('the end of a seek is told when the command in between is over', () => {
    const bench = new FdcBench().start();
    const second = new FdcBench().drive;
    bench.bench.device.connect(1, second);
    bench.chip.driveChanged(bench.bench.tick);
    bench.sense();
    bench.send(0x0f, 1, 1);
    const { result } = bench.command(read(0, 0, 0, 9, 2, 9), { count: 512 });
    expect(result[0]).toBe(0);
    bench.ready(false);
    expect(bench.int).toBe(true);
    expect(bench.sense()).toEqual([0x21, 1]);
  });

  test('a drive that is not ready', () => {
    const bench = new FdcBench().start();
    seek(bench, 0x0f, 1, 1);
    expect(bench.sense()).toEqual([0x49, 0]);
  });
});

describe('reading', () => {
  test('a sector, ended by TC', () => {
    const bench = new FdcBench().start();
    const ended = bench.command(read(0, 0, 0, 4, 2, 9), { count: 512 });
    expect(ended.result).toEqual([0, 0, 0, 0, 0, 5, 2]);
    expect(ended.read).toEqual(bytesOf([0, 4]));
  });

  test('TC within a sector ends it where the sector ends', () => {
    const bench = new FdcBench().start();
    const whole = bench.command(read(0, 0, 0, 2, 2, 9), { count: 512 });
    const part = bench.command(read(0, 0, 0, 2, 2, 9), { count: 100 });
    expect(part.read).toEqual(bytesOf([0, 2]).slice(0, 100));
    expect(part.result).toEqual([0, 0, 0, 0, 0, 3, 2]);
    expect((part.at - whole.at) % (CRYSTAL / 5)).toBe(0);
  });

  test('several sectors up to EOT; without TC that is the end of the cylinder', () => {
    const bench = new FdcBench().start();
    const { result, read: data } = bench.command(read(0, 0, 0, 7, 2, 9));
    expect(result).toEqual([0x40, 0x80, 0, 0, 0, 9, 2]);
    expect(data).toEqual(bytesOf([0, 7], [0, 8], [0, 9]));
  });

  test('addresses in the result follow the table of the data sheet', () => {
    const bench = new FdcBench().start();
    const after = (opcode: number, head: number, r: number): readonly number[] =>
      bench.command(read(head, 0, head, r, 2, 9, opcode), { count: 512 }).result.slice(3);
    expect(after(0x46, 0, 8)).toEqual([0, 0, 9, 2]);
    expect(after(0x46, 0, 9)).toEqual([1, 0, 1, 2]);
    expect(after(0x46, 1, 8)).toEqual([0, 1, 9, 2]);
    expect(after(0x46, 1, 9)).toEqual([1, 1, 1, 2]);
    expect(after(0xc6, 0, 8)).toEqual([0, 0, 9, 2]);
    expect(after(0xc6, 0, 9)).toEqual([0, 1, 1, 2]);
    expect(after(0xc6, 1, 8)).toEqual([0, 1, 9, 2]);
    expect(after(0xc6, 1, 9)).toEqual([1, 0, 1, 2]);
  });

  test('multi-track goes on with side 1', () => {
    const bench = new FdcBench().start();
    const { result, read: data } = bench.command(read(0, 0, 0, 8, 2, 9, 0xc6), { count: 4 * 512 });
    expect(data).toEqual(bytesOf([0, 8], [0, 9], [1, 1], [1, 2]));
    expect(result).toEqual([0x04, 0, 0, 0, 1, 3, 2]);
    const whole = bench.command(read(0, 0, 0, 1, 2, 9, 0xc6));
    expect(whole.read.length).toBe(18 * 512);
    expect(whole.result).toEqual([0x44, 0x80, 0, 0, 1, 9, 2]);
  });

  test('a record that is not there: no data at the second index pulse', () => {
    const bench = new FdcBench().start();
    const { result, at } = bench.command(read(0, 0, 0, 10, 2, 10));
    expect(result).toEqual([0x40, 0x04, 0, 0, 0, 10, 2]);
    expect(at % (CRYSTAL / 5)).toBe(0);
    expect(bench.command(read(0, 0, 0, 1, 3, 9)).result).toEqual([0x40, 0x04, 0, 0, 0, 1, 3]);
  });

  test('a wrong and a bad cylinder', () => {
    const bench = new FdcBench().start();
    expect(bench.command(read(0, 5, 0, 1, 2, 9)).result.slice(0, 3)).toEqual([0x40, 0x04, 0x10]);
    bench.drive.sides[0] = sectors(9, () => ({ c: 0xff }));
    expect(bench.command(read(0, 5, 0, 1, 2, 9)).result.slice(0, 3)).toEqual([0x40, 0x04, 0x12]);
  });

  test('no address marks: another density or rate, an unformatted track', () => {
    const bench = new FdcBench().start();
    const missing = [0x40, 0x01, 0];
    expect(bench.command(read(0, 0, 0, 1, 2, 9, 0x06)).result.slice(0, 3)).toEqual(missing);
    bench.chip.setDataRate(500);
    expect(bench.command(read(0, 0, 0, 1, 2, 9)).result.slice(0, 3)).toEqual(missing);
    bench.chip.setDataRate(250);
    bench.drive.sides[0] = [];
    expect(bench.command(read(0, 0, 0, 1, 2, 9)).result.slice(0, 3)).toEqual(missing);
  });

  test('check sums: of the data after all bytes, of the address before any', () => {
    const bench = new FdcBench().start();
    bench.drive.sides[0] = sectors(9, (i) => ({ dataError: i === 3, idError: i === 4 }));
    const data = bench.command(read(0, 0, 0, 4, 2, 9), { count: 1024 });
    expect(data.result).toEqual([0x40, 0x20, 0x20, 0, 0, 4, 2]);
    expect(data.read).toEqual(bytesOf([0, 4]));
    const id = bench.command(read(0, 0, 0, 5, 2, 9), { count: 512 });
    expect(id.result).toEqual([0x40, 0x20, 0, 0, 0, 5, 2]);
    expect(id.read).toEqual([]);
  });

  test('a sector without a data field', () => {
    const bench = new FdcBench().start();
    bench.drive.sides[0] = sectors(9, (i) => ({ size: i === 2 ? 0 : 512 }));
    expect(bench.command(read(0, 0, 0, 3, 2, 9), { count: 512 }).result.slice(0, 3)).toEqual([0x40, 0x01, 0x01]);
  });

  test('deleted data: read and told of, or skipped; READ DELETED DATA the other way round', () => {
    const bench = new FdcBench().start();
    bench.drive.sides[0] = sectors(9, (i) => ({ deleted: i === 1 }));
    const told = bench.command(read(0, 0, 0, 1, 2, 9), { count: 3 * 512 });
    expect(told.result).toEqual([0, 0, 0x40, 0, 0, 2, 2]);
    expect(told.read).toEqual(bytesOf([0, 1], [0, 2]));
    const skipped = bench.command(read(0, 0, 0, 1, 2, 9, 0x66), { count: 2 * 512 });
    expect(skipped.result).toEqual([0, 0, 0x40, 0, 0, 4, 2]);
    expect(skipped.read).toEqual(bytesOf([0, 1], [0, 3]));
    const deleted = bench.command(read(0, 0, 0, 2, 2, 9, 0x4c), { count: 512 });
    expect(deleted.result).toEqual([0, 0, 0, 0, 0, 3, 2]);
    expect(deleted.read).toEqual(bytesOf([0, 2]));
    expect(bench.command(read(0, 0, 0, 1, 2, 9, 0x4c), { count: 512 }).result).toEqual([0, 0, 0x40, 0, 0, 1, 2]);
  });

  test('FM sectors of 128 bytes, and DTL', () => {
    const bench = new FdcBench().start();
    bench.drive.encoding = 'fm';
    bench.drive.capacity = 3125;
    bench.drive.sides[0] = sectors(9, (i) => ({ n: 0, size: 128, position: 79 + i * 180 }));
    const whole = bench.command([0x06, 0, 0, 0, 3, 0, 9, 0x1b, 0x80], { count: 128 });
    expect(whole.read).toEqual([...filled(128, 3)]);
    expect(whole.result).toEqual([0, 0, 0, 0, 0, 4, 0]);
    const short = bench.command([0x06, 0, 0, 0, 3, 0, 3, 0x1b, 0x20]);
    expect(short.read).toEqual([...filled(128, 3).subarray(0, 0x20)]);
    expect(short.result).toEqual([0x40, 0x80, 0, 0, 0, 3, 0]);
  });

  test('READ TRACK takes sectors as they come from the index hole, whatever their addresses', () => {
    const bench = new FdcBench().start();
    bench.drive.sides[0] = sectors(3, (i) => ({ r: [5, 1, 9][i]!, dataError: i === 1 }));
    const { result, read: data } = bench.command([0x42, 0, 0, 0, 1, 2, 3, 0x1b, 0xff]);
    expect(data).toEqual(bytesOf([0, 5], [0, 1], [0, 9]));
    expect(result.slice(0, 3)).toEqual([0x40, 0x80 | 0x20 | 0x04, 0x20]);
  });

  test('READ ID gives the next address', () => {
    const bench = new FdcBench().start();
    const seen = Array.from({ length: 3 }, () => bench.command([0x4a, 4]).result);
    expect(seen.map((r) => r.slice(0, 5))).toEqual([1, 1, 1].map(() => [4, 0, 0, 0, 1]));
    const rs = seen.map((r) => r[5]!);
    expect(rs[1]).toBe((rs[0]! % 9) + 1);
    expect(seen[0]![6]).toBe(2);
    bench.drive.sides[0] = sectors(2, () => ({ idError: true }));
    expect(bench.command([0x4a, 0]).result.slice(0, 3)).toEqual([0x40, 0x04, 0]);
    expect(bench.command([0x0a, 0]).result.slice(0, 3)).toEqual([0x40, 0x01, 0]);
  });

  test('a byte that is not fetched in time: overrun', () => {
    const bench = new FdcBench().start();
    const { result, read: data } = bench.command(read(0, 0, 0, 1, 2, 9), { stopAt: 10 });
    expect(result).toEqual([0x40, 0x10, 0, 0, 0, 1, 2]);
    expect(data.length).toBe(10);
    const slow = bench.command(read(0, 0, 0, 1, 2, 9), { delay: 255, count: 512 });
    expect(slow.result[1]).toBe(0);
    expect(bench.command(read(0, 0, 0, 1, 2, 9), { delay: 257, count: 512 }).result[1]).toBe(0x10);
  });

  test('the last byte of a sector counts too', () => {
    const bench = new FdcBench().start();
    expect(bench.command(read(0, 0, 0, 1, 2, 9), { stopAt: 511 }).result[1]).toBe(0x10);
  });
});

describe('writing', () => {
  const write = (r: number, eot: number, opcode = 0x45) => [opcode, 0, 0, 0, r, 2, eot, 0x1b, 0xff];

  test('sectors come back as they were written', () => {
    const bench = new FdcBench().start();
    const data = [...filled(1024, 99)];
    expect(bench.command(write(3, 9), { give: data, count: 1024 }).result).toEqual([0, 0, 0, 0, 0, 5, 2]);
    expect(bench.command(read(0, 0, 0, 3, 2, 9), { count: 1024 }).read).toEqual(data);
  });

  test('after TC the rest of the sector is zeros', () => {
    const bench = new FdcBench().start();
    bench.command(write(3, 9), { give: filled(20, 1), count: 20 });
    const { read: back } = bench.command(read(0, 0, 0, 3, 2, 9), { count: 512 });
    expect(back).toEqual([...filled(20, 1), ...new Array(492).fill(0)]);
  });

  test('WRITE DELETED DATA sets the mark', () => {
    const bench = new FdcBench().start();
    bench.command(write(2, 9, 0x49), { give: filled(512, 1), count: 512 });
    expect(bench.command(read(0, 0, 0, 2, 2, 9), { count: 512 }).result[2]).toBe(0x40);
    bench.command(write(2, 9), { give: filled(512, 1), count: 512 });
    expect(bench.command(read(0, 0, 0, 2, 2, 9), { count: 512 }).result[2]).toBe(0);
  });

  test('write protection, a fault, an overrun: nothing is written', () => {
    const bench = new FdcBench().start();
    const { drive } = bench;
    drive.protect = true;
    expect(bench.command(write(1, 9), { give: [1], count: 512 }).result).toEqual([0x40, 0x02, 0, 0, 0, 1, 2]);
    expect(bench.command([0x4d, 0, 2, 9, 0x50, 0xf6], { give: [], count: 36 }).result.slice(0, 2)).toEqual([0x40, 2]);
    drive.protect = false;
    drive.broken = true;
    expect(bench.command(write(1, 9), { give: [1], count: 512 }).result).toEqual([0x50, 0, 0, 0, 0, 1, 2]);
    drive.broken = false;
    expect(bench.command(write(1, 9), { give: [1], stopAt: 100 }).result).toEqual([0x40, 0x10, 0, 0, 0, 1, 2]);
    expect(drive.data.size).toBe(0);
  });

  test('FORMAT TRACK: from index to index, four bytes for each sector', () => {
    const bench = new FdcBench().start();
    const ids = [1, 2, 3].flatMap((r) => [7, 0, r, 2]);
    const { result, at, times } = bench.command([0x4d, 0, 2, 3, 0x50, 0xe5], { give: ids, count: 12 });
    expect(result.slice(0, 3)).toEqual([0, 0, 0]);
    expect(at % (CRYSTAL / 5)).toBe(0);
    expect(bench.drive.formats).toEqual([
      { head: 0, encoding: 'mfm', kbps: 250, ids: Uint8Array.from(ids), n: 2, gap3: 0x50, filler: 0xe5 },
    ]);
    // 654 bytes of 32 µs from sector to sector
    expect((times[4]! - times[0]!) / (32 * 8)).toBeCloseTo(654, 0);
    expect((times[0]! % (CRYSTAL / 5)) / (32 * 8)).toBeCloseTo(161, 0);
  });

  test('FORMAT TRACK writes only what there is room for', () => {
    const bench = new FdcBench().start();
    const ids = Array.from({ length: 12 }, (_, i) => [0, 0, i + 1, 2]).flat();
    const { result } = bench.command([0x4d, 0, 2, 12, 0x50, 0xe5], { give: ids });
    expect(result[0]).toBe(0);
    expect(bench.drive.formats[0]!.ids.length / 4).toBe(9);
  });

  test('a FORMAT TRACK that is not served in time', () => {
    const bench = new FdcBench().start();
    expect(bench.command([0x4d, 0, 2, 9, 0x50, 0xe5], { give: [], stopAt: 3 }).result.slice(0, 2)).toEqual([
      0x40, 0x10,
    ]);
    expect(bench.drive.formats).toEqual([]);
  });
});

describe('scanning', () => {
  const scan = (opcode: number, give: readonly number[], eot = 1, step = 1, r = 1) => {
    const bench = new FdcBench().start();
    bench.drive.data.set(
      '0.0',
      Uint8Array.from({ length: 512 }, () => 100),
    );
    bench.drive.data.set(
      '0.1',
      Uint8Array.from({ length: 512 }, () => 50),
    );
    bench.drive.data.set(
      '0.2',
      Uint8Array.from({ length: 512 }, () => 20),
    );
    const { result } = bench.command([opcode, 0, 0, 0, r, 2, eot, 0x1b, step], { give });
    return [result[0], result[2], result[5]];
  };
  const all = (value: number, but: readonly [number, number][] = []): number[] => {
    const bytes = new Array<number>(512 * 4).fill(value);
    for (const [i, v] of but) bytes[i] = v;
    return bytes;
  };

  test('equal', () => {
    expect(scan(0x51, all(100))).toEqual([0, 0x08, 1]);
    expect(scan(0x51, all(99))).toEqual([0, 0x04, 1]);
    expect(scan(0x51, all(100, [[511, 1]]))).toEqual([0, 0x04, 1]);
    expect(scan(0x51, all(100, [[7, 0xff]]))).toEqual([0, 0x08, 1]);
  });

  test('low or equal: the disk has no more than the processor', () => {
    expect(scan(0x59, all(100))).toEqual([0, 0x08, 1]);
    expect(scan(0x59, all(101))).toEqual([0, 0, 1]);
    expect(scan(0x59, all(99))).toEqual([0, 0x04, 1]);
  });

  test('high or equal', () => {
    expect(scan(0x5d, all(100))).toEqual([0, 0x08, 1]);
    expect(scan(0x5d, all(99))).toEqual([0, 0, 1]);
    expect(scan(0x5d, all(101))).toEqual([0, 0x04, 1]);
  });

  test('it goes on until a sector meets the condition, in steps of one or two', () => {
    expect(scan(0x51, all(20), 9)).toEqual([0, 0x08, 3]);
    expect(scan(0x51, all(20), 3, 2)).toEqual([0, 0x08, 3]);
    expect(scan(0x51, all(50), 3, 2)).toEqual([0, 0x04, 3]);
  });
});

describe('without DMA', () => {
  test('each byte has an interrupt, and the data register has it', () => {
    const bench = new FdcBench().start();
    bench.send(0x03, 0xe1, 0x05);
    bench.send(...read(0, 0, 0, 9, 2, 9));
    const data: number[] = [];
    while (data.length < 512) {
      expect(bench.until(() => bench.int)).toBe(true);
      expect(bench.status).toBe(0xf0);
      data.push(bench.bench.read('registers', 1));
      expect(bench.int).toBe(false);
      expect(bench.status).toBe(0x70);
    }
    expect(data).toEqual(bytesOf([0, 9]));
    bench.until(() => bench.int);
    expect(bench.results(7)).toEqual([0x40, 0x80, 0, 0, 0, 9, 2]);
  });

  test('writing, ended by TC', () => {
    const bench = new FdcBench().start();
    bench.send(0x03, 0xe1, 0x05);
    bench.send(0x45, 0, 0, 0, 1, 2, 9, 0x1b, 0xff);
    for (let i = 0; i < 3; i++) {
      bench.until(() => bench.int);
      expect(bench.status).toBe(0xb0);
      bench.bench.write('registers', 1, 0x11 * (i + 1));
    }
    bench.bench.drive('tc', true);
    bench.until(() => bench.int);
    expect(bench.results(7)).toEqual([0, 0, 0, 0, 0, 2, 2]);
    expect([...bench.drive.data.get('0.0')!.subarray(0, 4)]).toEqual([0x11, 0x22, 0x33, 0]);
  });
});

describe('time', () => {
  test('bytes come every 32 µs at 250 kbit/s and 300 rpm', () => {
    const bench = new FdcBench().start();
    const { times } = bench.command(read(0, 0, 0, 1, 2, 9), { count: 512 });
    expect((times[511]! - times[0]!) / 511 / 8).toBeCloseTo(32, 2);
  });

  test('nine sectors in order take less than a turn; with an interleave of 2 they take two turns', () => {
    const turn = CRYSTAL / 5;
    const bench = new FdcBench().start();
    const straight = bench.command(read(0, 0, 0, 1, 2, 9), { count: 9 * 512 });
    expect((straight.at - straight.times[0]!) / turn).toBeCloseTo((8 * 654 + 512) / 6250, 1);
    bench.drive.sides[0] = sectors(9, (i) => ({ r: [1, 6, 2, 7, 3, 8, 4, 9, 5][i]! }));
    const interleaved = bench.command(read(0, 0, 0, 1, 2, 9), { count: 9 * 512 });
    expect((interleaved.at - interleaved.times[0]!) / turn).toBeGreaterThan(1.5);
    expect((interleaved.at - interleaved.times[0]!) / turn).toBeLessThan(2);
  });

  test('the first byte comes when the sector is under the head', () => {
    const bench = new FdcBench().start();
    const { times } = bench.command(read(0, 0, 0, 5, 2, 9), { count: 512 });
    // position of the ID mark, 45 bytes to the data, one byte
    expect((times[0]! % (CRYSTAL / 5)) / (32 * 8)).toBeCloseTo(161 + 4 * 654 + 45 + 1, 1);
  });

  test('head load time, which a second command within the head unload time does not need', () => {
    const bench = new FdcBench().start();
    const delay = (): number => {
      bench.send(0x4a, 0);
      const start = bench.bench.tick;
      let first = 0;
      bench.until(() => {
        if (first === 0 && bench.bench.scheduler.next > start + 1) first = bench.bench.scheduler.next - start;
        return bench.int;
      });
      bench.results(7);
      return first / ms(1);
    };
    // HLT 2: 4 ms at 500 kbit/s, 8 at 250; HUT 1: 16 and 32
    expect(delay()).toBeCloseTo(8, 1);
    expect(delay()).toBeLessThan(0.1);
    bench.bench.advance(ms(31));
    expect(delay()).toBeLessThan(0.1);
    bench.bench.advance(ms(33));
    expect(delay()).toBeCloseTo(8, 1);
  });

  test('an idle controller has no events, nor has one that waits for a disk', () => {
    const bench = new FdcBench().start();
    expect(bench.bench.scheduler.next).toBe(Number.POSITIVE_INFINITY);
    bench.command(read(0, 0, 0, 1, 2, 9), { count: 512 });
    expect(bench.bench.scheduler.next).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a drive that stops', () => {
  test('while the controller looks for a sector', () => {
    const bench = new FdcBench().start();
    bench.send(...read(0, 0, 0, 10, 2, 10));
    bench.bench.advance(ms(50));
    bench.drive.turning = false;
    bench.chip.driveChanged(bench.bench.tick);
    expect(bench.int).toBe(true);
    expect(bench.results(7).slice(0, 1)).toEqual([0xc8]);
  });
});

testDevice({ describe, test, part: Intel8272APart, crystal: 1_000_000, pause: 20_000 });
