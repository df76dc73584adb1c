/** An instruction of the toy processor. */
export interface ToyOpcode {
  /** As written in a program; a trailing `#` stands for an immediate operand. */
  readonly name: string;
  readonly operand: 'none' | 'byte' | 'word';
  /** Takes one cycle more, for a memory or pin access. */
  readonly extra: boolean;
  /** Number of the pin it is about. */
  readonly pin?: number;
}

const LIST: readonly (readonly [name: string, operand: ToyOpcode['operand'], extra?: 'access', pins?: 3])[] = [
  ['nop', 'none'],
  ['lda#', 'byte'],
  ['lda', 'word', 'access'],
  ['ldax', 'word', 'access'],
  ['sta', 'word', 'access'],
  ['stax', 'word', 'access'],
  ['ldx#', 'byte'],
  ['inx', 'none'],
  ['dex', 'none'],
  ['txa', 'none'],
  ['add#', 'byte'],
  ['and#', 'byte'],
  ['eor#', 'byte'],
  ['shl', 'none'],
  ['jmp', 'word'],
  ['jz', 'word'],
  ['jnz', 'word'],
  ['jxnz', 'word'],
  ['set', 'none', 'access', 3],
  ['clr', 'none', 'access', 3],
  ['jon', 'word', 'access', 3],
  ['joff', 'word', 'access', 3],
  ['ei', 'none'],
  ['di', 'none'],
  ['rti', 'none'],
  ['in', 'none'],
  ['out', 'none'],
  ['exit', 'none'],
];

/** Instructions by opcode. Those after the last one jam the processor. */
export const OPCODES: readonly ToyOpcode[] = LIST.flatMap(([name, operand, extra, pins]) => {
  const plain = { name, operand, extra: extra !== undefined };
  return pins === undefined ? [plain] : Array.from({ length: pins }, (_, pin) => ({ ...plain, pin }));
});

/** Bytes that follow the opcode. */
export function operandBytes(info: ToyOpcode): number {
  return { none: 0, byte: 1, word: 2 }[info.operand];
}

/**
 * Assembles a program for the toy processor. One statement a line: `label: name operands`, all optional; `;` begins a
 * comment. Immediate operands are written `lda #65`; pins come first: `jon 2, again`. `byte 1, 2, 3` stores bytes, `org
 * n` goes on at another address. Numbers are decimal, or hexadecimal as `$FF`.
 * @returns 65,536 bytes: an image of the whole space, 0 where nothing is stored
 * @throws SyntaxError that names the line
 */
export function assembleToy(source: string): Uint8Array {
  const image = new Uint8Array(0x10000);
  const labels = new Map<string, number>();
  for (const last of [false, true]) {
    let at = 0;
    source.split('\n').forEach((text, index) => {
      const fail = (why: string): never => {
        throw new SyntaxError(`Line ${index + 1}: ${why}: ${text.trim()}`);
      };
      const statement = text.replace(/;.*/, '').trim();
      const [, label, rest = ''] = /^(?:([a-z]\w*):)?\s*(.*)$/i.exec(statement)!;
      if (label !== undefined) {
        if (!last && labels.has(label)) fail(`the label "${label}" is there twice`);
        labels.set(label, at);
      }
      if (rest === '') return;
      const [, name = '', list = ''] = /^(\S+)\s*(.*)$/.exec(rest)!;
      const operands = list === '' ? [] : list.split(',').map((s) => s.trim());
      const value = (word: string | undefined, most: number): number => {
        const digits = word?.replace(/^#/, '') ?? '';
        const n = digits.startsWith('$') ? Number.parseInt(digits.slice(1), 16) : Number(digits || Number.NaN);
        const found = Number.isNaN(n) ? (labels.get(digits) ?? (last ? fail(`"${word ?? ''}" is not known`) : 0)) : n;
        return found >= 0 && found <= most ? found : fail(`"${word}" is not 0–${most}`);
      };
      if (name === 'org') {
        at = value(operands[0], 0xffff);
        return;
      }
      if (name === 'byte' || name === 'word') {
        for (const word of operands) {
          const n = value(word, name === 'byte' ? 0xff : 0xffff);
          image[at++] = n & 0xff;
          if (name === 'word') image[at++] = n >> 8;
        }
        return;
      }
      const immediate = operands.at(-1)?.startsWith('#') === true;
      const candidates = OPCODES.map((info, opcode) => ({ info, opcode })).filter(
        ({ info }) => info.name === (immediate ? `${name}#` : name),
      );
      if (candidates.length === 0) fail(`there is no instruction "${name}${immediate ? ' #' : ''}"`);
      const hasPin = candidates[0]!.info.pin !== undefined;
      const pin = hasPin ? value(operands.shift(), candidates.length - 1) : 0;
      const { info, opcode } = candidates[pin]!;
      const bytes = operandBytes(info);
      if (operands.length !== (bytes === 0 ? 0 : 1)) fail('wrong number of operands');
      image[at++] = opcode;
      const n = bytes === 0 ? 0 : value(operands[0], bytes === 1 ? 0xff : 0xffff);
      for (let i = 0; i < bytes; i++) image[at++] = (n >> (8 * i)) & 0xff;
    });
  }
  return image;
}
