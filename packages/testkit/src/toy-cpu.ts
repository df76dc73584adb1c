import {
  type AddressSpace,
  type BusObserver,
  type Disassembly,
  definePart,
  type Granularity,
  type InputValue,
  type PartContext,
  type Processor,
  type ResetKind,
  SLOW,
  type StateIo,
  WiringError,
} from '@backplane/kernel';
import { OPCODES, operandBytes } from './toy-cpu-table.ts';

/*
 * A toy processor for tests of machines, cards and the kernel
 *
 * It is nobody's chip: one accumulator, one index register, three open-collector pins, one interrupt pin, and a byte
 * stream in and out. Every bus cycle takes one clock cycle and happens in that cycle. An instruction is: opcode, operand
 * bytes, and for those that access memory or a pin one cycle more. `assembleToy` makes programs for it.
 *
 * Interrupts: a change of `irq` to asserted is remembered. At the next instruction boundary, if interrupts are enabled,
 * A and PC are kept in shadow registers, interrupts are disabled and the processor goes on at the address stored at
 * FFFEh (two read cycles). RTI brings A and PC back and enables interrupts again.
 */

/** Settings of the part. */
export interface ToyCpuOptions {
  /** How finely it can be stopped; `cycle` if absent. */
  readonly granularity?: Granularity;
}

const PINS = ['p0', 'p1', 'p2'] as const;
type ToyCpuContext = PartContext<(typeof PINS)[number], (typeof PINS)[number] | 'irq'>;

const REGISTERS = [
  { name: 'pc', bits: 16 },
  { name: 'a', bits: 8 },
  { name: 'x', bits: 8 },
  { name: 'shadow-pc', bits: 16 },
  { name: 'shadow-a', bits: 8 },
  { name: 'irq-enabled', bits: 1 },
  { name: 'irqs', bits: 16 },
] as const;

type RegisterName = (typeof REGISTERS)[number]['name'];

/** Where the address of the interrupt routine is stored. */
const VECTOR = 0xfffe;
/** Pseudo-opcode of the interrupt entry. */
const INTERRUPT = 0x100;

/** The processor. */
export class ToyCpu implements Processor {
  readonly stateVersion = 1;
  readonly registers = REGISTERS;
  readonly granularity: Granularity;
  readonly space: AddressSpace;
  cycles = 0;

