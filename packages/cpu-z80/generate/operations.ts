import type { Condition, MicroOp } from '../src/table.ts';

/*
 * What each micro-operation does, as statements of TypeScript
 *
 * A dialect says how registers are spelled: locals in the fast engine, fields of the core in the exact one. `z`, `w`,
 * `u`, `v` and `x` are locals in both: the operand latches, two scratch values, and the index register named by a
 * DD or FD prefix.
 */
export interface Dialect {
  /** Spelling of a register field (`a`, `pc`, `ix`, `iff1`). */
  reg(name: string): string;
  /** PC, which stands on the byte behind what has been fetched: its value, a jump, and `n` bytes back. */
  readonly pc: {
    readonly value: string;
    jump(target: string): string;
    back(n: number): string;
  };
  /** Spelling of a field that is never a local. */
  field(name: string): string;
  /** Expression that tells DD from FD in the indexed page. */
  readonly indexedByDd: string;
}

const LATCHES = new Set(['z', 'w']);

/** Names of the 16-bit registers kept as halves. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  bc: ['b', 'c'],
  de: ['d', 'e'],
  hl: ['h', 'l'],
  af: ['a', 'f'],
  nn: ['w', 'z'],
  az: ['a', 'z'],
};

/** Micro-operations that write F, after which Q holds F. */
const FLAG_WRITERS = new Set<MicroOp>([
  ...(['add', 'adc', 'sub', 'sbc', 'and', 'xor', 'or', 'cp', 'inc', 'dec'] as const),
  ...(['rlc', 'rrc', 'rl', 'rr', 'sla', 'sra', 'sll', 'srl', 'bit', 'bitm'] as const),
  ...(['rlca', 'rrca', 'rla', 'rra', 'daa', 'cpl', 'scf', 'ccf', 'neg', 'rrd', 'rld'] as const),
  ...(['add16', 'adc16', 'sbc16', 'lda_ir', 'in'] as const),
  ...(['ldi', 'ldd', 'cpi', 'cpd', 'ini', 'ind', 'outi', 'outd'] as const),
]);

export function writesFlags(name: MicroOp): boolean {
  return FLAG_WRITERS.has(name);
}

/** Writes statements and expressions in one dialect. */
export class Writer {
  readonly dialect: Dialect;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** A byte as an expression. */
  byte(name: string): string {
    const { dialect: d } = this;
    if (LATCHES.has(name)) return name;
    if (name === 'ixh') return '(x >> 8)';
    if (name === 'ixl') return '(x & 0xff)';
    if (name === 'pch') return `(${d.pc.value} >> 8)`;
    if (name === 'pcl') return `(${d.pc.value} & 0xff)`;
    if (name === 'sph') return `(${d.reg('sp')} >> 8)`;
    if (name === 'spl') return `(${d.reg('sp')} & 0xff)`;
    if (name === 'zero') return `(${d.field('cmos')} ? 0xff : 0x00)`;
    if (name === 'f') return d.reg('f');
    return d.reg(name);
  }

  /** A statement that stores `value` (already 8 bits wide) in a byte register. */
  setByte(name: string, value: string): string {
    if (LATCHES.has(name)) return `${name} = ${value};`;
    if (name === 'ixh') return this.#setIndex(`(${value} << 8) | (x & 0xff)`);
    if (name === 'ixl') return this.#setIndex(`(x & 0xff00) | ${value}`);
    return `${this.dialect.reg(name)} = ${value};`;
  }

