import { createMachine } from '@backplane/kernel';
import { cpm, catalog } from '@backplane/machine-cpm';
import { CpmFileSystem } from '@backplane/media';
import fs from 'node:fs';
const m = createMachine(cpm);
const e = catalog.machines[0].media;
const d = e.open('a', e.builtIn.a.image(), { name: 'x.img', format: 'ibm-3740', sha1: '' });
new CpmFileSystem(d.medium).writeFile('ZEX.COM', fs.readFileSync('/tmp/zex/'+process.argv[2]+'.com'));
m.insert('a', d.medium);
m.input('command','ZEX');
let out='', line='';
const t0=Date.now();
m.onOutput('console', (v)=>{ if(v===10){console.log(line);line='';} else if (v!==13) line+=String.fromCharCode(v)});
let stop='limit';
while(stop==='limit'){ const a=Date.now(); stop=m.run(400_000_000); if (process.argv[3]) console.log((400/(Date.now()-a)*1000).toFixed(0)+' MHz'); if (process.argv[3] && m.seconds*4 > +process.argv[3]) break;}
const s=(Date.now()-t0)/1000;
console.log(stop, m.stopEvent, m.tick, s, (m.tick/s/1e6).toFixed(0)+' MHz');
