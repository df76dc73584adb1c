; Floating point: exponent + 128, 32 bits of mantissa (1/2 <= m < 1) of which the first one is always 1 and gives its
; place to the sign in memory. FAC has eight bits more (facov).

; Moves. movfm: FAC = memory at A, Y.
        .section movfm
movfm   sta index
        sty index+1
        ldy #4
        lda (index),y
        sta fac4
        dey
        lda (index),y
        sta fac3
        dey
        lda (index),y
        sta fac2
        dey
        lda (index),y
        sta facsgn
        ora #$80
        sta fac1
        dey
        lda (index),y
        sta facexp
        sty facov
        rts
        .send

; ARG = memory at A, Y. A = FAC's exponent.
        .section conupk
conupk  sta index
        sty index+1
        ldy #4
        lda (index),y
        sta arg4
        dey
        lda (index),y
        sta arg3
        dey
        lda (index),y
        sta arg2
        dey
        lda (index),y
        sta argsgn
        ora #$80
        sta arg1
        dey
        lda (index),y
        sta argexp
        lda facexp
        rts
        .send

; Memory = FAC rounded: a temporary, the variable at forpnt, or the place at X, Y.
        .section movmf
mov2f   ldx #temp1
        .byte $2c
mov1f   ldx #temp3
        ldy #0
        beq movmf
movvf   ldx forpnt
        ldy forpnt+1
movmf   jsr round
        stx index
        sty index+1
        ldy #4
        lda fac4
        sta (index),y
        dey
        lda fac3
        sta (index),y
        dey
        lda fac2
        sta (index),y
        dey
        lda facsgn
        ora #$7f
        and fac1
        sta (index),y
        dey
        lda facexp
        sta (index),y
        sty facov
        rts
        .send

        .section movfa
; FAC = ARG.
movfa   lda argsgn
        sta facsgn
        ldx #5
-       lda argexp-1,x
        sta facexp-1,x
        dex
        bne -
        stx facov
        rts
; ARG = FAC rounded.
movaf   jsr round
movef   ldx #6
-       lda facexp-1,x
        sta argexp-1,x
        dex
        bne -
        stx facov
        rts
        .send

; Rounds FAC to 32 bits. X, Y kept.
        .section round
round   asl facov
        bcc +
        lda facexp
        beq +
        jmp incfac
+       rts
        .send
        .section incfac
incfac  inc fac4
        bne +
        inc fac3
        bne +
        inc fac2
        bne +
        inc fac1
        bne +
        ror fac1                ; carry set: the mantissa was all ones
        inc facexp
        beq overfl
+       rts
overfl  ldx #e_over
        jmp error
        .send

; A and flags: sign of FAC, -1, 0, 1.
        .section sign
sign    lda facexp
        beq +
        lda facsgn
sgnof   asl a
        lda #$ff
        bcs +
        lda #1
+       rts
        .send

        .section sgn
sgn     jsr sign
; FAC = signed A.
fltsgn  sta fac1
        lda #0
        sta fac2
        ldx #$88
; FAC = signed fac1, fac2, of which X is the exponent.
floats  lda fac1
        eor #$ff
        asl a
; The same, carry clear: negative.
floatc  lda #0
        sta fac4
        sta fac3
; All four bytes.
flt32   stx facexp
        jmp flt32b
        .send
        .section flt32b
flt32b  lda #0
        sta facov
        sta facsgn
        bcs normal
        dec facsgn
        jsr negfac
; Shifts FAC left until its first bit is 1.
normal  lda fac1
        bmi sgn_end
        ldx facexp
        tay
        bne sgn_bits
sgn_bytes
        ora fac2
        ora fac3
        ora fac4
        ora facov
        beq zerofc
-       txa
        sec
        sbc #8
        bcc zerofc
        beq zerofc
        tax
        ldy fac2
        lda fac3
        sta fac2
        lda fac4
        sta fac3
        lda facov
        sta fac4
        lda #0
        sta facov
        tya
        beq -
        sty fac1
        bmi sgn_exp
sgn_bits
        dex
        beq zerofc
        asl facov
        rol fac4
        rol fac3
        rol fac2
        rol fac1
        bpl sgn_bits
sgn_exp stx facexp
sgn_end rts
zerofc  lda #0
        sta facexp
        sta facsgn
        sta fac1
        rts
        .send

; FAC = memory - FAC, FAC = ARG - FAC, FAC = FAC + 1/2, FAC = memory + FAC, FAC = ARG + FAC
        .section fadd
faddh   lda #<half
        ldy #>half
        jmp fadd
fsub    jsr conupk
fsubt   lda facexp
        beq faddt               ; (0 has no sign)
        lda facsgn
        eor #$ff
        sta facsgn
        jmp faddt
fadd_over
        jmp overfl
fadd_arg0
        jmp movfa
fadd_end
        rts
fadd    jsr conupk
faddt   ldy argexp
        beq fadd_end
        lda facexp
        beq fadd_arg0
        sec
        sbc argexp
        beq fadd_same
        bcs fadd_arg
        eor #$ff                ; FAC has the smaller exponent
        adc #1
        sty facexp
        tay
        ldx #0
        lda facov
        jsr shiftr
        sta facov
fadd_same
        lda #0
        beq fadd_sum
fadd_arg
        tay
        ldx #8
        lda #0
        jsr shiftr
fadd_sum
        sta resov
        lda facsgn
        eor argsgn
        bmi fadd_diff
        clc
        lda facov
        adc resov
        sta facov
        lda fac4
        adc arg4
        sta fac4
        lda fac3
        adc arg3
        sta fac3
        lda fac2
        adc arg2
        sta fac2
        lda fac1
        adc arg1
        sta fac1
        bcc fadd_end
        ror fac1
        ror fac2
        ror fac3
        ror fac4
        ror facov
        inc facexp
        bne fadd_end
        beq fadd_over
fadd_diff
        sec
        lda facov
        sbc resov
        sta facov
        ldx #4
-       lda facexp,x
        sbc argexp,x
        sta facexp,x
        dex
        bne -
        bcs +
        lda facsgn
        eor #$ff
        sta facsgn
        jsr negfac
+       jmp normal
        .send

; Shifts the mantissa at fac1 + X (0 FAC, 8 ARG) right by Y bits; A = the eight bits below it.
        .section shiftr
shiftr_byte
        lda fac4,x
        pha
        lda fac3,x
        sta fac4,x
        lda fac2,x
        sta fac3,x
        lda fac1,x
        sta fac2,x
        lda #0
        sta fac1,x
        pla
shiftr  cpy #8
        bcc shiftr_bits
        pha
        tya
        sbc #8
        tay
        pla
        bcs shiftr_byte
shiftr_bit
        lsr fac1,x
        ror fac2,x
        ror fac3,x
        ror fac4,x
        ror a
shiftr_bits
        dey
        bpl shiftr_bit
        rts
        .send
