import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ASSEMBLERS, checkFirmware, firmwareTable, isGood } from '../src/firmware.ts';
import { type Fixture, writeFixture } from './fixture.ts';

const PASMO = (() => {
  try {
    execFileSync('pasmo', [], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
})();

let fixture: Fixture | undefined;
afterEach(() => {
  fixture?.remove();
  fixture = undefined;
});

const image = { name: 'x', title: 'X', assembler: 'pasmo', source: 'asm/x.asm', image: 'images/x.bin' };
function project(images: readonly object[], source = '        org 0\n        db 1,2,3\n'): string {
  fixture = writeFixture({ 'roms/r/firmware.json': { images }, 'roms/r/asm/x.asm': source });
  return fixture.root;
}

describe('manifest', () => {
  test('a repository without firmware has nothing to check', () => {
    fixture = writeFixture({ 'package.json': {} });
    expect(checkFirmware(fixture.root)).toEqual([]);
  });
  test.each([
    [{ ...image, assembler: 'masm' }, 'unknown assembler "masm". Known: pasmo, nasm, 64tass, ca65'],
    [{ ...image, source: 'asm/y.asm' }, 'there is no file "asm/y.asm"'],
    [{ ...image, image: '../../x.bin' }, 'leads out of the package'],
    [{ name: 'x' }, '"title" must be a text'],
  ])('mistake %#', (entry, message) => {
    const root = project([entry]);
    expect(() => checkFirmware(root)).toThrow(message);
    expect(() => checkFirmware(root)).toThrow('roms/r/firmware.json, image 1 ("x")');
  });
  test('names are unique', () => {
    const root = project([image, image]);
    expect(() => checkFirmware(root)).toThrow('image 2 ("x"): the name is taken');
  });
});

test('every assembler names its Debian package', () => {
  for (const { debian } of Object.values(ASSEMBLERS)) expect(debian).toMatch(/^[a-z0-9]+$/);
});

describe.skipIf(!PASMO)('with pasmo', () => {
  test('missing, written, identical, different', () => {
    const root = project([image]);
    expect(checkFirmware(root).map((r) => r.status)).toEqual(['missing', 'missing']);
    expect(existsSync(join(root, 'roms/r/images/x.bin'))).toBe(false);
    expect(checkFirmware(root, true).map((r) => r.status)).toEqual(['written', 'written']);
    expect([...readFileSync(join(root, 'roms/r/images/x.bin'))]).toEqual([1, 2, 3]);
    expect(readFileSync(join(root, 'roms/r/src/generated/images.ts'), 'utf8')).toContain("base64: 'AQID'");
    expect(checkFirmware(root).every(isGood)).toBe(true);
    writeFileSync(join(root, 'roms/r/images/x.bin'), Uint8Array.from([1, 2, 4]));
    const reports = checkFirmware(root);
    expect(reports.map((r) => r.status)).toEqual(['DIFFERS', 'identical']);
    expect(firmwareTable(reports)).toContain('npm run firmware -- --write');
  });
  test('a checksum makes all bytes add up to 0', () => {
    const root = project([{ ...image, checksum: true }]);
    checkFirmware(root, true);
    expect([...readFileSync(join(root, 'roms/r/images/x.bin'))]).toEqual([1, 2, 253]);
    expect(checkFirmware(root).every(isGood)).toBe(true);
  });
  test('a wrong size and a source that does not assemble are told', () => {
    const root = project([{ ...image, size: 4 }]);
    expect(checkFirmware(root)[0]).toMatchObject({ status: 'failed', note: 'has 3 bytes, the manifest says 4' });
    writeFileSync(join(root, 'roms/r/asm/x.asm'), '        nonsense 1\n');
    const [report] = checkFirmware(root);
    expect(report?.status).toBe('failed');
    expect(report?.note).toMatch(/^pasmo: .*line 1/s);
  });
});
