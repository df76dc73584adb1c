import { measureBytecode } from './lib/bytecode.ts';
const d='/tmp/team/z80/js/'; const r = await measureBytecode([d+'generated/fast.js', d+'generated/exact.js', d+'z80.js']);
r.sort((a,b)=>b.bytes-a.bytes); for (const f of r.slice(0,9)) console.log(f.name, f.bytes);
