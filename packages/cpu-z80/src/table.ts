/*
 * The instruction table of the Z80: the one source of execution, disassembly and documentation
 *
 * Every instruction is a list of steps: bus cycles with their address and latch, idle T-states, and micro-operations
 * that take no time of their own. The opcode fetches (M1, 4 T-states for each opcode byte) come before the steps and
 * are not listed. The generator writes straight-line code from it (`generate/`), the disassembler reads `text`.
 *
 * Sources: Zilog, Z80 CPU User's Manual (UM0080), instruction descriptions and machine cycles; Sean Young, The
 * Undocumented Z80 Documented; the MEMPTR (WZ) and Q register papers.
 *
 * Opcodes are taken apart in the usual way: x = bits 7–6, y = bits 5–3, z = bits 2–0, p = bits 5–4, q = bit 3.
 */

/** An 8-bit register, or one of the two internal operand latches `z` and `w`, or the constant driven by OUT (C),0. */
export type Byte =
  | 'a'
  | 'f'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'h'
  | 'l'
  | 'i'
  | 'r'
  | 'ixh'
  | 'ixl'
  | 'z'
  | 'w'
  | 'pch'
  | 'pcl'
  | 'sph'
  | 'spl'
  | 'zero';

/**
 * A 16-bit value: a pair, `nn` = the latches w and z, `az` = A and z (the port address of IN A,(n)), or one of these
 * plus or minus a constant.
 */
export type Word = string;

/** A condition on flags or counters. */
export type Condition = 'nz' | 'z' | 'nc' | 'c' | 'po' | 'pe' | 'p' | 'm' | 'b!=0' | 'bc!=0' | 'bc!=0 and nz';

/** One step of an instruction. */
export type Step =
  /** Memory read at PC, which then counts up: 3 T. */
  | { readonly kind: 'operand'; readonly to: Byte }
  /** Memory read: 3 T. */
  | { readonly kind: 'read'; readonly address: Word; readonly to: Byte }
  /** Memory write: 3 T. */
  | { readonly kind: 'write'; readonly address: Word; readonly from: Byte }
  /** Input cycle: 4 T with its automatic wait state. */
  | { readonly kind: 'in'; readonly address: Word; readonly to: Byte }
  /** Output cycle: 4 T with its automatic wait state. */
  | { readonly kind: 'out'; readonly address: Word; readonly from: Byte }
  /** T-states without a bus cycle. */
  | { readonly kind: 'idle'; readonly t: number }
  /** A micro-operation. */
  | { readonly kind: 'op'; readonly name: MicroOp; readonly args: readonly (string | number)[] }
  /** Steps that happen if the condition holds. */
  | { readonly kind: 'when'; readonly condition: Condition; readonly steps: readonly Step[] };

/** Names of the micro-operations; see `generate/operations.ts` for what each does. */
export type MicroOp =
  | 'ld'
  | 'ld16'
  | 'add'
  | 'adc'
  | 'sub'
  | 'sbc'
  | 'and'
  | 'xor'
  | 'or'
  | 'cp'
  | 'inc'
  | 'dec'
  | 'rlc'
  | 'rrc'
  | 'rl'
  | 'rr'
  | 'sla'
  | 'sra'
  | 'sll'
  | 'srl'
  | 'bit'
  | 'bitm'
  | 'res'
  | 'set'
  | 'rlca'
  | 'rrca'
  | 'rla'
  | 'rra'
  | 'daa'
  | 'cpl'
  | 'scf'
  | 'ccf'
  | 'neg'
  | 'rrd'
  | 'rld'
  | 'add16'
  | 'adc16'
  | 'sbc16'
  | 'exaf'
  | 'exx'
  | 'exdehl'
  | 'jr'
  | 'wza'
  | 'lda_ir'
  | 'in'
  | 'ldi'
  | 'ldd'
  | 'cpi'
  | 'cpd'
  | 'ini'
  | 'ind'
  | 'outi'
  | 'outd'
  | 'decb'
  | 'repeat'
  | 'repeatio'
  | 'retn'
  | 'di'
  | 'ei'
  | 'im'
  | 'halt'
  | 'prefix';

