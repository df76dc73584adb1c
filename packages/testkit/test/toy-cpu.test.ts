import { createMachine, type MachineDefinition } from '@backplane/kernel';
import { describe, expect, it } from 'vitest';
import { assembleToy, type ToyCpu } from '../src/index.ts';
import { toyMachine } from './fixture.ts';

const boot = (source: string) => {
  const machine = createMachine<MachineDefinition>(toyMachine([{ program: assembleToy(source), clock: 'pal' }], {}));
  return { machine, cpu: machine.processor as ToyCpu };
};

describe('ToyCpu', () => {
  it('does every bus cycle in its cycle', () => {
    const { cpu } = boot('lda #65\n sta $2005\n ldx #5\n ldax $2000\n jmp 0');
    const seen: string[] = [];
    cpu.observe({ bus: (kind, address, data, cycle) => seen.push(`${cycle} ${kind} ${address} ${data}`) });
    for (let n = 0; n < 5; n++) cpu.step();
    expect(seen.filter((s) => s.includes(' 8197 '))).toEqual(['5 write 8197 65', '11 read 8197 65']);
    expect(seen.map((s) => Number(s.split(' ')[0]))).toEqual(Array.from({ length: 15 }, (_, n) => n));
    expect([cpu.pc, cpu.cycles, cpu.atBoundary]).toEqual([0, 15, true]);
  });

  it('stops in the middle of an instruction, and jams on what is none', () => {
    const { machine, cpu } = boot('nop\n lda $2000\n byte 200');
    cpu.run(3);
    expect([cpu.cycles, cpu.atBoundary]).toEqual([3, false]);
    expect(machine.run(18 * 20)).toBe('jam');
    expect(machine.stopEvent).toMatchObject({ kind: 'jam', text: 'opcode 200 at 4', source: 'cpu0' });
    machine.run(18 * 20);
    expect(cpu.pc).toBe(5);
  });

  it('disassembles what was assembled', () => {
    const source = ['nop', 'lda# 18', 'stax 4660', 'set 2', 'jon 1, 513', 'exit'];
    const image = assembleToy(source.map((s) => s.replace('# ', ' #')).join('\n'));
    const { cpu } = boot('');
    let at = 0;
    for (const line of source) {
      const { length, text } = cpu.disassemble(at, (a) => image[a]!);
      expect(text).toBe(line);
      at += length;
    }
    expect(cpu.disassemble(0, () => 255).text).toBe('byte 255');
  });

  it('has registers by name', () => {
    const { cpu } = boot('');
    cpu.setRegister('pc', 0x12345);
    expect(cpu.getRegister('pc')).toBe(0x2345);
    expect(() => cpu.getRegister('b')).toThrow('ToyCpu has no register "b"');
  });
});

describe('assembleToy', () => {
  it.each([
    ['lad #1', 'Line 1: there is no instruction "lad #": lad #1'],
    ['nop\n lda #256', 'Line 2: "#256" is not 0–255'],
    ['jmp nowhere', 'Line 1: "nowhere" is not known'],
    ['set 3', 'Line 1: "3" is not 0–2'],
    ['jmp', 'Line 1: wrong number of operands'],
    ['a: nop\na: nop', 'Line 2: the label "a" is there twice'],
  ])('refuses %j', (source, message) => {
    expect(() => assembleToy(source)).toThrow(message);
  });
});
