import { createMachine, defineMachine, part } from '@backplane/kernel';
import { assembleToy, ToyCpuPart } from '@backplane/testkit';

const program = assembleToy(`
        ldx #0
next:   ldax text       ; A = the next character
        jz done
        out             ; to the stream "console"
        inx
        jmp next
done:   exit            ; ends the run with code A
text:   byte 72, 101, 108, 108, 111, 0
`);

const hello = defineMachine({
  id: 'hello',
  title: 'A processor, some RAM and a stream of characters',
  year: 2025,
  status: 'working',
  crystal: 4_000_000,
  clocks: { cpu: { divide: 4 } },
  parts: { cpu: part(ToyCpuPart, { clock: 'cpu', space: 'memory' }) },
  spaces: {
    memory: {
      bits: 16,
      regions: { ram: { ram: 0x10000, powerOn: (offset) => program[offset]! } },
      views: { all: [{ from: 0x0000, to: 0xffff, region: 'ram' }] },
    },
  },
  outputs: { console: { title: 'characters', from: 'cpu.out' } },
});

const machine = createMachine(hello);
let text = '';
machine.onOutput('console', (byte) => {
  text += String.fromCharCode(byte);
});
const reason = machine.run(machine.ticksPerSecond);
export const result = `${reason} after ${machine.parts.cpu.cycles} cycles: ${text}`; // exit after 70 cycles: Hello
