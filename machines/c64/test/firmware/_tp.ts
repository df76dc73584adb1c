import { make, until, text, Tape } from './_dev.ts';
for (const w of ['ours', 'orig'] as const) {
  const { m, entry } = make(w);
  const type = (t: string) => m.input('keybuf', entry.keyboard.buffer.encode(t));
  const run = (s: number) => m.run(Math.round(s * m.ticksPerSecond));
  until(m, 'READY.', 4); const tape = new Tape(); m.insert('tape', tape);
  type('10 print"hello"\nsave"test"\n'); console.log(until(m, 'PRESS RECORD', 4)); m.input('datasette', 'record'); run(40);
  console.log(text(m)); 
  type('{clr}open1,1,1,"data":fori=1to60:print#1,"line"i:next:close1\n'); run(60); console.log(text(m));
  m.input('datasette', 'stop'); m.input('datasette', 'rewind'); run(1);
  type('{clr}new\nload\n'); until(m, 'PRESS PLAY', 4); m.input('datasette', 'play'); console.log(until(m, 'LOADING', 60), (run(15), 1)); 
  run(10);
  type('list\n'); run(2);
  type('{clr}10 open1,1,0,"data"\n20 input#1,a$:n=n+1:ifst=0then20\n30 printa$;n;st:close1\nrun\n'); run(90); console.log(text(m));
  m.input('datasette', 'stop'); m.input('datasette', 'rewind'); run(1); m.input('datasette', 'play'); 
  type('{clr}new\n10 print"hello"\nverify"te\n'); run(45); console.log(text(m));
}