/**
 * Opcode pages. `xy` and `xycb` are the DD/FD pages: there `ix` stands for the index register that the prefix names.
 * `xycb` opcodes follow the displacement byte and are fetched by a memory read.
 */
export type Page = 'base' | 'cb' | 'ed' | 'xy' | 'xycb';

/** One instruction. */
export interface Instruction {
  readonly page: Page;
  /** 00–FF within the page. */
  readonly opcode: number;
  /**
   * Zilog syntax in lower case; `{n}` `{nn}` stand for immediate bytes and words, `{e}` for a relative target, `{d}`
   * for a signed displacement.
   */
  readonly text: string;
  readonly steps: readonly Step[];
  /** Not in the manufacturer's manual. */
  readonly undocumented: boolean;
}

const operand = (to: Byte): Step => ({ kind: 'operand', to });
const read = (address: Word, to: Byte): Step => ({ kind: 'read', address, to });
const write = (address: Word, from: Byte): Step => ({ kind: 'write', address, from });
const input = (address: Word, to: Byte): Step => ({ kind: 'in', address, to });
const output = (address: Word, from: Byte): Step => ({ kind: 'out', address, from });
const idle = (t: number): Step => ({ kind: 'idle', t });
const op = (name: MicroOp, ...args: (string | number)[]): Step => ({ kind: 'op', name, args });
const when = (condition: Condition, ...steps: Step[]): Step => ({ kind: 'when', condition, steps });

const CONDITIONS = ['nz', 'z', 'nc', 'c', 'po', 'pe', 'p', 'm'] as const;
const ALU = ['add', 'adc', 'sub', 'sbc', 'and', 'xor', 'or', 'cp'] as const;
const ALU_TEXT = ['add a,', 'adc a,', 'sub ', 'sbc a,', 'and ', 'xor ', 'or ', 'cp '] as const;
const ROTATES = ['rlc', 'rrc', 'rl', 'rr', 'sla', 'sra', 'sll', 'srl'] as const;
const ACCUMULATOR = ['rlca', 'rrca', 'rla', 'rra', 'daa', 'cpl', 'scf', 'ccf'] as const;
/** Registers by their number in an opcode; number 6 is memory. */
const REGISTERS: readonly Byte[] = ['b', 'c', 'd', 'e', 'h', 'l', 'z', 'a'];

const push = (high: Byte, low: Byte): Step[] => [write('sp-1', high), write('sp-2', low), op('ld16', 'sp', 'sp-2')];
const pop: readonly Step[] = [read('sp', 'z'), read('sp+1', 'w'), op('ld16', 'sp', 'sp+2')];
const address: readonly Step[] = [operand('z'), operand('w')];
const halves = (pair: string): [Byte, Byte] =>
  pair === 'ix' ? ['ixh', 'ixl'] : [pair.charAt(0) as Byte, pair.charAt(1) as Byte];

/** What the table knows of one opcode before its page is put on. */
interface Entry {
  text: string;
  steps: Step[];
  /** The opcode means something else behind DD or FD. */
  indexed: boolean;
  undocumented?: boolean;
}

