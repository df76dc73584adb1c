import { make, until, text, createD64, openD64 } from './_dev.ts';
for (const w of (process.argv[2] ? [process.argv[2]] : ['ours', 'orig']) as ('ours'|'orig')[]) {
  const { m, entry } = make(w); 
  m.insert('drive8.disk', openD64(createD64('WORK DISK', 'ID')));
  console.log(w, 'ready', until(m, 'READY.', 4).toFixed(2));
  const type = (t: string) => m.input('keybuf', entry.keyboard.buffer.encode(t));
  try {
  type('10 open2,8,2,"data,s,w":fori=1to3:print#2,"line"i:next:close2\n');
  type('20 open2,8,2,"data":fori=1to3:input#2,a$:printa$,st:next:close2\n');
  type('30 open15,8,15:input#15,a,b$,c,d:printa;b$;c;d:close15:print"done"\nrun\n');
  console.log(until(m, ' 0 OK 0  0', 20));
  type('{clr}save"prog",8\n'); until(m, 'SAVING PROG', 4); console.log('save', until(m, 'READY.', 10));
  type('{clr}verify"prog",8\n'); console.log('verify', until(m, 'OK', 10)); m.run(m.ticksPerSecond);
  type('{clr}new\nload"prog",8\n'); console.log('load', until(m, 'LOADING', 10)); m.run(m.ticksPerSecond); type('list\n'); m.run(m.ticksPerSecond); console.log(text(m));
  type('{clr}load"nothing",8\n'); console.log(until(m, '?FILE NOT FOUND', 5)); m.run(m.ticksPerSecond); console.log(text(m));
  type('{clr}load"nothing",9\n'); console.log(until(m, 'NOT PRESENT', 5)); m.run(m.ticksPerSecond); 
  type('open1,9:print peek(152)st\n');  m.run(m.ticksPerSecond); type('open1,9\n'); m.run(m.ticksPerSecond); 
  type('load"$",8\n');  m.run(m.ticksPerSecond*3); type('list\n'); m.run(m.ticksPerSecond); console.log(text(m));
  type('{clr}open4,4:print#4,"hi"\n');m.run(m.ticksPerSecond*1);type('print st\n');m.run(m.ticksPerSecond*1);type('cmd 99\nopen1,1,1,"x"\n');m.run(m.ticksPerSecond*1); m.input('keyboard','+stop');m.run(m.ticksPerSecond*1);m.input('keyboard','-stop'); m.run(m.ticksPerSecond*1);  console.log(text(m));
  } catch (e) { console.log(String(e)); console.log((m as any).processor?.pc?.toString(16)); }
}
