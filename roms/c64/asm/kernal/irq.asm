; Interrupts: IRQ (jiffy clock, cursor, cassette motor, keyboard), BRK, NMI (RESTORE), and the clock's entries.

; An interrupt as a subroutine: status without B on top of the return address. Goes on at FF48h.
    .section at_ff43
        php
        pla
        and #$ef
        pha
    .send

; IRQ and BRK: A, X, Y are pushed, then the vector: 0316h if B is set in the status on the stack, else 0314h.
    .section at_ff48
puls    pha
        txa
        pha
        tya
        pha
        tsx
        lda $0104,x
        and #$10
        beq +                   ; programs that time the raster count on 29 cycles to the vector of IRQ
        jmp (cbinv)
+       jmp (cinv)
    .send

; Default of 0314h.
    .section at_ea31
key     jsr kudtim
        lda blnsw
        bne keymot
        dec blnct
        bne keymot
        lda #20
        sta blnct
        jsr blink
keymot  jmp motor
    .send

; Port = A; EA7Bh: keyboard.
    .section at_ea79
setmot  sta r6510
nomot   jsr scnkey
        .cerror nomot != $ea7b, "EA7Bh has moved"
    .send

; End of the default: acknowledges CIA 1. EA81h: registers back, RTI.
    .section at_ea7e
        lda d1icr
prend   pla                     ; EA81h
        tay
        pla
        tax
        pla
        rti
        .cerror prend != $ea81, "EA81h has moved"
    .send

; The cursor appears or disappears: the character is reversed, and has the cursor's colour or its own.
    .section f_blink
blink   jsr setcol
        ldy pntr
        lda (pnt),y
        lsr blnon
        bcs +
        inc blnon
        sta gdbln
        lda (user),y
        sta gdcol
        ldx color
        lda gdbln
        eor #$80
        jmp dsppnc
+       ldx gdcol
        lda gdbln
        jmp dsppnc
    .send

; Cassette motor: off while no button is down; on while one is, unless cas1 says that a program has taken over.
    .section f_motor
motor   lda #$10
        bit r6510
        beq +
        ldy #0
        sty cas1
        lda r6510
        ora #$20
        jmp setmot
+       lda cas1
        bne +
        lda r6510
        and #$1f
        jmp setmot
+       jmp nomot
    .send

; UDTIM (FFEAh): the jiffy clock, 24 hours; then row 7 of the keyboard into 91h.
    .section at_f69b
udtim   ldx #0
        inc time+2
        bne +
        inc time+1
        bne +
        inc time
+       lda time+2              ; 4F1A01h = 24 × 60 × 60 × 60 + 1
        cmp #$01
        lda time+1
        sbc #$1a
        lda time
        sbc #$4f
        bcc +
        stx time
        stx time+1
        stx time+2
+
udstop  lda d1prb
        cmp d1prb
        bne udstop
        jmp udshft
    .send

    .section f_udshft
udshft  tax
        bmi +                   ; RUN/STOP does not count while a SHIFT is held
        ldx #$bd
        stx d1pra
-       ldx d1prb
        cpx d1prb
        bne -
        ldy #$7f
        sty d1pra
        inx
        bne ++
+       sta stkey
+       rts
    .send

; RDTIM (FFDEh): A low, X middle, Y high byte. SETTIM (FFDBh) sets them.
    .section at_f6dd
rdtim   sei
        lda time+2
        ldx time+1
        ldy time
settim  sei                     ; F6E4h
        sta time+2
        stx time+1
        sty time
        cli
        rts
        .cerror settim != $f6e4, "F6E4h has moved"
    .send

; STOP (FFE1h): Z set if RUN/STOP is held; then the channels are closed and the keyboard buffer is emptied.
    .section at_f6ed
stop    lda stkey
        cmp #$7f
        bne +
        jmp stop2
+       rts
    .send

    .section f_stop2
stop2   jsr kclrch
        lda #0
        sta ndx
        rts
    .send

; NMI: the vector at once, nothing pushed but what the processor pushes.
    .section at_fe43
nmi     sei
        jmp (nminv)
    .send

; Default of 0318h: a cartridge's warm start; RUN/STOP with RESTORE; else nothing.
    .section at_fe47
nmidef  pha
        txa
        pha
        tya
        pha
        lda #$7f
        sta d2icr
        ldy d2icr
        bpl +
        jmp rsnmi
+       jsr cartck
        bne +
        jmp (romlow+2)
+       jmp nmikey
    .send

    .section f_nmikey
nmikey  jsr udstop
        jsr kstop
        bne +
        jmp timb
+       jmp rsnmie
    .send

; BRK, default of 0316h, and RUN/STOP with RESTORE: vectors, I/O and screen as after power-up, then BASIC's warm start.
    .section at_fe66
timb    jsr restor
        jsr ioinit
        jsr cint1
        jmp (basic+2)
    .send

; NMI: registers back.
    .section at_febc
nmiend  pla
        tay
        pla
        tax
        pla
        rti
    .send