/** The unprefixed page (`pair` hl), or its DD/FD counterpart (`pair` ix). */
function baseEntry(opcode: number, pair: 'hl' | 'ix'): Entry {
  const x = opcode >> 6;
  const y = (opcode >> 3) & 7;
  const z = opcode & 7;
  const p = y >> 1;
  const q = y & 1;
  const ix = pair === 'ix';
  const [high, low] = halves(pair);
  // (HL), or (IX+d): the displacement is added in 5 T-states
  const memory = ix ? '(ix{d})' : '(hl)';
  const where: Word = ix ? 'wz' : 'hl';
  const displace: Step[] = ix ? [operand('z'), idle(5), op('ld16', 'wz', 'ix+d')] : [];
  const names: readonly Byte[] = ['b', 'c', 'd', 'e', high, low, 'z', 'a'];
  const pairs = ['bc', 'de', pair, 'sp'];
  const stacked = ['bc', 'de', pair, 'af'];
  const entry = (text: string, steps: Step[], indexed = false, undocumented = false): Entry => ({
    text,
    steps,
    indexed,
    undocumented,
  });
  // H and L in register operands become the halves of the index register, which no manual mentions
  const isHalf = (n: number) => n === 4 || n === 5;

  if (x === 1) {
    if (opcode === 0x76) return entry('halt', [op('halt')]);
    if (z === 6) return entry(`ld ${REGISTERS[y]},${memory}`, [...displace, read(where, REGISTERS[y]!)], true);
    if (y === 6) return entry(`ld ${memory},${REGISTERS[z]}`, [...displace, write(where, REGISTERS[z]!)], true);
    const half = isHalf(y) || isHalf(z);
    return entry(`ld ${names[y]},${names[z]}`, y === z ? [] : [op('ld', names[y]!, names[z]!)], half, half);
  }
  if (x === 2) {
    if (z === 6) return entry(ALU_TEXT[y] + memory, [...displace, read(where, 'z'), op(ALU[y]!, 'z')], true);
    return entry(ALU_TEXT[y]! + names[z], [op(ALU[y]!, names[z]!)], isHalf(z), isHalf(z));
  }
  if (x === 0) {
    switch (z) {
      case 0:
        if (y === 0) return entry('nop', []);
        if (y === 1) return entry("ex af,af'", [op('exaf')]);
        if (y === 2) {
          return entry('djnz {e}', [idle(1), operand('z'), op('decb'), when('b!=0', idle(5), op('jr'))]);
        }
        if (y === 3) return entry('jr {e}', [operand('z'), idle(5), op('jr')]);
        return entry(`jr ${CONDITIONS[y - 4]},{e}`, [operand('z'), when(CONDITIONS[y - 4]!, idle(5), op('jr'))]);
      case 1:
        if (q === 0) return entry(`ld ${pairs[p]},{nn}`, [...address, op('ld16', pairs[p]!, 'nn')], p === 2);
        return entry(`add ${pair},${pairs[p]}`, [idle(7), op('add16', pair, pairs[p]!)], true);
      case 2:
        switch (y) {
          case 0:
          case 2: {
            const to = y === 0 ? 'bc' : 'de';
            return entry(`ld (${to}),a`, [write(to, 'a'), op('wza', to)]);
          }
          case 1:
          case 3: {
            const from = y === 1 ? 'bc' : 'de';
            return entry(`ld a,(${from})`, [read(from, 'a'), op('ld16', 'wz', `${from}+1`)]);
          }
          case 4:
            return entry(
              `ld ({nn}),${pair}`,
              [...address, write('nn', low), write('nn+1', high), op('ld16', 'wz', 'nn+1')],
              true,
            );
          case 5:
            return entry(
              `ld ${pair},({nn})`,
              [...address, op('ld16', 'wz', 'nn'), read('wz', 'z'), read('wz+1', 'w'), ...loadPair(pair)],
              true,
            );
          case 6:
            return entry('ld ({nn}),a', [...address, write('nn', 'a'), op('wza', 'nn')]);
          default:
            return entry('ld a,({nn})', [...address, read('nn', 'a'), op('ld16', 'wz', 'nn+1')]);
        }
      case 3: {
        const sign = q === 0 ? '+1' : '-1';
        const name = q === 0 ? 'inc' : 'dec';
        return entry(`${name} ${pairs[p]}`, [idle(2), op('ld16', pairs[p]!, pairs[p]! + sign)], p === 2);
      }
      case 4:
      case 5: {
        const name = z === 4 ? 'inc' : 'dec';
        if (y === 6) {
          return entry(
            `${name} ${memory}`,
            [...displace, read(where, 'z'), idle(1), op(name, 'z'), write(where, 'z')],
            true,
          );
        }
        return entry(`${name} ${names[y]}`, [op(name, names[y]!)], isHalf(y), isHalf(y));
      }
      case 6:
        if (y === 6) {
          // behind DD or FD the displacement is added while the immediate byte is read
          const steps = ix
            ? [operand('z'), op('ld16', 'wz', 'ix+d'), operand('z'), idle(2), write('wz', 'z')]
            : [operand('z'), write('hl', 'z')];
          return entry(`ld ${memory},{n}`, steps, true);
        }
        return entry(`ld ${names[y]},{n}`, [operand('z'), op('ld', names[y]!, 'z')], isHalf(y), isHalf(y));
      default:
        return entry(ACCUMULATOR[y]!, [op(ACCUMULATOR[y]!)]);
    }
  }
  const jump = op('ld16', 'pc', 'wz');
  const target = op('ld16', 'wz', 'nn');
  switch (z) {
    case 0:
      return entry(`ret ${CONDITIONS[y]}`, [idle(1), when(CONDITIONS[y]!, ...pop, target, jump)]);
    case 1:
      if (q === 0) return entry(`pop ${stacked[p]}`, [...pop, op('ld16', stacked[p]!, 'nn')], p === 2);
      if (p === 0) return entry('ret', [...pop, target, jump]);
      if (p === 1) return entry('exx', [op('exx')]);
      if (p === 2) return entry(`jp (${pair})`, [op('ld16', 'pc', pair)], true);
      return entry(`ld sp,${pair}`, [idle(2), op('ld16', 'sp', pair)], true);
    case 2:
      return entry(`jp ${CONDITIONS[y]},{nn}`, [...address, target, when(CONDITIONS[y]!, jump)]);
    case 3:
      switch (y) {
        case 0:
          return entry('jp {nn}', [...address, target, jump]);
        case 1:
          return entry('prefix cb', [op('prefix', 'cb')], true);
        case 2:
          return entry('out ({n}),a', [operand('z'), output('az', 'a'), op('wza', 'az')]);
        case 3:
          return entry('in a,({n})', [operand('z'), op('ld16', 'wz', 'az+1'), input('az', 'a')]);
        case 4:
          return entry(
            `ex (sp),${pair}`,
            [
              read('sp', 'z'),
              read('sp+1', 'w'),
              idle(1),
              write('sp+1', high),
              write('sp', low),
              idle(2),
              op('ld16', 'wz', 'nn'),
              op('ld16', pair, 'nn'),
            ],
            true,
          );
        case 5:
          return entry('ex de,hl', [op('exdehl')]);
        case 6:
          return entry('di', [op('di')]);
        default:
          return entry('ei', [op('ei')]);
      }
    case 4:
      return entry(`call ${CONDITIONS[y]},{nn}`, [
        ...address,
        target,
        when(CONDITIONS[y]!, idle(1), ...push('pch', 'pcl'), jump),
      ]);
    case 5:
      if (q === 0) {
        const [hi, lo] = halves(stacked[p]!);
        return entry(`push ${stacked[p]}`, [idle(1), ...push(hi, lo)], p === 2);
      }
      if (p === 0) return entry('call {nn}', [...address, target, idle(1), ...push('pch', 'pcl'), jump]);
      return entry(`prefix ${['', 'dd', 'ed', 'fd'][p]}`, [op('prefix', ['', 'dd', 'ed', 'fd'][p]!)]);
    case 6:
      return entry(`${ALU_TEXT[y]}{n}`, [operand('z'), op(ALU[y]!, 'z')]);
    default:
      return entry(`rst ${hexByte(y * 8)}`, [idle(1), ...push('pch', 'pcl'), op('ld16', 'wz', `${y * 8}`), jump]);
  }
}

