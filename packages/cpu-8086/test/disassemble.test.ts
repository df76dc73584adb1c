import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Prng } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { disassemble, lookUp, TABLE } from '../src/index.ts';

/** Disassembles bytes that lie at offset `at` of segment 0. */
function text(bytes: readonly number[], at = 0x100): { readonly length: number; readonly text: string } {
  return disassemble(at, (address) => bytes[address - at] ?? 0);
}

const hex = (digits: string) => digits.split(' ').map((byte) => Number.parseInt(byte, 16));

describe('disassembler', () => {
  test.each([
    ['00 d8', 'add al,bl'],
    ['03 46 fe', 'add ax,[bp-0x2]'],
    ['26 8b 87 34 12', 'mov ax,[es:bx+0x1234]'],
    ['8b 87 05 00', 'mov ax,[word bx+0x5]'],
    ['8b 47 00', 'mov ax,[byte bx+0x0]'],
    ['83 c3 f0', 'add bx,byte -0x10'],
    ['81 06 00 20 34 12', 'add word [0x2000],0x1234'],
    ['f3 a4', 'rep movsb'],
    ['f3 a6', 'repe cmpsb'],
    ['f2 26 ae', 'repne es scasb'],
    ['f0 87 07', 'lock xchg [bx],ax'],
    ['2e d7', 'cs xlatb'],
    ['2e a0 34 12', 'mov al,[cs:0x1234]'],
    ['74 fe', 'jz short 0x100'],
    ['eb 10', 'jmp short 0x112'],
    ['e8 fd ff', 'call 0x100'],
    ['9a 78 56 34 12', 'call 0x1234:0x5678'],
    ['ff 1f', 'call far [bx]'],
    ['c4 1c', 'les bx,[si]'],
    ['d4 0a', 'aam 0xa'],
    ['cd 21', 'int 0x21'],
    ['e4 60', 'in al,0x60'],
    ['8c d8', 'mov ax,ds'],
    ['0f', 'pop cs'],
    ['60 10', 'jo short 0x112'],
    ['d0 f0', 'db 0xd0,0xf0 ; setmo al,1'],
    ['dd 06 34 12', 'db 0xdd,0x6,0x34,0x12 ; esc 0x28,word [0x1234]'],
    ['26 36 90', 'db 0x26 ; es'],
    ['f3 f7 f9', 'db 0xf3,0xf7,0xf9 ; rep idiv cx'],
    ['26 90', 'es nop'],
  ])('%s is %s', (bytes, expected) => {
    expect(text(hex(bytes)).text).toBe(expected);
  });

  test('counts targets from the segment it is given', () => {
    const at = 0x12345;
    const bytes = [0xeb, 0x00];
    expect(disassemble(at, (a) => bytes[a - at] ?? 0, 0x1000).text).toBe('jmp short 0x2347');
    // an address outside of the segment counts in its own 64 KiB
    expect(disassemble(at, (a) => bytes[a - at] ?? 0, 0x8000).text).toBe('jmp short 0x2347');
  });

  test('wraps at the end of the segment and of memory', () => {
    const memory = new Map([
      [0x0ffff, 0xb8],
      [0x00000, 0x34],
      [0x00001, 0x12],
    ]);
    expect(disassemble(0xffff, (a) => memory.get(a) ?? 0)).toEqual({ length: 3, text: 'mov ax,0x1234' });
    const top = new Map([
      [0xfffff, 0xeb],
      [0xf0000, 0x01],
    ]);
    expect(disassemble(0xfffff, (a) => top.get(a) ?? 0, 0xf000).text).toBe('jmp short 0x2');
  });

  test('every opcode has a text, and prefixes alone end', () => {
    const all: string[] = [];
    for (let opcode = 0; opcode < 256; opcode++) {
      for (let modrm = 0; modrm < 256; modrm++) {
        const found = text([opcode, modrm, 0x12, 0x34, 0x56, 0x78]);
        all.push(`${found.length} ${found.text}`);
      }
    }
    expect(all.filter((line) => /^0|[{}@]|undefined/.test(line))).toEqual([]);
    expect(text(new Array(20).fill(0xf0)).text).toBe('db 0xf0 ; lock');
  });

  test('the table has one instruction or eight for each opcode', () => {
    expect(TABLE.length).toBe(256);
    for (const entry of TABLE) expect('opcode' in entry ? 1 : entry.length).toBe('opcode' in entry ? 1 : 8);
    expect(lookUp(0xf7, 0x20).text).toBe('mul {rm16}');
  });
});