  #setIndex(value: string): string {
    const { dialect: d } = this;
    return `x = ${value};\nif (${d.indexedByDd}) ${d.reg('ix')} = x;\nelse ${d.reg('iy')} = x;`;
  }

  /** A 16-bit value as an expression. */
  word(word: string): string {
    const { dialect: d } = this;
    if (/^\d+$/.test(word)) return word;
    if (word === 'ix+d') return '((x + ((z << 24) >> 24)) & 0xffff)';
    const parts = /^([a-z]+)([+-]\d)?$/.exec(word);
    if (parts === null) throw new Error(`The table has an unknown 16-bit value "${word}".`);
    const [, name, change] = parts;
    const pair = PAIRS[name!];
    let base = name === 'ix' ? 'x' : d.reg(name!);
    if (pair !== undefined) base = `((${this.byte(pair[0])} << 8) | ${this.byte(pair[1])})`;
    return change === undefined ? base : `((${base} ${change.charAt(0)} ${change.slice(1)}) & 0xffff)`;
  }

  /** The high byte of an address expression, for the page lookup. */
  page(word: string): string {
    const pair = PAIRS[word];
    return pair !== undefined ? this.byte(pair[0]) : `${this.word(word)} >> 8`;
  }

  /** Statements for `to = from`, both 16 bits wide. */
  setWord(to: string, from: string): string {
    const { dialect: d } = this;
    if (to === 'pc') return d.pc.jump(this.word(from));
    if (to === 'ix') return this.#setIndex(this.word(from));
    const pair = PAIRS[to];
    if (pair === undefined) return `${d.reg(to)} = ${this.word(from)};`;
    const source = PAIRS[from];
    if (source !== undefined) {
      return `${this.setByte(pair[0], this.byte(source[0]))}\n${this.setByte(pair[1], this.byte(source[1]))}`;
    }
    return `u = ${this.word(from)};\n${this.setByte(pair[0], 'u >> 8')}\n${this.setByte(pair[1], 'u & 0xff')}`;
  }

  condition(c: Condition): string {
    const { dialect: d } = this;
    const f = d.reg('f');
    switch (c) {
      case 'nz':
        return `(${f} & 0x40) === 0`;
      case 'z':
        return `(${f} & 0x40) !== 0`;
      case 'nc':
        return `(${f} & 0x01) === 0`;
      case 'c':
        return `(${f} & 0x01) !== 0`;
      case 'po':
        return `(${f} & 0x04) === 0`;
      case 'pe':
        return `(${f} & 0x04) !== 0`;
      case 'p':
        return `(${f} & 0x80) === 0`;
      case 'm':
        return `(${f} & 0x80) !== 0`;
      case 'b!=0':
        return `${d.reg('b')} !== 0`;
      case 'bc!=0':
        return `(${d.reg('b')} | ${d.reg('c')}) !== 0`;
      case 'bc!=0 and nz':
        return `(${d.reg('b')} | ${d.reg('c')}) !== 0 && (${f} & 0x40) === 0`;
    }
  }

  /** Statements of a micro-operation. */
  operation(name: MicroOp, args: readonly (string | number)[]): string {
    const { dialect: d } = this;
    const [a, f, b, c] = [d.reg('a'), d.reg('f'), d.reg('b'), d.reg('c')];
    const [q, wz] = [d.reg('q'), d.reg('wz')];
    const first = String(args[0] ?? '');
    const second = String(args[1] ?? '');
    const value = first === '' ? '' : this.#operandOf(name, first);
    switch (name) {
      case 'ld':
        return this.setByte(first, this.byte(second));
      case 'ld16':
        return this.setWord(first, second);
      case 'add':
      case 'adc': {
        const carry = name === 'adc' ? ` + (${f} & 0x01)` : '';
        return [
          `v = ${value};`,
          `u = ${a} + v${carry};`,
          `${f} = ADD[u]! | HV[${a} ^ v ^ u]!;`,
          `${a} = u & 0xff;`,
        ].join('\n');
      }
      case 'sub':
      case 'sbc': {
        const carry = name === 'sbc' ? ` - (${f} & 0x01)` : '';
        return [
          `v = ${value};`,
          `u = ${a} - v${carry};`,
          `${f} = SUB[u & 0x1ff]! | HV[(${a} ^ v ^ u) & 0x1ff]!;`,
          `${a} = u & 0xff;`,
        ].join('\n');
      }
      case 'cp':
        // X and Y come from the operand, not from the difference
        return [
          `v = ${value};`,
          `u = ${a} - v;`,
          `${f} = CP[u & 0x1ff]! | HV[(${a} ^ v ^ u) & 0x1ff]! | (v & 0x28);`,
        ].join('\n');
      case 'neg':
        return [`v = ${a};`, `${a} = -v & 0xff;`, `${f} = SUB[-v & 0x1ff]! | HV[(v ^ -v) & 0x1ff]!;`].join('\n');
      case 'and':
        return `${a} &= ${value};\n${f} = SZP[${a}] | 0x10;`;
      case 'xor':
        return `${a} ^= ${value};\n${f} = SZP[${a}];`;
      case 'or':
        return `${a} |= ${value};\n${f} = SZP[${a}];`;
      case 'inc':
      case 'dec': {
        const table = name === 'inc' ? 'INC' : 'DEC';
        const sign = name === 'inc' ? '+' : '-';
        if (first.startsWith('ix')) {
          return `v = (${value} ${sign} 1) & 0xff;\n${f} = (${f} & 0x01) | ${table}[v];\n${this.setByte(first, 'v')}`;
        }
        return `${this.setByte(first, `(${value} ${sign} 1) & 0xff`)}\n${f} = (${f} & 0x01) | ${table}[${value}];`;
      }
      case 'rlc':
        return this.#rotate(first, '((v << 1) | (v >> 7)) & 0xff', 'v >> 7');
      case 'rrc':
        return this.#rotate(first, '(v >> 1) | ((v << 7) & 0x80)', 'v & 0x01');
      case 'rl':
        return this.#rotate(first, `((v << 1) | (${f} & 0x01)) & 0xff`, 'v >> 7');
      case 'rr':
        return this.#rotate(first, `(v >> 1) | ((${f} & 0x01) << 7)`, 'v & 0x01');
      case 'sla':
        return this.#rotate(first, '(v << 1) & 0xff', 'v >> 7');
      case 'sra':
        return this.#rotate(first, '(v >> 1) | (v & 0x80)', 'v & 0x01');
      case 'sll':
        return this.#rotate(first, '((v << 1) | 0x01) & 0xff', 'v >> 7');
      case 'srl':
        return this.#rotate(first, 'v >> 1', 'v & 0x01');
      case 'bit':
      case 'bitm': {
        // of a register X and Y are its own bits; of memory they are those of the high byte of WZ
        const xy = name === 'bit' ? this.byte(second) : `(${wz} >> 8)`;
        const mask = 1 << Number(args[0]);
        return [
          `v = ${this.byte(second)} & ${hex(mask)};`,
          `${f} = (${f} & 0x01) | 0x10 | (v & 0x80) | (v === 0 ? 0x44 : 0) | (${xy} & 0x28);`,
        ].join('\n');
      }
      case 'res':
        return this.setByte(second, `${this.byte(second)} & ${hex(0xff ^ (1 << Number(args[0])))}`);
      case 'set':
        return this.setByte(second, `${this.byte(second)} | ${hex(1 << Number(args[0]))}`);
      case 'rlca':
        return `${a} = ((${a} << 1) | (${a} >> 7)) & 0xff;\n${f} = (${f} & 0xc4) | (${a} & 0x29);`;
      case 'rrca':
        return `${f} = (${f} & 0xc4) | (${a} & 0x01);\n${a} = (${a} >> 1) | ((${a} << 7) & 0x80);\n${f} |= ${a} & 0x28;`;
      case 'rla':
        return `v = ${a};\n${a} = ((v << 1) | (${f} & 0x01)) & 0xff;\n${f} = (${f} & 0xc4) | (${a} & 0x28) | (v >> 7);`;
      case 'rra':
        return `v = ${a};\n${a} = (v >> 1) | ((${f} & 0x01) << 7);\n${f} = (${f} & 0xc4) | (${a} & 0x28) | (v & 0x01);`;
      case 'daa':
        return [
          `v = ${a};`,
          `u = (${f} & 0x10) !== 0 || (v & 0x0f) > 0x09 ? 0x06 : 0;`,
          `if ((${f} & 0x01) !== 0 || v > 0x99) u |= 0x60;`,
          `${a} = ((${f} & 0x02) !== 0 ? v - u : v + u) & 0xff;`,
          `${f} = SZP[${a}] | (u > 0x5f ? 0x01 : 0) | (${f} & 0x02) | ((v ^ ${a}) & 0x10);`,
        ].join('\n');
      case 'cpl':
        return `${a} ^= 0xff;\n${f} = (${f} & 0xc5) | (${a} & 0x28) | 0x12;`;
      case 'scf':
        return `${f} = (${f} & 0xc4) | (((${q} ^ ${f}) | ${a}) & 0x28) | 0x01;`;
      case 'ccf':
        return `${f} = (${f} & 0xc4) | (((${q} ^ ${f}) | ${a}) & 0x28) | ((${f} & 0x01) !== 0 ? 0x10 : 0x01);`;
      case 'rrd':
        return [
          `w = ((${a} << 4) | (z >> 4)) & 0xff;`,
          `${a} = (${a} & 0xf0) | (z & 0x0f);`,
          `${f} = SZP[${a}] | (${f} & 0x01);`,
        ].join('\n');
      case 'rld':
        return [
          `w = ((z << 4) | (${a} & 0x0f)) & 0xff;`,
          `${a} = (${a} & 0xf0) | (z >> 4);`,
          `${f} = SZP[${a}] | (${f} & 0x01);`,
        ].join('\n');
      case 'add16':
        return [
          `v = ${this.word(first)};`,
          `w = ${this.word(second)};`,
          `u = v + w;`,
          `${wz} = (v + 1) & 0xffff;`,
          `${f} = (${f} & 0xc4) | ((u >> 8) & 0x28) | (((v ^ w ^ u) >> 8) & 0x10) | (u >> 16);`,
          this.#setPair(first),
        ].join('\n');
      case 'adc16':
        return [
          `v = ${this.word('hl')};`,
          `w = ${this.word(first)};`,
          `u = v + w + (${f} & 0x01);`,
          `${wz} = (v + 1) & 0xffff;`,
          `${f} = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[(v ^ w ^ u) >> 8]! | (u >> 16);`,
          this.#setPair('hl'),
        ].join('\n');
      case 'sbc16':
        return [
          `v = ${this.word('hl')};`,
          `w = ${this.word(first)};`,
          `u = v - w - (${f} & 0x01);`,
          `${wz} = (v + 1) & 0xffff;`,
          `${f} = ((u >> 8) & 0xa8) | ((u & 0xffff) === 0 ? 0x40 : 0) | HV[((v ^ w ^ u) >> 8) & 0x1ff]! | 0x02 | ((u >> 16) & 0x01);`,
          this.#setPair('hl'),
        ].join('\n');
      case 'exaf':
        return [
          `v = ${d.field('af2')};`,
          `${d.field('af2')} = ${this.word('af')};`,
          `${a} = v >> 8;`,
          `${f} = v & 0xff;`,
        ].join('\n');
      case 'exx':
        return ['bc', 'de', 'hl']
          .flatMap((pair) => [
            `v = ${d.field(`${pair}2`)};`,
            `${d.field(`${pair}2`)} = ${this.word(pair)};`,
            this.setByte(PAIRS[pair]![0], 'v >> 8'),
            this.setByte(PAIRS[pair]![1], 'v & 0xff'),
          ])
          .join('\n');
      case 'exdehl':
        return ['d h', 'e l']
          .flatMap((pair) => {
            const [one, other] = pair.split(' ') as [string, string];
            return [`v = ${d.reg(one)};`, `${d.reg(one)} = ${d.reg(other)};`, `${d.reg(other)} = v;`];
          })
          .join('\n');
      case 'jr':
        return `${wz} = (${d.pc.value} + ((z << 24) >> 24)) & 0xffff;\n${d.pc.jump(wz)}`;
      case 'wza': {
        const low = PAIRS[first]![1];
        return `${wz} = (${a} << 8) | ((${this.byte(low)} + 1) & 0xff);`;
      }
      case 'lda_ir':
        // P/V copies IFF2; an interrupt accepted right after clears it on NMOS parts
        return [
          `${a} = ${this.byte(first)};`,
          `${f} = SZ[${a}] | (${f} & 0x01) | (${d.field('iff2')} !== 0 ? 0x04 : 0);`,
          `${d.field('p')} = 1;`,
        ].join('\n');
      case 'in':
        return `${first === 'z' ? '' : `${this.setByte(first, 'z')}\n`}${f} = SZP[z] | (${f} & 0x01);`;
      case 'ldi':
      case 'ldd':
        return [
          this.#count('hl', name === 'ldi'),
          this.#count('de', name === 'ldi'),
          this.#count('bc', false),
          `v = ${a} + z;`,
          `${f} = (${f} & 0xc1) | ((${b} | ${c}) !== 0 ? 0x04 : 0) | (v & 0x08) | ((v << 4) & 0x20);`,
        ].join('\n');
      case 'cpi':
      case 'cpd':
        return [
          this.#count('hl', name === 'cpi'),
          this.#count('bc', false),
          `${wz} = (${wz} ${name === 'cpi' ? '+' : '-'} 1) & 0xffff;`,
          `v = (${a} - z) & 0xff;`,
          `u = (${a} ^ z ^ v) & 0x10;`,
          `w = v - (u >> 4);`,
          `${f} = (${f} & 0x01) | (SZ[v] & 0xc0) | 0x02 | u | ((${b} | ${c}) !== 0 ? 0x04 : 0) | (w & 0x08) | ((w << 4) & 0x20);`,
        ].join('\n');
      case 'ini':
      case 'ind':
        return [
          `${wz} = (${this.word('bc')} ${name === 'ini' ? '+' : '-'} 1) & 0xffff;`,
          `${b} = (${b} - 1) & 0xff;`,
          this.#count('hl', name === 'ini'),
          `u = z + ((${c} ${name === 'ini' ? '+' : '-'} 1) & 0xff);`,
          this.#ioFlags(),
        ].join('\n');
      case 'outi':
      case 'outd':
        return [
          `${wz} = (${this.word('bc')} ${name === 'outi' ? '+' : '-'} 1) & 0xffff;`,
          this.#count('hl', name === 'outi'),
          `u = z + ${d.reg('l')};`,
          this.#ioFlags(),
        ].join('\n');
      case 'decb':
        return `${b} = (${b} - 1) & 0xff;`;
      case 'repeat':
        return [
          d.pc.back(2),
          `${wz} = (${d.pc.value} + 1) & 0xffff;`,
          `${f} = (${f} & 0xd7) | ((${d.pc.value} >> 8) & 0x28);`,
        ].join('\n');
      case 'repeatio':
        // H and P/V are changed once more by the address arithmetic of the extra machine cycle
        return [
          d.pc.back(2),
          `${wz} = (${d.pc.value} + 1) & 0xffff;`,
          `${f} = (${f} & 0xd7) | ((${d.pc.value} >> 8) & 0x28);`,
          `if ((${f} & 0x01) === 0) {`,
          `  ${f} ^= (SZP[${b} & 0x07] ^ 0x04) & 0x04;`,
          `} else if ((z & 0x80) !== 0) {`,
          `  ${f} = (${f} & 0xef) ^ ((SZP[(${b} - 1) & 0x07] ^ 0x04) & 0x04);`,
          `  if ((${b} & 0x0f) === 0x00) ${f} |= 0x10;`,
          `} else {`,
          `  ${f} = (${f} & 0xef) ^ ((SZP[(${b} + 1) & 0x07] ^ 0x04) & 0x04);`,
          `  if ((${b} & 0x0f) === 0x0f) ${f} |= 0x10;`,
          `}`,
        ].join('\n');
      case 'retn':
        return `${d.field('iff1')} = ${d.field('iff2')};`;
      case 'di':
        return `${d.field('iff1')} = 0;\n${d.field('iff2')} = 0;`;
      case 'ei':
        return `${d.field('iff1')} = 1;\n${d.field('iff2')} = 1;\n${d.field('ei')} = 1;`;
      case 'im':
        return `${d.field('im')} = ${first};`;
      case 'halt':
        return `${d.field('halted')} = 1;`;
      case 'prefix':
        throw new Error('Prefixes are written by the engines.');
    }
  }

  #operandOf(name: MicroOp, text: string): string {
    const bytes: readonly MicroOp[] = ['add', 'adc', 'sub', 'sbc', 'cp', 'and', 'xor', 'or', 'inc', 'dec'];
    return bytes.includes(name) ? this.byte(text) : '';
  }

  #rotate(register: string, result: string, carry: string): string {
    const f = this.dialect.reg('f');
    return [
      `v = ${this.byte(register)};`,
      this.setByte(register, result),
      `${f} = SZP[${this.byte(register)}] | (${carry});`,
    ].join('\n');
  }

  /** Stores the 17-bit sum or difference `u`. */
  #setPair(pair: string): string {
    if (pair === 'ix') return this.#setIndex('u & 0xffff');
    const [high, low] = PAIRS[pair]!;
    return `${this.setByte(high, '(u >> 8) & 0xff')}\n${this.setByte(low, 'u & 0xff')}`;
  }

  #count(pair: string, up: boolean): string {
    const [high, low] = PAIRS[pair]!;
    return [
      `u = (${this.word(pair)} ${up ? '+' : '-'} 1) & 0xffff;`,
      this.setByte(high, 'u >> 8'),
      this.setByte(low, 'u & 0xff'),
    ].join('\n');
  }

  /** Flags of the block I/O instructions from the byte z, the sum u and the new B. */
  #ioFlags(): string {
    const f = this.dialect.reg('f');
    const b = this.dialect.reg('b');
    return `${f} = SZ[${b}] | ((z >> 6) & 0x02) | (u > 0xff ? 0x11 : 0) | (SZP[(u & 0x07) ^ ${b}] & 0x04);`;
  }
}

/** A byte as a hexadecimal literal. */
export function hex(n: number): string {
  return `0x${n.toString(16).padStart(2, '0')}`;
}
