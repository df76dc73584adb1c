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
        jmp movres
fmult_end
        rts
        .send

        .section movres
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
        beq movres_zero
movres_end
        rts
+       inc facexp
        beq movres_over
        rts
movres_zero
        jmp zerofc
movres_over
        jmp overfl
        .send

        .section rsign
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
        ldy #8
        lsr facov               ; its bits come out below while the product's come in above
mulbyt_bit
        bcc +
        ldx #3
        clc
-       lda res1,x
        adc arg1,x
        sta res1,x
        dex
        bpl -
+       ror res1
        ror res2
        ror res3
        ror res4
        ror facov
        dey
        bne mulbyt_bit
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
        ldy #0
        lda #1                  ; a byte is complete when this bit comes out
        sta facov
        bne fdiv_bit
fdiv_next
        asl arg4
        rol arg3
        rol arg2
        rol arg1
        bcs fdiv_sub
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
        ldx #3
-       lda arg1,x
        sbc fac1,x
        sta arg1,x
        dex
        bpl -
        sec
fdiv_shift
        rol facov
        bcc fdiv_next
        lda facov
        cpy #4
        beq fdiv_guard
        sta res1,y
        iny
        lda #1
        cpy #4
        bne +
        lda #$20                ; three bits more
+       sta facov
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

        .section fcomp
abs     lsr facsgn
        rts
; A, flags = sign of FAC - memory at A, Y.
fcomp   jsr conupk
; A = sign of FAC - ARG.
cmparg  jsr round
cmpar1  ldx argexp
        beq fcomp_zero
        lda facexp
        sec
        beq +
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
        eor argsgn
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
        bpl int_end
        jmp negfac
        .send

        .section int
int     lda facexp
        cmp #$a0
        bcs int_end
        jsr qint
intflt  lda facsgn
        eor #$ff
        asl a
        ldx #$a0
        jmp flt32
qint_small
        ldx #3                  ; 0 or -1
-       sta fac1,x
        dex
        bpl -
int_end rts
        .send

; FAC = -FAC; negmi: if N is set
        .section negop
negmi   bpl +
negop   lda facexp
        beq +
        lda facsgn
        eor #$ff
        sta facsgn
+       rts
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
        .send

        .section c_almost
almost  .byte $80, $ff, $ff, $ff, $ff
        .send
        .section c_n32768
n32768  .byte $90
half    .byte $80, 0, 0, 0, 0   ; its first four are -32768's mantissa too
        .send

; Two's complement of the mantissa.
        .section negfac
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
