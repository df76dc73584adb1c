; Cassette: pulses, bytes and blocks.
;
; A pulse is a full wave: short, medium or long (about 368, 528 and 688 cycles). A byte is L M, eight bits with the lowest
; first, and a bit that makes the ones an odd number; S M is 0, M S is 1. A block is a leader of short pulses, the
; countdown 89h-81h, the data, the exclusive or of the data, L S; then again with 79 short pulses and the countdown
; 09h-01h. What was read badly in the first copy is taken from the second.
;
; While a block is read or written interrupts are off and the screen is blank, since the VIC would disturb the timing.
; Lengths are counted in units of four cycles. The leader tells how long a short pulse is on this recorder.

tpshort = 184                   ; cycles of half a pulse
tpmed   = 264
tplong  = 350
tpover  = 44                    ; of these between the end of a half and the start of the timer, and in the polling

tpstate = rinone                ; 0 nothing read, 80h a first copy worth mending, 40h one that is not
tpgotl  = inbit                 ; the next byte's long pulse has been read
tpsum   = bitc1                 ; check byte as read
tpsumok = bitts                 ; 0 = none was read well
tpd011  = rodata
tpsp    = mych                  ; stack pointer for leaving when RUN/STOP is struck

; Motor on, screen off, interrupts off.
    .section f_tapon
tapon   sei
        lda vic+$11
        and #$7f
        sta tpd011
        and #$6f
        sta vic+$11
        lda #$7f
        sta d1icr
        sta d1pra
        lda r6510
        and #$1f
        sta r6510
        sta cas1
        ldy #0
-       jsr w1ms                ; the motor gets up to speed
        dey
        bne -
        lda #$ff
        sta d1tbl
        sta d1tbl+1
        lda #$11
        sta d1crb
        rts
    .send

; Everything as before, motor off. cas1 stays set: the motor does not start again before the button has been released.
    .section f_tapoff
tapoff  lda tpd011
        sta vic+$11
        lda r6510
        ora #$20
        sta r6510
        lda #0
        sta d1crb
        lda d1icr
        lda #$81
        sta d1icr
        cli
        rts
    .send

; RUN/STOP: out of reading or writing a block, A = 0, carry set.
    .section f_tpstop
tpstop  ldx tpsp
        txs
        jsr tapoff
        lda #0
        sec
        rts
    .send

; Length of the next pulse: A. 255 if it is long, and if timer B runs out before there is one: a tape can end with the
; last pulse of a block.
    .section f_tpulse
-       lda d1prb
        bpl ++
tpulse  lda d1icr
        and #$12
        beq -
        and #$10
        beq +
        lda #0
        sta d1crb
        lda d1tbl
        eor #$ff
        sta firt
        lda d1tbl+1
        eor #$ff
        ldx #$11
        stx d1crb
        cmp #4
        bcs +
        lsr a
        ror firt
        lsr a
        ror firt
        lda firt
        rts
+       lda #$ff
        sta firt
        rts
+       jmp tpstop
    .send

; Class of the next pulse: A = 0 short, 1 medium, 2 long, 3 a pause. tptime is counted on.
    .section f_tclass
tclass  jsr tpulse
        clc
        adc tptime
        sta tptime
        bcc +
        inc tptime+1
+       lda firt
        ldx #3
        cmp #$ff
        beq +
        dex
        cmp cmp0+1
        bcs +
        dex
        cmp cmp0
        bcs +
        dex
+       txa
        rts
    .send

; Finds a leader, 32 pulses that differ by less than a quarter, and derives the limits between the classes: 39/32 and
; 53/32 of a short pulse. Then goes on to the first long pulse.
    .section f_tsync
tsync   jsr tpulse
        sta svxt
        lda #0
        sta sal
        sta sal+1
        ldy #32
-       jsr tpulse
        tax
        clc
        adc sal
        sta sal
        bcc +
        inc sal+1
+       txa
        sec
        sbc svxt
        bcs +
        eor #$ff
        adc #1
+       asl a
        bcs tsync
        asl a
        bcs tsync
        cmp svxt
        bcs tsync
        txa
        adc svxt                ; carry is clear
        ror a
        sta svxt
        dey
        bne -
        ldy #5
        lda sal
-       lsr sal+1
        ror a
        dey
        bne -
        sta svxt
        cmp #60                 ; 240 to 560 cycles
        bcc tsync
        cmp #140
        bcs tsync
        lsr a
        lsr a
        sta tpfrst
        lsr a
        tax
        lsr a
        lsr a
        sta cmp0                ; 1/32
        txa
        clc
        adc cmp0
        adc tpfrst
        adc tpfrst
        adc svxt
        sta cmp0+1
        lda svxt
        adc tpfrst
        sec
        sbc cmp0
        sta cmp0
        lda #0
        sta tpleast
        lda svxt                ; 16 short pulses of 23 to the next byte
        lsr a
        ror tpleast
        lsr a
        ror tpleast
        lsr a
        ror tpleast
        lsr a
        ror tpleast
        sta tpleast+1
