; Mathematical functions. The coefficients are minimax polynomials, highest power first.

; FAC = x * P(x * x), FAC = P(x); A, Y = table: degree, coefficients.
        .section poly
polodd  sta fbufpt
        sty fbufpt+1
        jsr mov1f
        lda #<temp3
        ldy #0
        jsr fmult
        jsr poly1
        lda #<temp3
        ldy #0
        jmp fmult
poly    sta fbufpt
        sty fbufpt+1
poly1   jsr mov2f
        ldy #0
        lda (fbufpt),y
        sta degree
        lda fbufpt
        ldy fbufpt+1
        clc
        adc #1
        bcc +
        iny
+       sta fbufpt
        sty fbufpt+1
        jsr movfm
-       lda fbufpt
        clc
        adc #5
        sta fbufpt
        bcc +
        inc fbufpt+1
+       lda #<temp1
        ldy #0
        jsr fmult
        lda fbufpt
        ldy fbufpt+1
        jsr fadd
        dec degree
        bne -
        rts
        .send

; Natural logarithm: m in about 0.71 to 1.41, log x = log m + e log 2, log m = 2 artanh (m - 1) / (m + 1).
        .section log
log     jsr sign
        bmi log_bad
        bne +
log_bad jmp quaerr
+       ldx #$80
        lda facexp
        ldy fac1
        cpy #$b5
        bcs +
        sbc #0                  ; carry clear: one less
        inx
+       sec
        sbc #$80
        stx facexp
        pha
        jsr mov1f
        lda #<one
        ldy #>one
        jsr fsub
        jsr mov2f
        lda #<temp3
        ldy #0
        jsr movfm
        lda #<one
        ldy #>one
        jsr fadd
        lda #<temp1
        ldy #0
        jsr fdiv
        lda #<logtab
        ldy #>logtab
        jsr polodd
        jsr mov2f
        pla
        jsr fltsgn
        lda #<log2
        ldy #>log2
        jsr fmult
        lda #<temp1
        ldy #0
        jmp fadd
        .send
        .section logtab
logtab  .byte 4
        .byte $7e, $f1, $da, $13, $00
        .byte $7f, $92, $19, $51, $3f
        .byte $7f, $cc, $cd, $4e, $84
        .byte $80, $aa, $aa, $aa, $6d
        .byte $82, $80, $00, $00, $00
log2    .byte $80, $31, $72, $17, $f8
        .send
        .section exptab
exptab  .byte 7
        .byte $70, $7f, $0b, $c3, $5b
        .byte $74, $22, $35, $0f, $ef
        .byte $77, $2e, $c5, $38, $43
        .byte $7a, $1d, $94, $ee, $20
        .byte $7c, $63, $58, $45, $58
        .byte $7e, $75, $fd, $f0, $52
        .byte $80, $31, $72, $17, $f9
        .byte $81, $00, $00, $00, $00
log2e   .byte $81, $38, $aa, $3b, $29
        .send
        .section sintab
sintab  .byte 5
        .byte $84, $e6, $1a, $2d, $2c
        .byte $86, $28, $07, $fb, $f9
        .byte $87, $99, $68, $89, $01
        .byte $87, $23, $35, $df, $e1
        .byte $86, $a5, $5d, $e7, $28
        .byte $83, $49, $0f, $da, $a2
inv2pi  .byte $7e, $22, $f9, $83, $6e
halfpi  .byte $81, $49, $0f, $da, $a2
fourth  .byte $7f, 0, 0, 0, 0
        .send
        .section atntab
atntab  .byte 11
        .byte $76, $b3, $83, $b4, $97
        .byte $79, $1e, $f4, $a0, $26
        .byte $7b, $83, $fc, $ab, $b1
        .byte $7c, $0c, $1f, $64, $97
        .byte $7c, $de, $53, $c8, $d1
        .byte $7d, $14, $64, $6f, $6d
        .byte $7d, $b7, $ea, $51, $24
        .byte $7d, $63, $30, $88, $69
        .byte $7e, $92, $44, $99, $39
        .byte $7e, $4c, $cc, $91, $c7
        .byte $7f, $aa, $aa, $aa, $13
        .byte $81, $00, $00, $00, $00
        .send

; e to the power of FAC: 2 to the power of y = n + f, f in -1/2 to 1/2.
        .section exp
exp     lda #<log2e
        ldy #>log2e
        jsr fmult
        lda facexp
        cmp #$88
        bcs exp_range
        jsr mov1f
        jsr faddh
        jsr qint
        lda fac4
        pha
        jsr intflt
        lda #<temp3
        ldy #0
        jsr fsub
        lda temp3+1
        sta tansgn
        lda #<exptab
        ldy #>exptab
        jsr poly
        pla
        beq exp_end
        clc
        bit tansgn
        bmi exp_neg
        adc facexp
        bcs exp_over
        bcc exp_set
exp_neg adc facexp
        bcc exp_zero
exp_set sta facexp
        beq exp_zero
exp_end rts
exp_range
        lda facsgn
        bmi exp_zero
exp_over
        jmp overfl
exp_zero
        jmp zerofc
        .send

; Square root by Newton's iteration.
        .section sqr
sqr     jsr sign
        beq sqr_end
        bpl +
        jmp quaerr
+       jsr mov1f
        lda facexp
        sec
        adc #$80
        ror a
        sta facexp
        lda #4
        sta degree