function loadPair(pair: string): Step[] {
  return [op('ld16', 'wz', 'wz+1'), op('ld16', pair, 'nn')];
}

function hexByte(n: number): string {
  return `$${n.toString(16).padStart(2, '0')}`;
}

/** What CB opcodes do to the byte in `register`. */
function cbAction(opcode: number, register: Byte, memory: boolean): Step {
  const x = opcode >> 6;
  const y = (opcode >> 3) & 7;
  if (x === 0) return op(ROTATES[y]!, register);
  if (x === 1) return op(memory ? 'bitm' : 'bit', y, register);
  return op(x === 2 ? 'res' : 'set', y, register);
}

function cbText(opcode: number, target: string): string {
  const x = opcode >> 6;
  const y = (opcode >> 3) & 7;
  return x === 0 ? `${ROTATES[y]} ${target}` : `${['', 'bit', 'res', 'set'][x]} ${y},${target}`;
}

function cbEntry(opcode: number): Entry {
  const z = opcode & 7;
  const undocumented = opcode >> 3 === 6; // SLL
  if (z !== 6) {
    const r = REGISTERS[z]!;
    return { text: cbText(opcode, r), steps: [cbAction(opcode, r, false)], indexed: false, undocumented };
  }
  const steps = [read('hl', 'z'), idle(1), cbAction(opcode, 'z', true)];
  if (opcode >> 6 !== 1) steps.push(write('hl', 'z'));
  return { text: cbText(opcode, '(hl)'), steps, indexed: false, undocumented };
}

