; The jump table and the processor's vectors.

    .section at_ff80
        .byte 3                 ; version, as programs that tell computers apart expect it
    .send
    .section at_ff81
        jmp cint
        jmp ioinit
        jmp ramtas
        jmp restor
        jmp vector
        jmp setmsg
        jmp second
        jmp tksa
        jmp memtop
        jmp membot
        jmp scnkey
        jmp settmo
        jmp acptr
        jmp ciout
        jmp untlk
        jmp unlsn
        jmp listen
        jmp talk
        jmp readst
        jmp setlfs
        jmp setnam
        jmp (iopen)
        jmp (iclose)
        jmp (ichkin)
        jmp (ickout)
kclrch  jmp (iclrch)
kbasin2 jmp (ibasin)
kbsout2 jmp (ibsout)
        jmp loadsp
        jmp savesp
        jmp settim
        jmp rdtim
kstop   jmp (istop)
        jmp (igetin)
        jmp (iclall)
kudtim  jmp udtim
        jmp screen
        jmp plot
        jmp iobase
        .cerror kudtim != $ffea, "the jump table has moved"
    .send
    .section at_fffa
        .word nmi, start, puls
    .send
