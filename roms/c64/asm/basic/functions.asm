; Mathematical functions. The coefficients are minimax polynomials, highest power first.

; FAC = x * P(x * x), FAC = P(x); A, Y = coefficients, X = degree.
        .section poly
polodd  sta fbufpt
        sty fbufpt+1
        stx degree
        jsr mov1f
        jsr fmul3
        jsr poly1
fmul3   lda #<temp3
        ldy #0
        jmp fmult
poly    sta fbufpt
        sty fbufpt+1
        stx degree
poly1   jsr mov2f
        lda fbufpt
        ldy fbufpt+1
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

; FAC times a constant of two parts at A, Y: the lower part's exponent and first byte, then the higher part (whose bytes
; are the lower part's rest). Exact to the eight bits below the mantissa, and not rounded to it.
        .section mul2
mul2    sta fbufpt
        sty fbufpt+1
        jsr mov1f
        jsr mulc
        jsr mov2f
        inc fbufpt
        inc fbufpt
        jsr mulc
fadd1   lda #<temp1
        ldy #0
        jmp fadd
        .send
        .section mulc
mulc    lda fbufpt
        ldy fbufpt+1
        jsr movfm
        jmp fmul3
        .send

; FAC = what is behind the point of FAC, with all of its 40 bits; bits = the integer before it, modulo 256.
        .section frac
frac    lda #0
        ldx facexp
-       cpx #$81
        bcc +
        jsr double
        rol a
        dex
        bne -
+       stx facexp
        sta bits
        jmp normal
        .send
; FAC = 1/2 - FAC
        .section subh
subh    lda #<half
        ldy #>half
        jmp fsub
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
        ldx #4
        jsr polodd
        jsr mov2f
        pla
        jsr fltsgn
        lda #<log2
        ldy #>log2
        jsr fmult
        jmp fadd1
        .send
        .section logtab
logtab  .byte $7e, $f1, $da, $13, $00
        .byte $7f, $92, $19, $51, $3f
        .byte $7f, $cc, $cd, $4e, $84
        .byte $80, $aa, $aa, $aa, $6d
        .byte $82, $80, $00, $00, $00
        .send
        .section exptab
exptab  .byte $70, $7f, $0b, $c3, $5b
        .byte $74, $22, $35, $0f, $ef
        .byte $77, $2e, $c5, $38, $43
        .byte $7a, $1d, $94, $ee, $20
        .byte $7c, $63, $58, $45, $58
        .byte $7e, $75, $fd, $f0, $52
        .byte $80, $31, $72, $17, $f9
one     .byte $81
zero    .byte 0, 0, 0, 0, 0
        .send
        .section sintab
sintab  .byte $84, $e6, $1a, $2d, $2c
        .byte $86, $28, $07, $fb, $f9
        .byte $87, $99, $68, $89, $01
        .byte $87, $23, $35, $df, $e1
        .byte $86, $a5, $5d, $e7, $28
twopi   .byte $83, $49, $0f, $da, $a2
        .send
        .section atntab
atntab  .byte $76, $b3, $83, $b4, $97
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

; e to the power of FAC: 2 to the power of y = n + f, f in -1/2 to 1/2. n and f are taken from |y| + 1/2.
        .section exp
exp     lda #<log2e
        ldy #>log2e
        jsr mul2
        lda facexp
        cmp #$88
        bcs exp_range
        lda facsgn
        pha
        lsr facsgn
        jsr faddh
        jsr frac
        jsr subh
        pla
        pha
        bmi +
        jsr negop
+       lda #<exptab
        ldy #>exptab
        ldx #7
        jsr poly
        pla
        asl a
        lda facexp
        bcs exp_neg
        adc bits
        bcs exp_over
        bcc exp_set
exp_neg sbc bits
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
        jsr fadd1
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
+       lda facsgn
        pha
        lsr facsgn
        ldx #<defpnt            ; magnitude of the exponent
        ldy #0
        jsr movmf
        lda argsgn
        pha
        jsr movfa
        jsr mov1f
        jsr fpwrt_y
        jsr qint
        lda fac4
        sta tansgn
        lda fac3
        sta count
        lda fac2
        ora fac1
        sta bits
        sec
        ldx #$a0
        jsr flt32
        lda #<defpnt            ; a whole number?
        ldy #0
        jsr fcomp
        ora bits
        bne fpwrt_real
        pla
        jsr fpwrt_x             ; below 65536: squared and multiplied
        sec                     ; behind the last bit