/** DD CB d op: WZ holds the address when these steps begin; the result also goes to the register named by z. */
function xycbEntry(opcode: number): Entry {
  const z = opcode & 7;
  const bit = opcode >> 6 === 1;
  const steps = [read('wz', 'z'), idle(1), cbAction(opcode, 'z', true)];
  if (!bit) steps.push(write('wz', 'z'));
  if (!bit && z !== 6) steps.push(op('ld', REGISTERS[z]!, 'z'));
  const text = cbText(opcode, '(ix{d})') + (!bit && z !== 6 ? `,${REGISTERS[z]}` : '');
  return { text, steps, indexed: true, undocumented: z !== 6 || opcode >> 3 === 6 };
}

function edEntry(opcode: number): Entry | null {
  const x = opcode >> 6;
  const y = (opcode >> 3) & 7;
  const z = opcode & 7;
  const p = y >> 1;
  const q = y & 1;
  const entry = (text: string, steps: Step[], undocumented = false): Entry => ({
    text,
    steps,
    indexed: false,
    undocumented,
  });
  if (x === 1) {
    const pair = ['bc', 'de', 'hl', 'sp'][p]!;
    switch (z) {
      case 0: {
        const steps = [input('bc', 'z'), op('ld16', 'wz', 'bc+1'), op('in', y === 6 ? 'z' : REGISTERS[y]!)];
        return entry(`in ${y === 6 ? 'f' : REGISTERS[y]},(c)`, steps, y === 6);
      }
      case 1: {
        const steps = [output('bc', y === 6 ? 'zero' : REGISTERS[y]!), op('ld16', 'wz', 'bc+1')];
        return entry(`out (c),${y === 6 ? '0' : REGISTERS[y]}`, steps, y === 6);
      }
      case 2:
        return entry(`${q === 0 ? 'sbc' : 'adc'} hl,${pair}`, [idle(7), op(q === 0 ? 'sbc16' : 'adc16', pair)]);
      case 3: {
        if (q === 1) {
          const steps = [...address, op('ld16', 'wz', 'nn'), read('wz', 'z'), read('wz+1', 'w'), ...loadPair(pair)];
          return entry(`ld ${pair},({nn})`, steps, p === 2);
        }
        const [hi, lo] = pair === 'sp' ? (['sph', 'spl'] as [Byte, Byte]) : halves(pair);
        const steps = [...address, write('nn', lo), write('nn+1', hi), op('ld16', 'wz', 'nn+1')];
        return entry(`ld ({nn}),${pair}`, steps, p === 2);
      }
      case 4:
        return entry('neg', [op('neg')], y !== 0);
      case 5:
        return entry(
          y === 1 ? 'reti' : 'retn',
          [...pop, op('ld16', 'wz', 'nn'), op('ld16', 'pc', 'wz'), op('retn')],
          y > 1,
        );
      case 6: {
        const mode = [0, 0, 1, 2][y & 3]!;
        return entry(`im ${mode}`, [op('im', mode)], y !== 0 && y !== 2 && y !== 3);
      }
      default:
        switch (y) {
          case 0:
            return entry('ld i,a', [idle(1), op('ld', 'i', 'a')]);
          case 1:
            return entry('ld r,a', [idle(1), op('ld', 'r', 'a')]);
          case 2:
            return entry('ld a,i', [idle(1), op('lda_ir', 'i')]);
          case 3:
            return entry('ld a,r', [idle(1), op('lda_ir', 'r')]);
          case 4:
          case 5: {
            const name = y === 4 ? 'rrd' : 'rld';
            return entry(name, [read('hl', 'z'), idle(4), op(name), write('hl', 'w'), op('ld16', 'wz', 'hl+1')]);
          }
          default:
            return null;
        }
    }
  }
  if (x === 2 && y >= 4 && z <= 3) return blockEntry(y, z);
  return null;
}