  readonly #ctx: ToyCpuContext;
  readonly #values: Record<RegisterName, number> = {
    pc: 0,
    a: 0,
    x: 0,
    'shadow-pc': 0,
    'shadow-a': 0,
    'irq-enabled': 0,
    irqs: 0,
  };
  /** Cycle of the instruction; 0 = the opcode is fetched next. */
  #phase = 0;
  #opcode = 0;
  #operand = 0;
  #irqPending = false;
  #jammed = false;
  #queue: number[] = [];
  #limit = 0;
  #observer: BusObserver | null = null;

  constructor(ctx: ToyCpuContext, options: ToyCpuOptions) {
    if (ctx.space === null || ctx.space.bits !== 16) {
      throw new WiringError(`ToyCpu "${ctx.id}" needs an address space of 16 bits. Name one as its \`space\`.`);
    }
    this.#ctx = ctx;
    this.space = ctx.space;
    this.granularity = options.granularity ?? 'cycle';
    ctx.in.irq.listen((level) => {
      if (!level) return;
      this.#irqPending = true;
      this.#values.irqs = (this.#values.irqs + 1) & 0xffff;
    });
  }

  get pc(): number {
    return this.#values.pc;
  }

  get atBoundary(): boolean {
    return this.#phase === 0;
  }

  reset(kind: ResetKind, t: number): void {
    for (const { name } of REGISTERS) this.#values[name] = 0;
    this.#phase = 0;
    this.#irqPending = false;
    this.#jammed = false;
    if (kind === 'power') {
      this.cycles = this.#ctx.clock.cycleAt(t);
      this.#queue = [];
    }
    for (const pin of PINS) this.#ctx.out[pin].drive(false, t);
  }

  run(limit: number): void {
    this.#limit = limit;
    while (this.cycles < this.#limit) {
      do this.#cycle();
      while (this.granularity === 'instruction' && this.#phase !== 0);
    }
  }

  stop(limit: number): void {
    this.#limit = Math.min(this.#limit, limit);
  }

  step(): void {
    do this.run(this.cycles + 1);
    while (this.#phase !== 0);
  }

  #cycle(): void {
    const t = this.#ctx.clock.tickOf(this.cycles);
    if (this.#jammed) {
      this.cycles++;
      return;
    }
    if (this.#phase === 0) this.#begin(t);
    else if (this.#opcode === INTERRUPT) this.#interrupt(t);
    else {
      const bytes = operandBytes(OPCODES[this.#opcode]!);
      if (this.#phase <= bytes) {
        this.#operand |= this.#read('read', this.#nextPc(), t) << (8 * (this.#phase - 1));
        this.#phase++;
        if (this.#phase > bytes && !OPCODES[this.#opcode]!.extra) this.#execute(t);
      } else this.#execute(t);
    }
    this.cycles++;
  }

  #nextPc(): number {
    const { pc } = this.#values;
    this.#values.pc = (pc + 1) & 0xffff;
    return pc;
  }

  #begin(t: number): void {
    if (this.#irqPending && this.#values['irq-enabled'] === 1) {
      this.#opcode = INTERRUPT;
      this.#irqPending = false;
      this.#values['irq-enabled'] = 0;
      this.#values['shadow-pc'] = this.#values.pc;
      this.#values['shadow-a'] = this.#values.a;
      this.#interrupt(t);
      return;
    }
    this.#opcode = this.#read('fetch', this.#nextPc(), t);
    this.#operand = 0;
    const info = OPCODES[this.#opcode];
    if (info === undefined) {
      this.#jammed = true;
      this.#ctx.emit({ kind: 'jam', text: `opcode ${this.#opcode} at ${(this.#values.pc - 1) & 0xffff}` }, t);
      return;
    }
    this.#phase = 1;
    if (operandBytes(info) === 0 && !info.extra) this.#execute(t);
  }

  #interrupt(t: number): void {
    if (this.#phase === 0) {
      this.#operand = this.#read('read', VECTOR, t);
      this.#phase = 1;
    } else {
      this.#values.pc = this.#operand | (this.#read('read', VECTOR + 1, t) << 8);
      this.#phase = 0;
    }
  }

  #read(kind: 'fetch' | 'read', address: number, t: number): number {
    const base = this.space.readBase[address >> 8]!;
    const value = base !== SLOW ? this.space.memory[base + address]! : this.space.readSlow(address, t);
    if (base === SLOW) this.cycles += this.space.stretch;
    this.#observer?.bus(kind, address, value, this.cycles, 0);
    return value;
  }

  #write(address: number, value: number, t: number): void {
    const base = this.space.writeBase[address >> 8]!;
    if (base !== SLOW) this.space.memory[base + address] = value;
    else {
      this.space.writeSlow(address, value, t);
      this.cycles += this.space.stretch;
    }
    this.#observer?.bus('write', address, value, this.cycles, 0);
  }

  #execute(t: number): void {
    const v = this.#values;
    const n = this.#operand;
    const indexed = (n + v.x) & 0xffff;
    this.#phase = 0;
    const info = OPCODES[this.#opcode]!;
    switch (info.name) {
      case 'lda#':
        v.a = n;
        break;
      case 'lda':
        v.a = this.#read('read', n, t);
        break;
      case 'ldax':
        v.a = this.#read('read', indexed, t);
        break;
      case 'sta':
        this.#write(n, v.a, t);
        break;
      case 'stax':
        this.#write(indexed, v.a, t);
        break;
      case 'ldx#':
        v.x = n;
        break;
      case 'inx':
        v.x = (v.x + 1) & 0xff;
        break;
      case 'dex':
        v.x = (v.x - 1) & 0xff;
        break;
      case 'txa':
        v.a = v.x;
        break;
      case 'add#':
        v.a = (v.a + n) & 0xff;
        break;
      case 'and#':
        v.a &= n;
        break;
      case 'eor#':
        v.a ^= n;
        break;
      case 'shl':
        v.a = (v.a << 1) & 0xff;
        break;
      case 'jmp':
        v.pc = n;
        break;
      case 'jz':
        if (v.a === 0) v.pc = n;
        break;
      case 'jnz':
        if (v.a !== 0) v.pc = n;
        break;
      case 'jxnz':
        if (v.x !== 0) v.pc = n;
        break;
      case 'set':
        this.#ctx.out[PINS[info.pin!]!].drive(true, t);
        break;
      case 'clr':
        this.#ctx.out[PINS[info.pin!]!].drive(false, t);
        break;
      case 'jon':
        if (this.#ctx.in[PINS[info.pin!]!].at(t)) v.pc = n;
        break;
      case 'joff':
        if (!this.#ctx.in[PINS[info.pin!]!].at(t)) v.pc = n;
        break;
      case 'ei':
        v['irq-enabled'] = 1;
        break;
      case 'di':
        v['irq-enabled'] = 0;
        break;
      case 'rti':
        v.pc = v['shadow-pc'];
        v.a = v['shadow-a'];
        v['irq-enabled'] = 1;
        break;
      case 'in':
        v.a = this.#queue.shift() ?? 0;
        break;
      case 'out':
        this.#ctx.output('out', v.a, t);
        break;
      case 'exit':
        this.#ctx.emit({ kind: 'exit', code: v.a }, t);
        break;
    }
  }

  getRegister(name: string): number {
    return this.#values[this.#named(name)];
  }

  setRegister(name: string, value: number): void {
    const known = this.#named(name);
    const { bits } = REGISTERS.find((r) => r.name === known)!;
    this.#values[known] = value & (2 ** bits - 1);
  }

  #named(name: string): RegisterName {
    const found = REGISTERS.find((r) => r.name === name);
    if (found === undefined) throw new RangeError(`ToyCpu has no register "${name}".`);
    return found.name;
  }

  observe(observer: BusObserver | null): void {
    this.#observer = observer;
  }

  disassemble(address: number, peek: (address: number) => number): Disassembly {
    const opcode = peek(address);
    const info = OPCODES[opcode];
    if (info === undefined) return { length: 1, text: `byte ${opcode}` };
    const bytes = operandBytes(info);
    let n = 0;
    for (let i = 0; i < bytes; i++) n |= peek((address + 1 + i) & 0xffff) << (8 * i);
    const operands = [...(info.pin === undefined ? [] : [String(info.pin)]), ...(bytes === 0 ? [] : [String(n)])];
    return { length: 1 + bytes, text: [info.name, operands.join(', ')].filter((s) => s !== '').join(' ') };
  }

  /** Input `in`: bytes for the IN instruction. */
  input(_name: string, value: InputValue): void {
    if (typeof value === 'string') for (const c of value) this.#queue.push(c.charCodeAt(0) & 0xff);
    else if (value instanceof Uint8Array) this.#queue.push(...value);
  }

  state(io: StateIo): void {
    this.cycles = io.number('cycles', this.cycles);
    for (const { name } of REGISTERS) this.#values[name] = io.number(name, this.#values[name]);
    this.#phase = io.number('phase', this.#phase);
    // between instructions the last opcode and operand have no effect
    this.#opcode = io.number('opcode', this.#phase === 0 ? 0 : this.#opcode);
    this.#operand = io.number('operand', this.#phase === 0 ? 0 : this.#operand);
    this.#irqPending = io.bool('irqPending', this.#irqPending);
    this.#jammed = io.bool('jammed', this.#jammed);
    this.#queue = [...io.blob('queue', Uint8Array.from(this.#queue))];
  }
}

/** The toy processor as a part of a machine. */
export const ToyCpuPart = definePart({
  type: 'ToyCpu',
  title: 'Toy processor',
  processor: true,
  pins: { p0: 'bus', p1: 'bus', p2: 'bus', irq: 'in' },
  inputs: { in: { kind: 'bytes', title: 'bytes for IN' } },
  outputs: { out: { title: 'bytes of OUT' } },
  create: (ctx, options: ToyCpuOptions) => new ToyCpu(ctx, options),
});