-       rol tansgn
        rol count
        bcc -
fpwrt_square
        asl tansgn
        rol count
        lda tansgn
        ora count
        beq fpwrt_done
        php
        jsr movaf
        jsr fmultt
        plp
        bcc fpwrt_square
        jsr fmul3
        jmp fpwrt_square
fpwrt_done
        pla
        bpl fpwrt_end
recip   lda #<one
        ldy #>one
        jmp fdiv
fpwrt_one
ldone   lda #<one
        ldy #>one
        jmp movfm
fpwrt_real
        pla
        bpl +
        jmp quaerr
+       jsr fpwrt_x
        jsr log
        lda #<defpnt
        ldy #0
        jsr fmult
        pla
        jsr negmi
        jmp exp
fpwrt_x lda #<temp3
        .byte $2c
fpwrt_y lda #<defpnt
        ldy #0
        jmp movfm
fpwrt_end
        rts
        .send

; Sine: of turns, folded to -1/4 to 1/4.
        .section sin
cos     jsr turns4
        jmp sin1
        nop
sin     jsr turns
sin1    lda facsgn
        pha
        lsr facsgn
        jsr frac
        lda facexp
        cmp #$7f
        bcc +
        jsr subh
        lda facsgn
        bpl +
        lda facexp
        cmp #$7f
        bcc +
        jsr faddh
        jsr negop
+       pla
        jsr negmi
        lda #<sintab
        ldy #>sintab
        ldx #5
        jmp polodd
        .send
        .section turns
turns4  jsr turns               ; COS: a quarter more
        lsr facsgn
        lda #<fourth
        ldy #>fourth
        jmp fadd
        .send

        .section turns1
turns   lda #<inv2pi
        ldy #>inv2pi
        jmp mul2
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
        jsr recip
+       lda #<atntab
        ldy #>atntab
        ldx #11
        jsr polodd
        plp
        bcc +
        lda #<halfpi
        ldy #>halfpi
        jsr fsub
+       pla
        jmp negmi
        .send

; RND: a linear congruential generator of 32 bits; 0 takes timers, negative numbers begin a sequence.
        .section rnd
rnd     jsr sign
        bmi rnd_seed
        bne rnd_next
        jsr k_iobase
        stx index
        sty index+1
        ldy #7                  ; timers A and B of CIA 1
-       lda (index),y
        sta rndx-3,y
        dey
        cpy #4
        bcs -
        bcc rnd_done
rnd_seed
        ldx #4
-       lda facexp,x
        eor facexp
        sta rndx,x
        dex
        bne -
rnd_next
        jsr rsign               ; result = 0
        ldy #2
rnd_byte
        lda rndmul,y
        sta charac
        lda #8
        sta count
rnd_bit asl res4
        rol res3
        rol res2
        rol res1
        asl charac
        bcc +
        ldx #3                  ; carry set: in all (seed + 1) times the factor
-       lda res1,x
        adc rndx+1,x
        sta res1,x
        dex
        bpl -
+       dec count
        bne rnd_bit
        dey
        bpl rnd_byte
        ldx #3
-       lda res1,x
        sta rndx+1,x
        dex
        bpl -
rnd_done
        ldx #4
-       lda rndx,x
        sta facexp,x
        dex
        bne -
        sec
        ldx #$80
        jmp flt32
        .send
        .section c_log2
log2    .byte $80, $31, $72, $17, $f8
        .send
        .section c_log2e
        .cerror (log2e ^ (log2e + 2)) & $ff00, "log2e crosses a page"
log2e   .byte $60, $38
        .byte $81, $38, $aa, $3b, $29
        .send
        .section c_inv2pi
        .cerror (inv2pi ^ (inv2pi + 2)) & $ff00, "inv2pi crosses a page"
inv2pi  .byte $5d, $1c
        .byte $7e, $22, $f9, $83, $6e
        .send
        .section c_halfpi
halfpi  .byte $81, $49, $0f, $da, $a2
        .send
        .section c_fourth
fourth  .byte $7f, 0, 0, 0, 0
        .send
        .section c_rndmul
rndmul  .byte <1664525, >1664525, `1664525
        .send