-       jsr tclass
        cmp #2
        bne -
        stx tpgotl
        rts
tpfrst  = nxtbit
tptime  = irqtmp                ; since the present byte's long pulse
tpleast = caston
    .send

; Next byte: ridata and A, dpsw not 0 if it is bad. Carry set: the block ends here.
    .section f_tbyte
tbyte   lda #0
        sta dpsw
        sta prty
        ldx tpgotl
        sta tpgotl
        bne +
        jsr tclass
        cmp #2
        bne tbad
+       lda #0
        sta tptime
        sta tptime+1
        jsr tclass
        cmp #3
        beq tend                ; L and silence: the edge behind L S is missing
        cmp #1
        bcc tend                ; L S
        bne tbad                ; L L
        ldy #9
tbitlp  jsr tclass
        cmp #2
        bcs tbad
        sta tpfrst
        jsr tclass
        tax
        eor tpfrst
        cmp #1
        bne tbadx
        lda tpfrst
        eor prty
        sta prty
        dey
        beq +
        lsr tpfrst              ; M S is a one
        ror ridata
        jmp tbitlp
+       tax
        beq tbad3               ; even number of ones
        lda ridata
        clc
        rts
tend    sec
        rts
tbadx   txa
tbad    ldy #48                 ; to the next byte's long pulse. One that comes too early is two that have run together
-       cmp #2
        bne +
        lda tptime
        cmp tpleast
        lda tptime+1
        sbc tpleast+1
        bcs tbadl
+       jsr tclass
        dey
        bne -
        sec                     ; there is none: the block has ended
        rts
tbadl   inc tpgotl
tbad3   inc dpsw
        clc
        rts
    .send

; Reads a block to stal-eal, or compares it if verck is set. Carry set, A = 0: stopped. ST: 4 the block is shorter, 8 it
; is longer, 10h bytes could not be read or differ, 20h the check byte is wrong.
    .section at_f84a
trdblk  tsx
        stx tpsp
        jsr tapon
        lda #0
        sta ptr1
        sta tpstate
        jmp tpass
    .send

    .section f_tpass
tpass   jsr tsync
        jsr tbyte
        bcs tpass
        tax
        and #$80
        sta syno
        txa
        and #$7f
        cmp #9
        bne tpass
        sta cntdn
-       dec cntdn
        beq +
        jsr tbyte
        bcs tpass
        eor syno
        cmp cntdn
        bne tpass
        beq -
+       jsr rd300
        ldx #0
        stx ptr2
        stx tperr
        lda syno
        bmi +
        bit tpstate
        bpl +
        inx                     ; second copy: what the first one lacks
        bne ++
+       stx riprty
        stx ptr1
        stx tpsumok
+       stx tpmend
tdata   jsr tbyte
        bcs tshort
        jsr cmpste
        bcs tcheck
        lda tpmend
        bne tmend
        ldx ptr1
        lda dpsw
        beq tgood
        cpx #badmax
        bcs tlost
        lda sal
        sta badlog,x
        lda sal+1
        sta badlog+1,x
        inx
        inx
        stx ptr1
tnext   jsr incsal
        jmp tdata
tlost   lda #$10
        ora tperr
        sta tperr
        bne tnext
tshort  lda #$04
        sta tperr
        jmp tcopy2
tmend   ldx ptr2
        cpx ptr1
        bcs tnext
        lda badlog,x
        cmp sal
        bne tnext
        lda badlog+1,x
        cmp sal+1
        bne tnext
        inx
        inx
        stx ptr2
        lda dpsw
        bne tlost
tgood   ldy #0
        lda ridata
        eor riprty
        sta riprty
        lda ridata
        ldx verck
        bne +
        sta (sal),y
        beq tnext
        bne tnext
+       cmp (sal),y
        beq tnext
        lda #$10
        jsr udst
        bne tnext
tcheck  lda dpsw
        bne +
        lda ridata
        sta tpsum
        inc tpsumok
+       jsr tbyte
        bcs tcopy
        lda #$08
        sta tperr
-       jsr tbyte
        bcc -
tcopy   jmp tcopy2
tperr   = roprty
tpmend  = fsblk
    .send

; A copy has been read.
    .section f_tcopy2
tcopy2  lda syno
        bpl tsecnd
        lda tperr
        bne +
        ldx #$80
        lda ptr1
        bne ++
        jsr tsumbd
        beq ++
+       ldx #$40
+       stx tpstate
        jmp tpass
tsecnd  lda tpmend
        beq +
        lda tperr
        and #$10                ; a second copy that is short is good enough if all was mended
        sta tperr
        lda ptr1
        cmp ptr2
        beq tfinal
        bne tunrec
+       lda ptr1
        beq tfinal
tunrec  lda #$10
        ora tperr
        sta tperr
tfinal  jsr tsumbd
        beq +
        lda #$20
+       ora tperr
        jsr udst
        jsr tapoff
        clc
        rts
; Z set: the check byte is right.
tsumbd  lda tpsumok
        beq +
        lda tpsum
        eor riprty
        rts
+       lda #1
        rts
    .send