/** LDI, CPI, INI, OUTI and their decrementing and repeating forms. */
function blockEntry(y: number, z: number): Entry {
  const down = (y & 1) === 1;
  const repeats = y >= 6;
  const suffix = `${down ? 'd' : 'i'}`;
  const kind = ['ld', 'cp', 'in', 'out'][z]!;
  const name = z === 3 && repeats ? 'ot' : kind;
  const step = op(`${kind}${suffix}` as MicroOp);
  const steps: Step[] = [];
  let condition: Condition = 'b!=0';
  switch (z) {
    case 0:
      steps.push(read('hl', 'z'), write('de', 'z'), idle(2), step);
      condition = 'bc!=0';
      break;
    case 1:
      steps.push(read('hl', 'z'), idle(5), step);
      condition = 'bc!=0 and nz';
      break;
    case 2:
      steps.push(idle(1), input('bc', 'z'), write('hl', 'z'), step);
      break;
    default:
      // B counts down before it is put on the address bus
      steps.push(idle(1), read('hl', 'z'), op('decb'), output('bc', 'z'), step);
      break;
  }
  if (repeats) steps.push(when(condition, idle(5), op(z >= 2 ? 'repeatio' : 'repeat')));
  return { text: `${name}${suffix}${repeats ? 'r' : ''}`, steps, indexed: false };
}

function page(name: Page, entry: (opcode: number) => Entry | null): readonly (Instruction | null)[] {
  return Array.from({ length: 256 }, (_, opcode) => {
    const e = entry(opcode);
    return e === null
      ? null
      : { page: name, opcode, text: e.text, steps: e.steps, undocumented: e.undocumented === true };
  });
}

/**
 * All pages. A null entry of `ed` is an 8 T-state no-operation; a null entry of `xy` is an opcode that DD and FD do not
 * change.
 */
export const TABLE: Readonly<Record<Page, readonly (Instruction | null)[]>> = {
  base: page('base', (opcode) => baseEntry(opcode, 'hl')),
  cb: page('cb', cbEntry),
  ed: page('ed', edEntry),
  xy: page('xy', (opcode) => {
    const e = baseEntry(opcode, 'ix');
    return e.indexed ? e : null;
  }),
  xycb: page('xycb', xycbEntry),
};
