import { StateError } from './errors.ts';
import { BYTES, DOUBLE, DOUBLES, END, FALSE, INT, INTS, SECTION, STRING, stateBody, TRUE } from './state.ts';

/** A field of a snapshot: where it is and what it holds, in words. */
interface Field {
  readonly path: string;
  readonly value: string;
}

/** Values of a list that are shown around a difference. */
const SHOWN = 4;

/** All fields of a snapshot, in order. */
function* fields(bytes: Uint8Array): Generator<Field & { readonly list?: readonly number[] }> {
  const body = stateBody(bytes);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const path: string[] = [];
  let at = 0;
  const u32 = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const list = (size: number, get: (at: number) => number): readonly number[] => {
    const n = u32();
    const values = Array.from({ length: n }, (_, i) => get(at + i * size));
    at += n * size;
    return values;
  };
  while (at < body.length) {
    const kind = body[at++]!;
    if (kind === END) {
      path.pop();
      continue;
    }
    const length = body[at++]!;
    const name = String.fromCharCode(...body.subarray(at, at + length));
    at += length;
    const here = [...path, name].join('/');
    switch (kind) {
      case INT:
        yield { path: here, value: String(u32() | 0) };
        break;
      case DOUBLE:
        yield { path: here, value: String(view.getFloat64(at, true)) };
        at += 8;
        break;
      case FALSE:
      case TRUE:
        yield { path: here, value: String(kind === TRUE) };
        break;
      case STRING:
        yield { path: here, value: JSON.stringify(String.fromCharCode(...list(2, (a) => view.getUint16(a, true)))) };
        break;
      case BYTES:
        yield { path: here, value: 'bytes', list: list(1, (a) => body[a]!) };
        break;
      case INTS:
        yield { path: here, value: 'integers', list: list(4, (a) => view.getInt32(a, true)) };
        break;
      case DOUBLES:
        yield { path: here, value: 'doubles', list: list(8, (a) => view.getFloat64(a, true)) };
        break;
      case SECTION:
        path.push(name);
        yield { path: path.join('/'), value: `version ${u32()}` };
        break;
      default:
        throw new StateError(`The snapshot has a field of kind ${kind} at byte ${at}: it was not made by this build.`);
    }
  }
}

/**
 * Names the first difference between two snapshots, for messages: `part cpu/pc: 256 and 259`.
 * @returns null if they are equal
 * @throws StateError if one of them is no snapshot
 */
export function stateDifference(a: Uint8Array, b: Uint8Array): string | null {
  const right = fields(b);
  for (const x of fields(a)) {
    const y = right.next().value;
    if (y === undefined) return `${x.path} is only in the first`;
    if (x.path !== y.path) return `${x.path} in the first where the second has ${y.path}`;
    if (x.value !== y.value) return `${x.path}: ${x.value} and ${y.value}`;
    if (x.list === undefined || y.list === undefined) continue;
    if (x.list.length !== y.list.length) return `${x.path}: ${x.list.length} and ${y.list.length} values`;
    const i = x.list.findIndex((v, n) => !Object.is(v, y.list![n]));
    if (i >= 0) {
      const part = (list: readonly number[]): string => list.slice(i, i + SHOWN).join(' ');
      return `${x.path}[${i}]: ${part(x.list)} … and ${part(y.list)} …`;
    }
  }
  const more = right.next().value;
  return more === undefined ? null : `${more.path} is only in the second`;
}
