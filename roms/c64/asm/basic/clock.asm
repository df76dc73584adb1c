; TI$

; TI$ as a value: the clock, in sixtieths of a second, as hours, minutes, seconds.
        .section gettis
gettis  jsr rdtime
        ldy #0
gettis_digit
        lda #'0'
        sta numbuf+1,y
-       lda fac4
        sec
        sbc unitlo,y
        tax
        lda fac3
        sbc unitmi,y
        pha
        lda fac2
        sbc unithi,y
        bcc gettis_less
        stx fac4
        sta fac2
        pla
        sta fac3
        tya
        tax
        inc numbuf+1,x
        bne -
gettis_less
        pla
        iny
        cpy #6
        bne gettis_digit
        lda #0
        sta numbuf+1,y
        lda #<(numbuf+1)
        ldy #>(numbuf+1)
        jmp strlit
        .send

; TI$ = the string that FAC points to.
        .section settis
settis  jsr frefac
        cmp #6
        bne settis_bad
        ldy #0
        sty fac4
        sty fac3
        sty fac2
settis_digit
        lda (index),y
        sec
        sbc #'0'
        cmp #10
        bcs settis_bad
        tax
-       dex
        bmi +
        clc
        lda fac4
        adc unitlo,y
        sta fac4
        lda fac3
        adc unitmi,y
        sta fac3
        lda fac2
        adc unithi,y
        sta fac2
        bcc -
+       iny
        cpy #6
        bne settis_digit
        ldy fac2
        ldx fac3
        lda fac4
        jmp k_settim
settis_bad
        jmp quaerr
units   = [2160000, 216000, 36000, 3600, 600, 60]
unitlo  .byte <units
unitmi  .byte >units
unithi  .byte `units
        .send
