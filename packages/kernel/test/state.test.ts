import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../src/crc32.ts';
import {
  loadState,
  StateError,
  type Stateful,
  type StateIo,
  StateReader,
  StateWriter,
  saveState,
  sha1Hex,
  stateBody,
  stateDifference,
} from '../src/index.ts';

/** A subject with one field of each kind. */
class Everything implements Stateful {
  number = 0;
  bool = false;
  text = '';
  bytes = new Uint8Array(5);
  ints = new Int32Array(3);
  doubles = new Float64Array(2);
  blob: Uint8Array = new Uint8Array(0);
  inner = 0;

  state(io: StateIo): void {
    io.section('all', 3, (s) => {
      this.number = s.number('number', this.number);
      this.bool = s.bool('bool', this.bool);
      s.section('inner', 1, (i) => {
        this.inner = i.number('number', this.inner);
      });
      this.text = s.string('text', this.text);
      s.bytes('bytes', this.bytes);
      s.ints('ints', this.ints);
      s.doubles('doubles', this.doubles);
      this.blob = s.blob('blob', this.blob);
    });
  }
}

const values = fc.record({
  number: fc.oneof(fc.integer(), fc.double({ noNaN: false }), fc.maxSafeInteger()),
  bool: fc.boolean(),
  text: fc.string({ unit: 'binary' }),
  bytes: fc.uint8Array({ minLength: 5, maxLength: 5 }),
  ints: fc.array(fc.integer(), { minLength: 3, maxLength: 3 }).map((a) => Int32Array.from(a)),
  doubles: fc.array(fc.double(), { minLength: 2, maxLength: 2 }).map((a) => Float64Array.from(a)),
  blob: fc.uint8Array({ maxLength: 40 }),
  inner: fc.integer(),
});

const made = (v: object): Everything => Object.assign(new Everything(), v);
const body = (subject: Stateful): Uint8Array => {
  const writer = new StateWriter();
  subject.state(writer);
  return writer.finish();
};

describe('the visitor', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(values, (v) => {
        const saved = saveState(made(v));
        const copy = new Everything();
        loadState(copy, saved);
        expect(saveState(copy)).toEqual(saved);
        // zero has one representation in `number`
        expect(copy).toEqual(made({ ...v, number: Object.is(v.number, -0) ? 0 : v.number }));
      }),
    );
  });

  it('is canonical: equal states are equal bytes, and a difference is named', () => {
    const a = made({ number: 1.5, text: 'abc', bytes: Uint8Array.of(1, 2, 3, 4, 5) });
    const same = made({ number: 1.5, text: 'abc', bytes: Uint8Array.of(1, 2, 3, 4, 5) });
    expect(saveState(a)).toEqual(saveState(same));
    expect(stateDifference(saveState(a), saveState(same))).toBeNull();
    same.bytes[3] = 9;
    expect(stateDifference(saveState(a), saveState(same))).toBe('all/bytes[3]: 4 5 … and 9 5 …');
    same.inner = -2;
    expect(stateDifference(saveState(a), saveState(same))).toBe('all/inner/number: 0 and -2');
    same.number = 2.5;
    expect(stateDifference(saveState(a), saveState(same))).toBe('all/number: 1.5 and 2.5');
    const other: Stateful = { state: (io) => void io.bool('x', true) };
    expect(stateDifference(saveState(a), saveState(other))).toBe('all in the first where the second has x');
    const none: Stateful = { state: () => {} };
    expect(stateDifference(saveState(other), saveState(none))).toBe('x is only in the first');
    expect(stateDifference(saveState(none), saveState(other))).toBe('x is only in the second');
    const blobs = [2, 3].map((n) => saveState(made({ blob: new Uint8Array(n) })));
    expect(stateDifference(blobs[0]!, blobs[1]!)).toBe('all/blob: 2 and 3 values');
  });

  it('stores one kind of zero and one kind of not-a-number', () => {
    expect(saveState(made({ number: -0 }))).toEqual(saveState(made({ number: 0 })));
    const odd = new Float64Array(1);
    new DataView(odd.buffer).setBigUint64(0, 0xfff8_0000_dead_beefn, true);
    expect(body(made({ number: odd[0] }))).toEqual(body(made({ number: Number.NaN })));
    expect(body(made({ doubles: Float64Array.of(odd[0]!, 0) }))).toEqual(
      body(made({ doubles: Float64Array.of(Number.NaN, 0) })),
    );
  });

  it('has the bytes that docs/snapshot-format.md shows', () => {
    const subject: Stateful = {
      state: (io) =>
        io.section('cpu', 2, (s) => {
          s.number('pc', 0x1234);
          s.bool('irq', true);
          s.string('m', 'é');
          s.bytes('r', Uint8Array.of(7, 8));
          s.number('t', 0.5);
        }),
    };
    const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');
    expect(hex(saveState(subject))).toBe(
      '42 50 53 01 25 82 65 0d ' +
        '09 03 63 70 75 02 00 00 00 ' +
        '01 02 70 63 34 12 00 00 ' +
        '04 03 69 72 71 ' +
        '05 01 6d 01 00 00 00 e9 00 ' +
        '06 01 72 02 00 00 00 07 08 ' +
        '02 01 74 00 00 00 00 00 00 e0 3f ' +
        '0a',
    );
  });

  it('passes the stored version to the reader, and refuses a newer one', () => {
    const old: Stateful = { state: (io) => io.section('d', 1, (s) => void s.number('a', 5)) };
    const seen: number[] = [];
    const now: Stateful = {
      state: (io) => {
        io.section('d', 2, (s) => {
          seen.push(s.version);
          s.number('a', 0);
          if (s.version >= 2) s.number('b', 0);
        });
        seen.push(io.version);
      },
    };
    loadState(now, saveState(old));
    loadState(now, saveState(now));
    expect(seen).toEqual([1, 0, 2, 0, 2, 0]);
    expect(() => loadState(old, saveState(now))).toThrow(
      'section "d" was saved as version 2; this build reads up to 1',
    );
    const none: Stateful = { state: (io) => io.section('d', 0, () => {}) };
    expect(() => loadState(none, saveState(none))).toThrow(StateError);
  });

  it.each<[string, (io: StateIo) => void, (io: StateIo) => void, string]>([
    ['another name', (io) => io.number('a', 1), (io) => io.number('b', 1), 'has integer "a" at byte 0 where'],
    ['another kind', (io) => io.bool('a', true), (io) => io.number('a', 1), 'integer or double "a" was expected'],
    [
      'another length',
      (io) => io.bytes('a', new Uint8Array(2)),
      (io) => io.bytes('a', new Uint8Array(3)),
      '"a" holds 2 values, this machine has 3',
    ],
    ['too much', (io) => io.number('a', 1), () => {}, 'bytes after its end'],
    ['too little', () => {}, (io) => io.number('a', 1), 'cut short in the snapshot at byte 0'],
    [
      'more in a section',
      (io) => io.section('s', 1, (s) => void s.number('a', 1)),
      (io) => io.section('s', 1, () => {}),
      'section "s" has integer "a"',
    ],
    [
      'less in a section',
      (io) => io.section('s', 1, () => {}),
      (io) => io.section('s', 1, (s) => void s.number('a', 1)),
      'section "s" has end ""',
    ],
  ])('names the place: %s', (_, save, load, message) => {
    const bytes = saveState({ state: save as (io: StateIo) => void });
    expect(() => loadState({ state: load as (io: StateIo) => void }, bytes)).toThrow(message);
    expect(() => loadState({ state: load as (io: StateIo) => void }, bytes)).toThrow(StateError);
  });

  it('refuses names that are not plain ASCII or too long', () => {
    for (const name of ['é', 'x'.repeat(256), 'a\n']) {
      expect(() => saveState({ state: (io) => void io.number(name, 1) })).toThrow(StateError);
    }
  });

  it('tells what a subject throws as a StateError, with its cause', () => {
    const saved = saveState({ state: () => {} });
    const cause = new RangeError('drive 9 is not there');
    const picky: Stateful = {
      state: () => {
        throw cause;
      },
    };
    expect(() => loadState(picky, saved)).toThrow('The snapshot does not fit: drive 9 is not there');
    try {
      loadState(picky, saved);
    } catch (error) {
      expect(error).toBeInstanceOf(StateError);
      expect((error as StateError).cause).toBe(cause);
    }
  });
});

