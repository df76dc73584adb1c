/** Global names of the language whose behaviour is the same in every run on every host. */
export const LANGUAGE_GLOBALS: ReadonlySet<string> = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'Array',
  'ArrayBuffer',
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'Boolean',
  'DataView',
  'Float32Array',
  'Float64Array',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Iterator',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'WeakMap',
  'WeakSet',
  'AggregateError',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
]);

/** Further global names that Node and every browser share. */
export const COMMON_GLOBALS: ReadonlySet<string> = new Set([
  'globalThis',
  'Atomics',
  'Date',
  'FinalizationRegistry',
  'Intl',
  'SharedArrayBuffer',
  'WeakRef',
  'WebAssembly',
  'AbortController',
  'AbortSignal',
  'Blob',
  'CompressionStream',
  'DecompressionStream',
  'DOMException',
  'Event',
  'EventTarget',
  'MessageChannel',
  'MessagePort',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'TransformStream',
  'URL',
  'URLSearchParams',
  'WritableStream',
  'atob',
  'btoa',
  'clearInterval',
  'clearTimeout',
  'console',
  'crypto',
  'fetch',
  'performance',
  'queueMicrotask',
  'setInterval',
  'setTimeout',
  'structuredClone',
]);

/** Run code from text, which a page with a strict content security policy refuses. */
export const CODE_FROM_TEXT: ReadonlySet<string> = new Set(['eval', 'Function']);

/** Methods whose result depends on the language settings of the host. */
export const LOCALE_METHODS: ReadonlySet<string> = new Set([
  'localeCompare',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleUpperCase',
  'toLocaleLowerCase',
]);

const ADVICE: ReadonlyArray<readonly [names: readonly string[], advice: string]> = [
  [['Date', 'performance'], 'count ticks of the machine; a date of the host enters as an input event of the session'],
  [
    ['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'queueMicrotask'],
    "schedule an event on the machine's scheduler",
  ],
  [['console'], 'report an event of the machine, or throw an error with the words in it'],
  [['Buffer'], 'use Uint8Array and DataView'],
  [['TextEncoder', 'TextDecoder', 'atob', 'btoa'], 'convert in a loop over character codes'],
  [['crypto'], 'hash with the functions of the kernel'],
  [['structuredClone'], 'copy the fields'],
  [['require'], 'use a static import'],
  [
    ['fetch', 'process', 'window', 'document', 'navigator'],
    'let the front end do it and take the result as an argument',
  ],
  [['globalThis', 'global', 'self'], 'name what is needed; what the host has comes in as an argument'],
];

/** @returns What to write in place of a global name. */
export function adviceFor(name: string): string {
  return (
    ADVICE.find(([names]) => names.includes(name))?.[1] ??
    'take what is needed from the host as an argument, given by the session or the front end'
  );
}
