import { PortSpace, Scheduler } from '@backplane/kernel';
import { standaloneZ80 } from '../src/index.ts';

/** T-states in a slice, as a machine runs. */
const SLICE = 20_000;

/**
 * Runs a CP/M program that prints by BDOS functions 2 and 9 until it jumps to 0000h.
 * @param program loaded at 0100h
 * @param onText told of output as it comes
 */
export function runExerciser(
  program: Uint8Array,
  onText: (text: string) => void = () => {},
): { output: string; cycles: number } {
  const scheduler = new Scheduler();
  const ports = new PortSpace('ports', 0xff, scheduler);
  const { cpu, space } = standaloneZ80({ scheduler, ports });
  let output = '';
  let ended = false;
  const put = (code: number) => {
    output += String.fromCharCode(code);
    onText(String.fromCharCode(code));
  };
  ports.map({
    from: 0,
    to: 1,
    name: 'host calls',
    io: {
      read: () => 0xff,
      peek: () => 0xff,
      write: (port) => {
        if (port === 0) {
          ended = true;
          return;
        }
        if (cpu.getRegister('c') === 2) put(cpu.getRegister('e'));
        if (cpu.getRegister('c') !== 9) return;
        for (let at = cpu.getRegister('de'); space.peek(at) !== 0x24; at = (at + 1) & 0xffff) put(space.peek(at));
      },
    },
  });
  const load = (address: number, ...bytes: number[]) => {
    bytes.forEach((byte, n) => {
      space.poke(address + n, byte);
    });
  };
  load(0x0000, 0xd3, 0x00, 0x76); // out (0),a; halt
  load(0x0005, 0xc3, 0x00, 0xf0); // jp $f000, which is also the top of memory for the program
  load(0xf000, 0xd3, 0x01, 0xc9); // out (1),a; ret
  load(0x0100, ...program);
  cpu.setRegister('pc', 0x100);
  cpu.setRegister('sp', 0xf000);
  while (!ended) cpu.run(cpu.cycles + SLICE);
  return { output, cycles: cpu.cycles };
}
