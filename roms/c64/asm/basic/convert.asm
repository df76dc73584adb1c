; Numbers from and to text.

; FAC = the number in the program's text; A, carry from CHRGET.
        .section fin
fin     ldx #0
        stx decexp              ; decimal exponent
        stx decexp+1            ; bit 7: a point has been read
        stx fac1                ; mantissa and facov: an integer of 40 bits
        stx fac2
        stx fac3
        stx fac4
        stx facov
        stx tansgn
        bcc fin_digit
        cmp #'-'
        bne +
        dec tansgn
        bne fin_next
+       cmp #'+'
        bne fin_other
fin_next
        jsr chrget
        bcs fin_other
fin_digit
        ldx fac1
        cpx #$19
        bcs fin_drop
        and #$0f
        bit decexp+1
        bpl +
        dec decexp
+       jsr tenx
        adc facov               ; carry clear
        sta facov
        bcc fin_next
        jsr incfac
        jmp fin_next
fin_drop
        bit decexp+1
        bmi fin_next
        inc decexp
        bne fin_next
fin_other
        cmp #'.'
        bne fin_exp
        lda decexp+1
        bmi fin_end
        dec decexp+1
        bmi fin_next
fin_exp cmp #'E'
        bne fin_end
        ldx #0
        stx charac
        stx endchr
        jsr chrget
        bcc fin_edigit
        cmp #t_minus
        beq fin_eneg
        cmp #'-'
        beq fin_eneg
        cmp #t_plus
        beq fin_enext
        cmp #'+'
        bne fin_edone
        beq fin_enext
fin_eneg
        dec endchr
fin_enext
        jsr chrget
        bcs fin_edone
fin_edigit
        and #$0f
        sta index
        lda charac
        cmp #10
        bcs fin_big
        asl a
        asl a
        adc charac
        asl a
        adc index
        .byte $2c
fin_big lda #99
        sta charac
        bne fin_enext
        beq fin_enext
fin_edone
        lda charac
        bit endchr
        bpl +
        lda #0
        sec
        sbc charac
+       clc
        adc decexp
        sta decexp
fin_end lda #0
        sta facsgn
        lda #$a8
        sta facexp
        jsr normal
        lda decexp
        jsr scale
        lda tansgn
        jmp negmi
        .send

; Mantissa and facov, an integer of 40 bits, times 10. A, Y kept, carry clear.
        .section tenx
tenx    pha
        ldx #4
-       lda facexp,x
        sta res1-1,x
        dex
        bne -
        lda facov
        sta resov
        jsr double
        jsr double
        lda facov
        adc resov
        sta facov
        ldx #4
-       lda facexp,x
        adc res1-1,x
        sta facexp,x
        dex
        bne -
        pla
double  asl facov
        rol fac4
        rol fac3
        rol fac2
        rol fac1
        rts
        .send

; FAC = FAC * 10 to the power of A.
        .section scale
scale   tay
        bpl scale_up
        eor #$ff
        clc
        adc #1
        cmp #64
        bcs scale_zero
        cmp #32
        bcc +
        sbc #32
        pha
        lda #32
        jsr scale_down
        pla
+
scale_down
        pha                     ; FAC / power
        jsr mov1f
        jsr ldone
        pla
        jsr scale_up
        lda #<temp3
        ldy #0
        jmp fdiv
scale_zero
        jmp zerofc
scale_over
        lda facexp
        beq scale_end
        jmp overfl
scale_up
        cmp #64
        bcs scale_over
        ldx #<pow10
        sta degree
        tay
        beq scale_end
scale_loop
        lsr degree
        bcc +
        txa
        pha
        ldy #>pow10
        jsr fmult
        pla
        tax
+       txa
        clc
        adc #5
        tax
        lda degree
        bne scale_loop
scale_end
        rts
        .send

        .section pow10
        .cerror (pow10 ^ (pow10 + 29)) & $ff00, "pow10 crosses a page"
pow10   .byte $84, $20, $00, $00, $00   ; 10 to the power of 1, 2, 4, 8, 16, 32
        .byte $87, $48, $00, $00, $00
        .byte $8e, $1c, $40, $00, $00
        .byte $9b, $3e, $bc, $20, $00
        .byte $b6, $0e, $1b, $c9, $bf
        .byte $eb, $1d, $c5, $ad, $a8
        .send

; Prints the unsigned number A (high), X (low).
        .section fout
linprt  sta fac1
        stx fac2
        ldx #$90
        sec
        jsr floatc
; Prints FAC without blank or sign.
prtfac  jsr fout0
        jmp strout
; Text of FAC at 0100h: sign or blank, nine digits at most, exponent below .01 and from 1E9. A, Y = its address.
fout    ldy #1
        lda #' '
        bit facsgn
        bpl +
        lda #'-'
+       sta numbuf,y
        iny
        bne +
fout0   ldy #1
+       sty fbufpt
        lda facexp
        bne +
        lda #'0'
        sta numbuf,y
        iny
        jmp fout_term
+       ldx #<(-38)            ; decimal exponent, or one more: 3/10 of the binary one
        lda facexp
        sec
-       inx
        inx
        inx
        sbc #10
        bcs -
-       dex
        adc #3
        bcc -
        lsr facsgn
        txa
        sta decexp
        eor #$ff
        clc
        adc #1
        jsr scale
fout_adjust
        lda facexp
        cmp #$81
        bcs +
        jsr mul10
        dec decexp
        bcc fout_adjust
        bcs fout_adjust
+
        lda #$84                ; 1 to 10: four bits before the point
        sec
        sbc facexp
        tay
        ldx #0
        lda facov
        jsr shiftr
        clc
        adc #$58                ; .000000005
        sta facov
        bcc +
        jsr incfac
+       jsr incfac
        lda fac1
        cmp #$a0
        bcc +
        lda #$10
        sta fac1
        inc decexp
+       ldx #1                  ; digits before the point
        stx bits
        ldy fbufpt
        lda decexp
        clc
        adc #2
        cmp #11
        bcs fout_digits
        dec bits
        sbc #0                  ; carry clear: one less
        tax
        beq +
        bpl fout_digits
+       lda #'.'
        bne +
-       lda #'0'
        inx
+       sta numbuf,y
        iny
        txa
        bmi -
fout_digits
        stx charac
        lda #9
        sta degree
-       lda fac1
        lsr a
        lsr a
        lsr a
        lsr a
        ora #'0'
        sta numbuf,y
        iny
        dec charac
        bne +
        lda #'.'
        sta numbuf,y
        iny
+       lda fac1
        and #$0f
        sta fac1
        jsr tenx
        dec degree
        bne -
-       dey
        lda numbuf,y
        cmp #'0'
        beq -
        cmp #'.'
        beq +
        iny
+       lda bits
        beq fout_term
        lda #'E'
        sta numbuf,y
        iny
        ldx #'+'
        lda decexp
        bpl +
        ldx #'-'
        eor #$ff
        clc
        adc #1
+       pha
        txa
        sta numbuf,y
        iny
        pla
        ldx #'0'-1
        sec
-       inx
        sbc #10
        bcs -
        adc #10+'0'
        pha
        txa
        sta numbuf,y
        iny
        pla
        sta numbuf,y
        iny
fout_term
numend  lda #0
        sta numbuf,y
        lda #<(numbuf+1)
        ldy #>(numbuf+1)
        rts
        .send
