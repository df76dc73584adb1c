import { loadState, saveState } from '@backplane/kernel';
import { describe, expect, test } from 'vitest';
import { Port6510, standalone6502 } from '../src/index.ts';

/** Runs `program` at 1000h on a 6510 until it has executed `count` instructions. */
function run6510(program: readonly number[], count: number, fadeCycles = 350_000) {
  const bench = standalone6502({ variant: '6510', port: { pullUp: 0x17, pullDown: 0x20, fadeCycles } });
  const told: [number, number][] = [];
  const beneath: number[] = [];
  bench.cpu.connect({
    portChanged: (pins, t) => told.push([pins, t]),
    byteBeneathPort: (address) => {
      beneath.push(address);
      return 0x99;
    },
  });
  program.forEach((byte, n) => {
    bench.space.poke(0x1000 + n, byte);
  });
  bench.cpu.setRegister('pc', 0x1000);
  for (let n = 0; n < count; n++) bench.cpu.step();
  return { ...bench, told, beneath };
}

describe('6510 port', () => {
  // LDA #$2F, STA $00, LDA #$37, STA $01, LDA $01, LDX $00
  const program = [0xa9, 0x2f, 0x85, 0x00, 0xa9, 0x37, 0x85, 0x01, 0xa5, 0x01, 0xa6, 0x00];

  test('reads back outputs, pulled inputs and the direction', () => {
    const { cpu } = run6510(program, 6);
    expect(cpu.getRegister('a')).toBe(0x37);
    expect(cpu.getRegister('x')).toBe(0x2f);
    expect(cpu.getRegister('ddr')).toBe(0x2f);
    expect(cpu.getRegister('port')).toBe(0x37);
    expect(cpu.portPins).toBe(0x37);
  });

  test('tells the board in the cycle of the write, and memory beneath takes what is on the bus', () => {
    const { told, beneath, space, cpu } = run6510(program, 4);
    expect(told).toEqual([
      [0x10, 4],
      [0x37, 9],
    ]);
    expect(beneath).toEqual([0, 1]);
    expect([space.peek(0), space.peek(1)]).toEqual([0x99, 0x99]);
    expect(cpu.cycles).toBe(10);
  });

  test('external levels count where the pin is an input', () => {
    const { cpu, told } = run6510(program, 4);
    cpu.setPortInput(0x11, 0x00);
    expect(cpu.portPins).toBe(0x27);
    expect(told.at(-1)![0]).toBe(0x27);
    cpu.setPortInput(0, 0);
    expect(cpu.portPins).toBe(0x37);
  });

  test('code that runs in the port, and the wrap to it, see the registers', () => {
    // at FFFFh: LDA zp with its operand at 0000h, the direction register
    const bench = standalone6502({ variant: '6510' });
    bench.cpu.setRegister('ddr', 0x42);
    bench.space.poke(0xffff, 0xa5);
    bench.space.poke(0x42, 0x77);
    bench.cpu.setRegister('pc', 0xffff);
    bench.cpu.run(bench.cpu.cycles + 3);
    expect(bench.cpu.getRegister('a')).toBe(0x77);
    expect(bench.cpu.pc).toBe(1);
  });

  test('a charge fades after the given time; a pin driven low has none', () => {
    const port = new Port6510({ fadeCycles: 1000 });
    port.write(0, 0xc0, 0);
    port.write(1, 0x80, 10);
    expect(port.read(1, 10)).toBe(0x80);
    port.write(0, 0x00, 20);
    expect(port.read(1, 1019)).toBe(0x80);
    expect(port.read(1, 1020)).toBe(0x00);
  });

  test('a charge is restored by driving the pin again, and lasts as long as it is driven', () => {
    const port = new Port6510({ fadeCycles: 1000 });
    port.write(1, 0xff, 0);
    expect(port.read(1, 1)).toBe(0);
    port.write(0, 0x40, 10);
    expect(port.read(1, 1e9)).toBe(0x40);
    port.write(0, 0x00, 1e9);
    expect(port.read(1, 1e9 + 999)).toBe(0x40);
  });

  test('charges are state, and spent ones are not told apart', () => {
    const a = run6510([...program, 0xa9, 0x00, 0x85, 0x00, 0xea, 0xea], 8, 1000).cpu;
    const b = standalone6502({ variant: '6510', port: { pullUp: 0x17, pullDown: 0x20, fadeCycles: 1000 } }).cpu;
    loadState(b, saveState(a));
    expect(b.portPins).toBe(a.portPins);
    expect(saveState(b)).toEqual(saveState(a));
  });

  test('RESET makes all pins inputs', () => {
    const { cpu, drive } = run6510(program, 4);
    drive('reset', true, cpu.cycles);
    drive('reset', false, cpu.cycles);
    cpu.run(cpu.cycles + 1);
    expect(cpu.getRegister('ddr')).toBe(0);
    // pull-ups, and the charge of bits that were driven high: none besides 0–2, 4 and 5, which is pulled down
    expect(cpu.portPins).toBe(0x17);
  });
});
