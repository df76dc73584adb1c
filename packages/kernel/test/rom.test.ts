import { describe, expect, it } from 'vitest';
import { isUnlistedRom, NO_ROMS, RomError, type RomSet, type RomSource, resolveRom, sha1Hex } from '../src/index.ts';

const original = new Uint8Array(16).fill(1);
const free = new Uint8Array(16).fill(2);
const set: RomSet = {
  title: 'KERNAL',
  size: 16,
  images: [
    { id: '901227-03', title: 'original, revision 3', sha1: sha1Hex(original).toUpperCase() },
    { id: 'backplane', title: 'free KERNAL', sha1: sha1Hex(free), bytes: free },
  ],
};
const folder = (bytes: Uint8Array): RomSource => ({
  find: (sha1) => (sha1.toLowerCase() === sha1Hex(original) ? bytes : undefined),
  places: ['~/roms', '/usr/share/roms'],
});

describe('resolveRom', () => {
  it('takes the chosen image, else the default, else the first', () => {
    expect(resolveRom('kernal', set, NO_ROMS, 'backplane').bytes).toBe(free);
    expect(resolveRom('kernal', { ...set, default: 'backplane' }, NO_ROMS).image.id).toBe('backplane');
    expect(resolveRom('kernal', set, folder(original)).bytes).toBe(original);
  });

  it('tells a missing ROM with name, size, SHA-1, places and the free substitute', () => {
    expect(() => resolveRom('kernal', set, { ...folder(original), find: () => undefined })).toThrow(
      `ROM "kernal" is missing: original, revision 3, 16 bytes, SHA-1 ${sha1Hex(original).toUpperCase()}. ` +
        'Looked in ~/roms, /usr/share/roms. The free substitute "backplane" (free KERNAL) can be chosen instead.',
    );
    const lonely = { ...set, images: [set.images[0]!] };
    expect(() => resolveRom('kernal', lonely, NO_ROMS)).toThrow('Looked in no folders. Put the file into');
    expect(() => resolveRom('kernal', lonely, NO_ROMS)).toThrow(RomError);
  });

  it('takes an image that is not listed by its SHA-1', () => {
    const own = new Uint8Array(16).fill(3);
    const source = { find: (sha1: string) => (sha1 === sha1Hex(own) ? own : undefined), places: [] };
    const choice = `sha1:${sha1Hex(own)}`;
    expect([isUnlistedRom(choice), isUnlistedRom('backplane')]).toEqual([true, false]);
    expect(resolveRom('kernal', set, source, choice)).toEqual({
      image: { id: choice, title: 'an image that is not listed', sha1: sha1Hex(own) },
      bytes: own,
    });
    expect(() => resolveRom('kernal', set, NO_ROMS, choice)).toThrow(`SHA-1 ${sha1Hex(own)}. Looked in no folders.`);
    expect(() => resolveRom('kernal', { ...set, size: 8 }, source, choice)).toThrow('has 16 bytes; the socket takes 8');
  });

  it('takes images of the other sizes that the set has', () => {
    const sizes = { ...set, size: 8, sizes: [0, 16, 32] };
    expect(resolveRom('kernal', sizes, NO_ROMS, 'backplane').bytes).toBe(free);
    expect(() => resolveRom('kernal', { ...sizes, sizes: [32, 0] }, NO_ROMS, 'backplane')).toThrow(
      'has 16 bytes; the socket takes 8 or 32',
    );
  });

  it('refuses an unknown image, a wrong size and a wrong SHA-1', () => {
    expect(() => resolveRom('kernal', set, NO_ROMS, 'backplan')).toThrow('Did you mean "backplane"?');
    expect(() => resolveRom('kernal', { ...set, images: [] }, NO_ROMS)).toThrow('lists no image');
    expect(() => resolveRom('kernal', { ...set, size: 8 }, NO_ROMS, 'backplane')).toThrow(
      'image "backplane" has 16 bytes; the socket takes 8',
    );
    expect(() => resolveRom('kernal', set, folder(free))).toThrow(/has SHA-1 .* it is damaged/);
  });
});
