import type { MachineDefinition, OptionRef, OptionSpec, OptionValue } from './define.ts';
import { WiringError } from './errors.ts';
import { suggest } from './suggest.ts';

const SCALE: Readonly<Record<string, readonly [number, number]>> = {
  // suffix: [for Hz, for bytes]
  '': [1, 1],
  k: [1e3, 1024],
  m: [1e6, 1024 * 1024],
  g: [1e9, 1024 * 1024 * 1024],
};

/** Numbers as they are written for each unit. */
const PATTERN = {
  Hz: /^([-+]?[0-9]*\.?[0-9]+)\s*([kmg]?)(?:hz)?$/i,
  bytes: /^([-+]?[0-9]*\.?[0-9]+)\s*([kmg]?)i?b?$/i,
  none: /^([-+]?[0-9]+)$/,
};

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'a structure' : String(value);
}

/**
 * Reads an option's value from text or a plain value.
 * @param name for messages
 * @throws WiringError that says what is allowed
 */
export function parseOption(name: string, spec: OptionSpec, value: unknown): OptionValue {
  const bad = (allowed: string) =>
    new WiringError(`Option "${name}" (${spec.title}) is ${describe(value)}; it takes ${allowed}.`);
  if (!['string', 'number', 'boolean'].includes(typeof value)) throw bad(`a ${spec.kind}`);
  switch (spec.kind) {
    case 'flag': {
      if (typeof value === 'boolean') return value;
      const text = String(value).toLowerCase();
      if (['1', 'true', 'on', 'yes'].includes(text)) return true;
      if (['0', 'false', 'off', 'no'].includes(text)) return false;
      throw bad('on or off');
    }
    case 'choice': {
      const text = String(value);
      const found = spec.values.find((v) => v.toLowerCase() === text.toLowerCase());
      if (found === undefined) throw bad(spec.values.join(', '));
      return found;
    }
    case 'text': {
      const text = String(value);
      if (text.length > spec.maxLength) throw bad(`at most ${spec.maxLength} characters`);
      return text;
    }
    case 'integer': {
      const allowed = `a whole number from ${spec.min} to ${spec.max}${spec.unit === undefined ? '' : ` ${spec.unit}`}`;
      let n: number;
      if (typeof value === 'number') n = value;
      else {
        const m = PATTERN[spec.unit ?? 'none'].exec(String(value).trim());
        if (m === null) throw bad(allowed);
        n = Number(m[1]) * SCALE[(m[2] ?? '').toLowerCase()]![spec.unit === 'bytes' ? 1 : 0];
        // 3.579545M is meant as a whole number, whatever the multiplication makes of it
        if (Math.abs(n - Math.round(n)) < 1e-6) n = Math.round(n);
      }
      if (!Number.isSafeInteger(n) || n < spec.min || n > spec.max) {
        // 640 is a slip for 640K as a rule
        const kilobytes = spec.unit === 'bytes' && n * 1024 >= spec.min && n * 1024 <= spec.max;
        throw bad(kilobytes ? `${allowed}; kilobytes are written ${n}K` : allowed);
      }
      return n;
    }
  }
}

/**
 * All option values of a machine: the defaults, overridden by `given`.
 * @throws WiringError for an unknown option (with the nearest name) or a value out of range
 */
export function resolveOptions(
  definition: MachineDefinition,
  given: Readonly<Record<string, unknown>> = {},
): Record<string, OptionValue> {
  const specs = definition.options ?? {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specs, name)) {
      throw new WiringError(`${definition.id} has no option "${name}".${suggest(name, Object.keys(specs))}`);
    }
  }
  const values: Record<string, OptionValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const chosen = Object.hasOwn(given, name) ? given[name] : undefined;
    values[name] = parseOption(name, spec, chosen === undefined ? spec.default : chosen);
  }
  return values;
}

function isRef(v: unknown): v is OptionRef {
  return typeof v === 'object' && v !== null && typeof (v as OptionRef).option === 'string';
}

/**
 * Replaces option references in plain data by their values.
 * @throws WiringError if a reference names no option or its map lacks the value
 */
export function substitute(value: unknown, options: Readonly<Record<string, OptionValue>>, where: string): unknown {
  if (isRef(value)) {
    if (!Object.hasOwn(options, value.option)) {
      throw new WiringError(
        `${where} refers to option "${value.option}".${suggest(value.option, Object.keys(options))}`,
      );
    }
    const chosen = options[value.option]!;
    if (value.map === undefined) return chosen;
    if (!Object.hasOwn(value.map, String(chosen))) {
      throw new WiringError(`${where}: option "${value.option}" is "${chosen}", which the definition does not map.`);
    }
    return value.map[String(chosen)];
  }
  if (Array.isArray(value)) return value.map((v) => substitute(v, options, where));
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, substitute(v, options, where)]));
  }
  return value;
}
