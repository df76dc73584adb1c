; Multiplication, division, comparison, integers.

; FAC = memory * FAC, FAC = ARG * FAC
        .section fmult
fmult   jsr conupk
fmultt  lda facexp
        beq fmult_end
        ldx argexp
        beq fmult_zero
        clc                     ; exponent for a product of 1/4 to 1/2
        adc argexp
        bcs +
        sec
        sbc #129
        bcs ++
fmult_zero
        jmp zerofc
+       sbc #129
        bcc +
fmult_over
        jmp overfl
+       sta facexp
        jsr rsign
        lda facov
        jsr mulbyt
        lda fac4
        jsr mulbyt
        lda fac3
        jsr mulbyt
        lda fac2
        jsr mulbyt
        lda fac1
        jsr mulbyt
; FAC = result; its first or second bit is 1.
movres  ldx #3
-       lda res1,x
        sta fac1,x
        dex
        bpl -
        tax
        bmi +
        asl facov
        rol fac4
        rol fac3
        rol fac2
        rol fac1
        lda facexp
        beq fmult_zero
fmult_end
        rts
+       inc facexp
        beq fmult_over
        rts
; FAC's sign = that of product or quotient; result = 0.
rsign   lda facsgn
        eor argsgn
        sta facsgn
        lda #0
        sta res1
        sta res2
        sta res3
        sta res4
        rts
        .send

; result = (result + ARG * A) / 256; facov = what falls out.
        .section mulbyt
mulbyt  tax
        beq mulbyt_zero
        stx facov
        ldx #8
        lsr facov               ; its bits come out below while the product's come in above
-       bcc +
        clc
        lda res4
        adc arg4
        sta res4
        lda res3
        adc arg3
        sta res3
        lda res2
        adc arg2
        sta res2
        lda res1
        adc arg1
        sta res1
+       ror res1
        ror res2
        ror res3
        ror res4
        ror facov
        dex
        bne -
        rts
mulbyt_zero
        lda res4
        sta facov
        lda res3
        sta res4
        lda res2
        sta res3
        lda res1
        sta res2
        stx res1
        rts
        .send

; FAC = memory / FAC, FAC = ARG / FAC
        .section fdiv
fdiv    jsr conupk
fdivt   jsr round
        lda facexp
        beq fdiv_byzero
        lda argexp
        beq fdiv_zero
        sec
        sbc facexp
        bcc +
        bpl ++
        jmp overfl
+       bmi +
fdiv_zero
        jmp zerofc
+       eor #$80
        sta facexp
        jsr rsign
        ldx #<(-4)
        lda #1                  ; a byte is complete when this bit comes out
        sta facov
fdiv_bit
        lda arg1
        cmp fac1
        bne +
        lda arg2
        cmp fac2
        bne +
        lda arg3
        cmp fac3
        bne +
        lda arg4
        cmp fac4
+       bcc fdiv_shift
fdiv_sub
        lda arg4
        sbc fac4
        sta arg4
        lda arg3
        sbc fac3
        sta arg3
        lda arg2
        sbc fac2
        sta arg2
        lda arg1
        sbc fac1
        sta arg1
        sec
fdiv_shift
        rol facov
        bcs fdiv_full
fdiv_next
        asl arg4
        rol arg3
        rol arg2
        rol arg1
        bcc fdiv_bit
        bcs fdiv_sub
fdiv_full
        lda facov
        cpx #0
        beq fdiv_guard
        sta resov,x
        inx
        beq +
        lda #1
        .byte $2c
+       lda #$20                ; three bits more
        sta facov
        jmp fdiv_next
fdiv_guard
        lsr a
        ror a
        ror a
        ror a
        sta facov
        jmp movres
fdiv_byzero
        ldx #e_zero
        jmp error
        .send

; A, flags = sign of FAC - memory at A, Y.
        .section fcomp
fcomp   jsr conupk
; A = sign of FAC - ARG.
cmparg  jsr round
        ldx argexp
        beq fcomp_zero
        lda facexp
        beq fcomp_arg
        lda facsgn
        eor argsgn
        bmi fcomp_zero
        cpx facexp
        bne +
        lda arg1
        cmp fac1
        bne +
        lda arg2
        cmp fac2
        bne +
        lda arg3
        cmp fac3
        bne +
        lda arg4
        cmp fac4
        bne +
        lda #0
        rts
+       ror a                   ; carry: ARG is greater in magnitude
        eor facsgn
        jmp sgnof
fcomp_arg
        lda argsgn
        eor #$ff
        jmp sgnof
fcomp_zero
        jmp sign
        .send

; FAC to a signed integer of 32 bits in its mantissa, rounded down.
        .section qint
qint    lda facsgn
        asl a
        lda #0
        bcc +
        lda #$ff
+       ldx facexp
        cpx #$81
        bcc qint_small
        tax
        beq +
        lda #<almost            ; rounds down: away from 0
        ldy #>almost
        jsr fadd
+       sec
        lda #$a0
        sbc facexp
        bcc +
        tay
        ldx #0
        jsr shiftr
+       lda #0
        sta facov
        bit facsgn
        bmi negfac
        rts
qint_small
        ldx #3                  ; 0 or -1
-       sta fac1,x
        dex
        bpl -
        rts
; Two's complement of the mantissa.
negfac  ldx #4
        sec
        lda #0
        sbc facov
        sta facov
-       lda #0
        sbc facexp,x
        sta facexp,x
        dex
        bne -
        rts
        .send

        .section int
int     lda facexp
        cmp #$a0
        bcs +
        jsr qint
intflt  lda facsgn
        eor #$ff
        asl a
        ldx #$a0
        jmp flt32
+       rts
        .send

; FAC = -FAC, FAC without its sign
        .section negop
negop   lda facexp
        beq +
        lda facsgn
        eor #$ff
        sta facsgn
+       rts
abs     lsr facsgn
        rts
        .send

; FAC = FAC * 10
        .section mul10
mul10   jsr movaf
        lda facexp
        beq mul10_end
        clc
        adc #2                  ; 4 × FAC + FAC, doubled
        bcs mul10_over
        sta facexp
        jsr faddt
        inc facexp
        bne mul10_end
mul10_over
        jmp overfl
mul10_end
        rts
; FAC = FAC / 10
div10   jsr movaf
        lda #<ten
        ldy #>ten
        jsr movfm
        jmp fdivt
        .send

        .section fconst
one     .byte $81, 0, 0
zero    .byte 0, 0, 0, 0, 0
almost  .byte $80, $ff, $ff, $ff, $ff
half    .byte $80, 0, 0, 0, 0
ten     .byte $84, $20, 0, 0, 0
n32768  .byte $90, $80, 0, 0, 0
pival   .byte $82, $49, $0f, $da, $a1
        .send
