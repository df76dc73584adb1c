import { describe, expect, it } from 'vitest';
import { asDisplayed, type Screenshot, Session } from '../src/index.ts';
import { toyEntry } from './fixture.ts';
import { pocketEntry } from './pocket.ts';

const colour = ({ rgba, width }: Screenshot, x: number, y: number): string =>
  [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)].map((b) => b.toString(16).padStart(2, '0')).join('');

describe('a screenshot', () => {
  it('is the visible part in the colours of the palette', () => {
    const session = new Session(pocketEntry);
    session.drawing = true;
    session.keys!.buffer('ink 7\n');
    session.runFor({ seconds: 0.3 });
    const shot = session.screenshot();
    expect([shot.width, shot.height, shot.rgba.length]).toEqual([64, 40, 64 * 40 * 4]);
    // the check pattern of 8 pixels begins at 0,0 of the buffer; the visible part at 8,5
    expect(colour(shot, 0, 0)).toBe('000000ff');
    expect(colour(shot, 7, 2)).toBe('000000ff');
    expect(colour(shot, 8, 2)).toBe('123456ff');
    expect(colour(shot, 0, 3)).toBe('123456ff');
  });

  it('is what the beam has drawn up to a moment: the new picture above, the old one below', () => {
    const session = new Session(pocketEntry);
    session.drawing = true;
    session.keys!.buffer('ink 2\n');
    // the ink changes 7 ms after the sixth picture began: at line 17 of the buffer, 12 of what is seen, in its middle
    session.runUntil(110_000);
    const shot = session.screenshot();
    // one picture is 20 ms; 10 ms of it are drawn: 25 lines
    for (const [x, y, expected] of [
      [8, 0, 'ffffff'],
      [8, 12, 'ffffff'],
      [56, 12, 'ff0000'],
      [0, 19, 'ff0000'],
      [8, 32, 'ffffff'],
    ] as const) {
      expect(colour(shot, x, y), `${x},${y}`).toBe(`${expected}ff`);
    }
  });

  it('is stretched to square pixels by repeating rows or columns, and left alone if they are nearly square', () => {
    const rgba = Uint8Array.from([1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255]);
    const at = (num: number, den: number) => asDisplayed({ width: 2, height: 2, rgba, pixelAspect: { num, den } });
    expect(at(15, 16).rgba).toBe(rgba);
    const tall = at(5, 12);
    expect([tall.width, tall.height]).toEqual([2, 5]);
    expect([0, 1, 2, 3, 4].map((y) => tall.rgba[y * 8])).toEqual([1, 1, 7, 7, 7]);
    const wide = at(2, 1);
    expect([wide.width, wide.height]).toEqual([4, 2]);
    expect([0, 1, 2, 3].map((x) => wide.rgba[x * 4])).toEqual([1, 1, 4, 4]);
    expect(asDisplayed({ ...tall }).pixelAspect).toEqual({ num: 1, den: 1 });
  });

  it('is refused where there is none', () => {
    expect(() => new Session(toyEntry).screenshot()).toThrow('toy draws no picture.');
    const session = new Session(pocketEntry);
    expect(session.drawing).toBe(false);
    expect(() => session.screenshot()).toThrow('Set `drawing`');
  });
});

describe('pictures', () => {
  it('are told when they are complete, and only while they are drawn', async () => {
    const session = new Session(pocketEntry);
    const at: number[] = [];
    const off = session.onPicture(() => at.push(session.machine.tick));
    await session.run({ seconds: 0.1 });
    expect(at).toEqual([]);
    session.drawing = true;
    await session.run({ seconds: 0.1 });
    expect(at).toEqual([120_000, 140_000, 160_000, 180_000, 200_000]);
    off();
    await session.run({ seconds: 0.1 });
    expect(at).toHaveLength(5);
  });
});

describe('auto pacing', () => {
  it('is real time for machines with a picture or sound, also while they compute', async () => {
    let slept = 0;
    let now = 0;
    const clock = {
      now: () => now,
      sleep: (ms: number) => {
        slept += ms;
        now += ms;
        return Promise.resolve();
      },
    };
    const session = new Session(pocketEntry, { clock });
    await session.run({ seconds: 2 });
    expect(slept).toBeGreaterThan(1900);
    expect(slept).toBeLessThan(2100);
  });
});