const nasm = ((): string | null => {
  try {
    return execFileSync('nasm', ['-v'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
})();

/** Assembles one line for each address and returns the bytes of each. */
function assemble(lines: readonly string[], at: number): number[][] {
  const folder = mkdtempSync(join(tmpdir(), 'cpu-8086-'));
  try {
    // every line in a section of its own place, so that jumps count from the same address
    const source = [
      'cpu 8086',
      'bits 16',
      ...lines.flatMap((line, n) => [`section s${n} start=${n * 16} vstart=${at}`, line, `times 16-($-$$) db 0xcc`]),
    ];
    const file = join(folder, 'lines.asm');
    const image = join(folder, 'lines.bin');
    writeFileSync(file, `${source.join('\n')}\n`);
    execFileSync('nasm', ['-w-all', '-f', 'bin', '-o', image, file], { stdio: ['ignore', 'ignore', 'pipe'] });
    const bytes = readFileSync(image);
    return lines.map((_, n) => [...bytes.subarray(n * 16, n * 16 + 16)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One text for what has more than one encoding. */
const same = (line: string): string =>
  line
    .replace(/^(.*)xchg (\w+),(\w+)$/, (_, before: string, a: string, b: string) => {
      if (a === 'ax' && b === 'ax') return `${before}nop`;
      return `${before}xchg ${[a, b].sort().join(',')}`;
    })
    .replace('jmp short', 'jmp')
    // an immediate byte whose sign is extended
    .replace(/,byte (-?)0x(\w+)$/, (_, sign: string, digits: string) => {
      const value = Number.parseInt(digits, 16);
      return `,0x${((sign === '' ? value : -value) & 0xffff).toString(16)}`;
    });

describe('what the disassembler writes assembles to the same instruction', () => {
  if (nasm === null) {
    test.skip('skipped: NASM is not installed', () => {});
    return;
  }

  const check = (programs: readonly number[][], at: number): void => {
    // a prefix alone would join what follows it
    const alone = /^db 0x\w+ ; (es|cs|ss|ds|lock|rep|repne)$/;
    const found = programs.map((bytes) => text(bytes, at)).filter((one) => !alone.test(one.text));
    expect(found.length).toBeGreaterThan(programs.length / 2);
    const assembled = assemble(
      found.map((one) => one.text),
      at,
    );
    const back = assembled.map((bytes) => text(bytes, at).text);
    expect(back.map(same)).toEqual(found.map((one) => same(one.text)));
  };

  test('all opcodes with all ModR/M bytes', () => {
    const programs: number[][] = [];
    for (let opcode = 0; opcode < 256; opcode++) {
      const { modrm } = lookUp(opcode, 0);
      for (let m = 0; m < 256; m += modrm ? 1 : 85) programs.push([opcode, m, 0x12, 0x34, 0x56, 0x78]);
    }
    for (let from = 0; from < programs.length; from += 2000) check(programs.slice(from, from + 2000), 0x4000);
  });

  test('random bytes with prefixes', () => {
    const prng = new Prng(1);
    const prefixes = [0x26, 0x2e, 0x36, 0x3e, 0xf0, 0xf2, 0xf3];
    const programs = Array.from({ length: 2000 }, () => {
      const bytes = Array.from({ length: prng.below(3) }, () => prng.pick(prefixes));
      while (bytes.length < 10) bytes.push(prng.below(256));
      return bytes;
    });
    check(programs, 0x4000);
  });
});
