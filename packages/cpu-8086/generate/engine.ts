import { type Routine, TABLE } from '../src/table.ts';
import { CLOCKED_BIU } from './clocked-biu.ts';
import { EVENT_BIU } from './event-biu.ts';
import { RARE, ROUTINES } from './execution.ts';
import { type Engine, expand, HEAD, indent } from './text.ts';
import { UNITS } from './units.ts';

const TITLES: Readonly<Record<Engine, readonly [name: string, text: string]>> = {
  event: ['EventCore', 'The engine that machines run on: the bus interface unit advances from event to event.'],
  observed: ['ObservedCore', 'The same engine, telling a trace what the bus does.'],
  clocked: ['ClockedCore', 'The engine whose bus interface unit is called for every clock: the oracle of the tests.'],
};

const hex = (n: number) => `0x${n.toString(16).padStart(2, '0')}`;

const routineOf = (opcode: number): Routine => {
  const entry = TABLE[opcode]!;
  return 'opcode' in entry ? entry.routine : entry[0]!.routine;
};

const isPrefix = (routine: Routine) => routine.endsWith('prefix');

/** The `switch` over opcodes `from` to `to`; each routine once, with all its opcodes. */
function dispatch(engine: Engine, from: number, to: number, take: (routine: Routine) => boolean): string {
  const byRoutine = new Map<Routine, number[]>();
  for (let opcode = from; opcode <= to; opcode++) {
    const routine = routineOf(opcode);
    if (isPrefix(routine) || !take(routine)) continue;
    byRoutine.set(routine, [...(byRoutine.get(routine) ?? []), opcode]);
  }
  const cases = [...byRoutine].map(([routine, opcodes]) => {
    const labels = opcodes.map((opcode) => `case ${hex(opcode)}:`);
    labels[labels.length - 1] += ' {';
    const body = expand(engine, ROUTINES[routine]!.trim());
    return `${labels.join('\n')}\n  // ${routine}\n${indent(body, 1)}\n  return;\n}`;
  });
  return cases.join('\n');
}

function method(engine: Engine, name: string, from: number, to: number): string {
  const hot = dispatch(engine, from, to, (routine) => !RARE.has(routine));
  return `private ${name}(op: number): void {
  switch (op) {
${indent(hot, 2)}
    default:
      this.rare(op);
  }
}`;
}

/** The source of one engine. */
export function engineSource(engine: Engine): string {
  const [name, title] = TITLES[engine];
  const biu = engine === 'clocked' ? CLOCKED_BIU : EVENT_BIU;
  const rare = dispatch(engine, 0, 0xff, (routine) => RARE.has(routine));
  const run = expand(
    engine,
    `
run(): void {
  if (this.repeating !== 0) this.resume();
  else this.step();
  while (this.t < this.stopAt) this.step();
}

/** One instruction. */
private step(): void {
  this.override = -1;
  this.repeat = 0;
  let op = this.first();
  if ((op & 0xe7) === 0x26 || (op & 0xfc) === 0xf0) op = this.prefixes(op);
  if (op < 0x40) this.group0(op);
  else if (op < 0x80) this.group4(op);
  else if (op < 0xa0) this.group8(op);
  else this.groupA(op);
}
`,
  );
  const methods = [
    run,
    method(engine, 'group0', 0x00, 0x3f),
    method(engine, 'group4', 0x40, 0x7f),
    method(engine, 'group8', 0x80, 0x9f),
    method(engine, 'groupA', 0xa0, 0xff),
    `private rare(op: number): void {\n  switch (op) {\n${indent(rare, 2)}\n  }\n}`,
    expand(engine, UNITS),
    expand(engine, biu),
    ...(engine === 'event' ? [] : [expand(engine, WIDE)]),
  ];
  return `${HEAD}import { StateError } from '@backplane/kernel';
import { Core } from '../core.ts';
import { ONES, PARITY } from '../flags.ts';

/** ${title} */
export class ${name} extends Core {
${indent(methods.join('\n'), 1)}
}
`;
}

/** What byte operations do with the other half of the 16-bit data path: it shows on the bus lane that is not used. */
const WIDE = `
/** The word in which byte register \`n\` is the low half. */
private wideRegister(n: number): number {
  return this.bytes[this.byteIndex(n)]! | (this.bytes[this.byteIndex(n ^ 4)]! << 8);
}

/** The 16-bit result of an operation on bytes. */
private wideAlu(operation: number, a: number, b: number): number {
  switch (operation) {
    case 0:
      return (a + b) & 0xffff;
    case 1:
      return a | b;
    case 2:
      return (a + b + this.carry) & 0xffff;
    case 3:
      return (a - b - this.carry) & 0xffff;
    case 4:
      return a & b;
    case 6:
      return a ^ b;
    default:
      return (a - b) & 0xffff;
  }
}

/** The same for \`count\` steps of a shift of the byte that was read last. */
private wideShift(operation: number, count: number): number {
  let low = this.latch & 0xff;
  let high = this.latch >> 8;
  let { carry } = this;
  for (let i = 0; i < count; i++) {
    switch (operation) {
      case 0:
      case 2:
      case 4: {
        const out = low >> 7;
        high = ((high << 1) | out) & 0xff;
        low = ((low << 1) | (operation === 0 ? out : operation === 2 ? carry : 0)) & 0xff;
        carry = out;
        break;
      }
      case 6:
        high = 0xff;
        low = 0xff;
        break;
      default: {
        const out = low & 1;
        const into = operation === 1 ? out : operation === 3 ? carry : operation === 7 ? low >> 7 : 0;
        high = (high >> 1) | (into << 7);
        low = (low >> 1) | (into << 7);
        carry = out;
      }
    }
  }
  return (high << 8) | low;
}`;
