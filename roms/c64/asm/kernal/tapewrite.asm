; Cassette: writing of blocks.

; Writes stal-eal as a block with a leader of 256 × A pulses. Carry set, A = 0: stopped.
    .section f_twrblk
twrblk  tsx
        stx tpsp
        pha
        jsr tapon
        lda #$80
        sta syno
        ldy #0
        sty d1crb
        pla
        tax
twcopy  jsr twlead
        lda #9
        sta fsblk
-       lda fsblk
        ora syno
        jsr twbyte
        dec fsblk
        bne -
        jsr rd300
        ldy #0
        sty riprty
-       jsr cmpste
        bcs +
        lda (sal),y
        pha
        eor riprty
        sta riprty
        pla
        jsr twbyte
        jsr incsal
        jmp -
+       lda riprty
        jsr twbyte
        ldx #2
        jsr twpuls
        ldx #0
        jsr twpuls
        asl syno
        bcc +
        ldx #1
        ldy #79
        bne twcopy
+       ldx #1
        ldy #78
        jsr twlead
        jsr tapoff
        clc
        rts
    .send

; Y + 256 × (X - 1) short pulses; 256 × X if Y is 0.
    .section f_twlead
twlead  stx bufpn2
-       ldx #0
        jsr twpuls
        dey
        bne -
        dec bufpn2
        bne -
        rts
bufpn2  = cntdn
    .send

; Byte A. Y is kept.
    .section f_twbyte
twbyte  sta ridata
        ldx #2
        jsr twpuls
        ldx #1
        stx prty
        jsr twpuls
        lda #8
        sta cntdn
-       lsr ridata
        jsr twbit
        dec cntdn
        bne -
        lsr prty
twbit   ldx #0                  ; carry
        bcc +
        inc prty
        inx
+       jsr twpuls
        txa
        eor #1
        tax
; Pulse of class X. X and Y are kept.
twpuls  jsr twhalf
twhalf  lda d1prb
        bpl +
        lda d1crb
        lsr a
        bcs twhalf
        lda r6510
        eor #$08
        sta r6510
        lda twlow,x
        sta d1tbl
        lda twhigh,x
        sta d1tbl+1
        lda #$19
        sta d1crb
        rts
+       jmp tpstop
twlow   .byte <(tpshort - tpover), <(tpmed - tpover), <(tplong - tpover)
twhigh  .byte >(tpshort - tpover), >(tpmed - tpover), >(tplong - tpover)
    .send