describe('damage', () => {
  const saved = saveState(
    made({ number: 1e9 + 0.5, bool: true, text: 'text', blob: Uint8Array.of(1, 2, 3), inner: 77 }),
  );

  it('every flipped bit is found', () => {
    for (let bit = 0; bit < saved.length * 8; bit++) {
      const bad = saved.slice();
      bad[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => loadState(new Everything(), bad), `bit ${bit}`).toThrow(StateError);
    }
  });

  it('every truncation and every appended byte is found', () => {
    for (let n = 0; n < saved.length; n++) {
      expect(() => loadState(new Everything(), saved.slice(0, n)), `${n} bytes`).toThrow(StateError);
    }
    expect(() => loadState(new Everything(), Uint8Array.of(...saved, 0))).toThrow(StateError);
  });

  it('what is no snapshot, or of another format, is told', () => {
    expect(() => stateBody(new TextEncoder().encode('GIF89a...'))).toThrow('not a Backplane snapshot');
    expect(() => stateBody(new Uint8Array(0))).toThrow('not a Backplane snapshot');
    const newer = saved.slice();
    newer[3] = 2;
    expect(() => stateBody(newer)).toThrow('has format 2; this build reads format 1');
  });

  it('the reader itself never does anything but throw StateError or load fields of the right size', () => {
    const plain = body(made({ number: 0.25, text: 'ab', blob: Uint8Array.of(4, 5) }));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(plain.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(plain.length)),
        (changes, cut) => {
          const bad = plain.slice(0, cut ?? plain.length);
          for (const [at, value] of changes) if (at < bad.length) bad[at] = value;
          const target = new Everything();
          try {
            const reader = new StateReader(bad);
            target.state(reader);
            reader.finish();
          } catch (error) {
            expect(error).toBeInstanceOf(StateError);
          }
          expect([target.bytes.length, target.ints.length, target.doubles.length]).toEqual([5, 3, 2]);
          expect(typeof target.number).toBe('number');
          expect(target.blob.length).toBeLessThanOrEqual(plain.length);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('crc32', () => {
  it('has the check value of the usual CRC-32', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });
});

describe('sha1Hex', () => {
  it('agrees with the examples of FIPS 180', () => {
    expect(sha1Hex(new TextEncoder().encode('abc'))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(sha1Hex(new Uint8Array(0))).toBe('da39a3ee5e6b4b0d3255bfef95601890afd80709');
  });
});
