import { describe, expect, it } from 'vitest';
import { disk, pattern, RomBench } from './bench.ts';

describe('start-up', () => {
  it('finds a drive and tells of it', () => {
    const rom = new RomBench([disk(615 * 4 * 17)]).start();
    expect(rom.text).toBe('XT-IDE: Backplane hard disk firmware\r\n  Backplane hard disk, 615/4/17 (20 MB)\r\n');
    expect(rom.machine.space.peek(0x475)).toBe(1);
    expect(rom.word(0x413)).toBe(639);
  });
});

describe('sectors', () => {
  it('reads one', () => {
    const d = disk(615 * 4 * 17);
    d.write((3 * 4 + 2) * 17 + 4, pattern(7));
    const rom = new RomBench([d]).start();
    expect(rom.chs(2, 3, 2, 5, 1, 0x20000)).toMatchObject({ ah: 0, al: 1, carry: false });
    expect(rom.peek(0x20000, 512)).toEqual(pattern(7));
  });
});
