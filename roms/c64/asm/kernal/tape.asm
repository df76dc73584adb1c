    .section f_tape
tapin
tapout
tapopn
tapcls
tapld
tapsv   jmp error9
    .send