-       jsr mov2f
        lda #<temp3
        ldy #0
        jsr fdiv
        lda #<temp1
        ldy #0
        jsr fadd
        dec facexp
        dec degree
        bne -
sqr_end rts
        .send

; FAC = ARG to the power of FAC.
        .section fpwrt
fpwrt   lda facexp
        beq fpwrt_one
        lda argexp
        bne +
        jmp zerofc
+       ldx #<defpnt            ; the exponent's place
        ldy #0
        jsr movmf
        lsr facsgn
        jsr qint
        lda fac4
        pha
        lda fac1
        ora fac2
        ora fac3
        pha
        sec
        ldx #$a0
        jsr flt32
        lda defpnt+1            ; a whole number?
        ora #$80
        cmp fac1
        bne fpwrt_real
        lda defpnt
        cmp facexp
        bne fpwrt_real
        lda defpnt+2
        cmp fac2
        bne fpwrt_real
        lda defpnt+3
        cmp fac3
        bne fpwrt_real
        lda defpnt+4
        cmp fac4
        bne fpwrt_real
        pla
        bne fpwrt_odd
        jsr movfa               ; below 256: squared and multiplied
        jsr mov1f
        pla
        sec
        rol a
        bcs fpwrt_square
-       asl a
        bcc -
fpwrt_square
        asl a
        beq fpwrt_done
        pha
        php
        jsr movaf
        jsr fmultt
        plp
        bcc +
        lda #<temp3
        ldy #0
        jsr fmult
+       pla
        jmp fpwrt_square
fpwrt_done
        bit defpnt+1
        bpl fpwrt_end
        lda #<one
        ldy #>one
        jmp fdiv
fpwrt_one
        lda #<one
        ldy #>one
        jmp movfm
fpwrt_real
        pla
        pla
        lda argsgn
        bmi fpwrt_bad
        lda #0
        beq +
fpwrt_odd
        pla
        lsr a
        lda #0
        ror a
        and argsgn
+       pha
        jsr movfa
        lsr facsgn
        jsr log
        lda #<defpnt
        ldy #0
        jsr fmult
        jsr exp
        pla
        bpl fpwrt_end
        jmp negop
fpwrt_bad
        jmp quaerr
fpwrt_end
        rts
        .send

; Sine: of turns, folded to -1/4 to 1/4.
        .section sin
cos     jsr sin_turns
        lsr facsgn
        lda #<fourth
        ldy #>fourth
        jsr fadd
        jmp +
sin     jsr sin_turns
+       lda facsgn
        pha
        lsr facsgn
        jsr movaf
        jsr int
        jsr fsubt
        lda facexp
        cmp #$7f
        bcc +
        lda #<half
        ldy #>half
        jsr fsub
        lda facsgn
        bpl +
        lda facexp
        cmp #$7f
        bcc +
        jsr faddh
        jsr negop
+       pla
        bpl +
        jsr negop
+       lda #<sintab
        ldy #>sintab
        jmp polodd
sin_turns
        lda #<inv2pi
        ldy #>inv2pi
        jmp fmult
        .send

        .section tan
tan     ldx #<defpnt
        ldy #0
        jsr movmf
        jsr sin
        ldx #<(numbuf+1)
        ldy #>(numbuf+1)
        jsr movmf
        lda #<defpnt
        ldy #0
        jsr movfm
        jsr cos
        lda #<(numbuf+1)
        ldy #>(numbuf+1)
        jmp fdiv
        .send

        .section atn
atn     lda facsgn
        pha
        lsr facsgn
        lda facexp
        cmp #$81
        php
        bcc +
        lda #<one
        ldy #>one
        jsr fdiv
+       lda #<atntab
        ldy #>atntab
        jsr polodd
        plp
        bcc +
        lda #<halfpi
        ldy #>halfpi
        jsr fsub
+       pla
        bpl +
        jmp negop
+       rts
        .send

; RND: a linear congruential generator of 32 bits; 0 takes timers, negative numbers begin a sequence.
        .section rnd
rnd     jsr sign
        bmi rnd_seed
        bne rnd_next
        jsr k_iobase
        stx index
        sty index+1
        ldy #4
        ldx #1
-       lda (index),y
        sta rndx,x
        iny
        inx
        cpx #5
        bne -
        beq rnd_done
rnd_seed
        ldx #4
-       lda facexp,x
        eor facexp
        sta rndx,x
        dex
        bne -
rnd_next
        jsr rsign               ; result = 0
        ldx #2
rnd_byte
        lda rndmul,x
        sta charac
        ldy #8
rnd_bit asl res4
        rol res3
        rol res2
        rol res1
        asl charac
        bcc +
        clc
        lda res4
        adc rndx+4
        sta res4
        lda res3
        adc rndx+3
        sta res3
        lda res2
        adc rndx+2
        sta res2
        lda res1
        adc rndx+1
        sta res1
+       dey
        bne rnd_bit
        dex
        bpl rnd_byte
        inc res4
        bne +
        inc res3
        bne +
        inc res2
        bne +
        inc res1
+       ldx #4
-       lda res1-1,x
        sta rndx,x
        dex
        bne -
rnd_done
        ldx #4
-       lda rndx,x
        sta facexp,x
        dex
        bne -
        sec
        ldx #$80
        jmp flt32
rndmul  .byte <1664525, >1664525, `1664525
        .send
