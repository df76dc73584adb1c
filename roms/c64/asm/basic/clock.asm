; TI$

; TI$ as a value: the clock, in sixtieths of a second, as hours, minutes, seconds.

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
        jsr addunit
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
        .send

        .section addunit
; fac2, fac3, fac4 + unit of digit Y of TI$
addunit clc
        lda fac4
        adc unitlo,y
        sta fac4
        lda fac3
        adc unitmi,y
        sta fac3
        lda fac2
        adc unithi,y
        sta fac2
        rts
        .send
units   = [2160000, 216000, 36000, 3600, 600, 60]
        .section c_unitlo
unitlo  .byte <units
        .send
        .section c_unitmi
unitmi  .byte >units
        .send
        .section c_unithi
unithi  .byte `units
        .send
