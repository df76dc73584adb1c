; Addresses of the published memory map (Programmer's Reference Guide, chapter 5; Mapping the Commodore 64) under the
; names that those books use where they give one.

; --- processor port
d6510   = $00           ; directions
r6510   = $01           ; 0-2 memory map, 3 cassette write, 4 cassette sense, 5 cassette motor (1 = off)

; --- zero page
status  = $90           ; ST
stkey   = $91           ; row 7 of the keyboard: 7Fh = RUN/STOP
svxt    = $92           ; tape: short pulse of the leader, in units of 4 cycles
verck   = $93           ; 0 = LOAD, 1 = VERIFY
c3po    = $94           ; serial: bit 7 = a byte waits in bsour
bsour   = $95           ; serial: the byte that waits
syno    = $96           ; tape: 0 = first copy of a block, 80h = second
xsav    = $97           ; X while GETIN and CHRIN work
ldtnd   = $98           ; number of open files
dfltn   = $99           ; input device
dflto   = $9a           ; output device
prty    = $9b           ; tape: parity of the byte
dpsw    = $9c           ; tape: the byte was read badly
msgflg  = $9d           ; bit 7: control messages, bit 6: error messages
ptr1    = $9e           ; tape: entries in the error log; name index
ptr2    = $9f           ; tape: entries of the log that were mended
time    = $a0           ; jiffy clock, high byte first
pcntr   = $a3           ; serial: bit 7 = send EOI; bits left
firt    = $a4           ; serial: byte being received; tape: pulse length
cntdn   = $a5           ; tape: bytes of the countdown left
bufpnt  = $a6           ; tape: index into the buffer
inbit   = $a7           ; tape and RS-232 temporary
bitc1   = $a8
rinone  = $a9
ridata  = $aa           ; tape: byte being read
riprty  = $ab           ; tape: checksum
sal     = $ac           ; pointer: scrolling, SAVE
eal     = $ae           ; pointer: end of LOAD and SAVE, scrolling
cmp0    = $b0           ; tape: two thresholds
tape1   = $b2           ; start of the tape buffer
bitts   = $b4
nxtbit  = $b5
rodata  = $b6
fnlen   = $b7           ; length of the file name
la      = $b8           ; logical file
sa      = $b9           ; secondary address
fa      = $ba           ; device
fnadr   = $bb           ; address of the file name
roprty  = $bd           ; tape: byte being written
fsblk   = $be           ; tape: copies left
mych    = $bf
cas1    = $c0           ; 0 = the motor follows the buttons
stal    = $c1           ; start address of SAVE
memuss  = $c3           ; start address of LOAD
lstx    = $c5           ; matrix code of the key of the previous scan, 64 = none
ndx     = $c6           ; characters in the keyboard buffer
rvs     = $c7           ; reverse video if not 0
indx    = $c8           ; end of the line being read, exclusive
lxsp    = $c9           ; row, and in CAh column, where the reading of a line started
sfdx    = $cb           ; matrix code of the key pressed now, 64 = none
blnsw   = $cc           ; 0 = the cursor blinks
blnct   = $cd           ; interrupts until it changes
gdbln   = $ce           ; character under the cursor
blnon   = $cf           ; 1 = the cursor is shown
crsw    = $d0           ; a line is being read from the screen
pnt     = $d1           ; start of the logical line in screen memory
pntr    = $d3           ; column in the logical line
qtsw    = $d4           ; quote mode
lnmx    = $d5           ; last column of the logical line, 39 or 79
tblx    = $d6           ; row of the cursor
data    = $d7           ; character being printed
insrt   = $d8           ; inserts outstanding
ldtb1   = $d9           ; 25 rows: bit 7 = a logical line starts; bits 0, 1 high byte of the row's address
user    = $f3           ; pnt in colour memory
keytab  = $f5           ; decoding table
ribuf   = $f7           ; RS-232 buffers
robuf   = $f9

; --- pages 1 to 3
badlog  = $0100         ; tape: addresses of bytes read badly, 31 of them
badmax  = 62
lat     = $0259         ; logical files
fat     = $0263         ; their devices
sat     = $026d         ; their secondary addresses
keyd    = $0277         ; keyboard buffer
memstr  = $0281         ; start of memory
memsiz  = $0283         ; end of memory
timout  = $0285
color   = $0286         ; colour of characters
gdcol   = $0287         ; colour under the cursor
hibase  = $0288         ; page of the screen
xmax    = $0289         ; size of the keyboard buffer
rptflg  = $028a         ; 80h all keys repeat, 40h none
kount   = $028b         ; scans between repetitions
delay   = $028c         ; scans until the first
shflag  = $028d         ; 1 SHIFT, 2 C=, 4 CTRL
lstshf  = $028e         ; of the previous scan
keylog  = $028f         ; vector: choice of the decoding table
mode    = $0291         ; 80h: SHIFT + C= does nothing
autodn  = $0292         ; 0: a line that becomes longer than 40 columns moves the lines below down
m51ctr  = $0293         ; RS-232: control and command register, baud rate
m51cdr  = $0294
m51ajb  = $0295
rsstat  = $0297
bitnum  = $0298
baudof  = $0299
ridbe   = $029b
ridbs   = $029c
rodbs   = $029d
rodbe   = $029e
irqtmp  = $029f
enabl   = $02a1
caston  = $02a3
palnts  = $02a6         ; 1 = PAL
cinv    = $0314         ; vectors: IRQ
cbinv   = $0316         ; BRK
nminv   = $0318         ; NMI
iopen   = $031a
iclose  = $031c
ichkin  = $031e
ickout  = $0320
iclrch  = $0322
ibasin  = $0324
ibsout  = $0326
istop   = $0328
igetin  = $032a
iclall  = $032c
usrcmd  = $032e
iload   = $0330
isave   = $0332
tbuffr  = $033c         ; tape buffer, 192 bytes

; --- chips
vic     = $d000
sidvol  = $d418
d1pra   = $dc00         ; CIA 1: keyboard columns
d1prb   = $dc01         ; rows
d1ddra  = $dc02
d1ddrb  = $dc03
d1tal   = $dc04
d1tbl   = $dc06
d1icr   = $dc0d
d1cra   = $dc0e
d1crb   = $dc0f
d2pra   = $dd00         ; CIA 2: 0-1 VIC bank, 2 RS-232, 3 ATN, 4 CLK, 5 DATA out; 6 CLK, 7 DATA in
d2prb   = $dd01
d2ddra  = $dd02
d2ddrb  = $dd03
d2icr   = $dd0d
d2cra   = $dd0e
d2crb   = $dd0f

romlow  = $8000         ; cartridge: cold start, warm start, signature
basic   = $a000         ; cold start, warm start
