; Variables and arrays.

        .section dim
dimnxt  jsr chkcom
dim     tax                     ; not 0
        jsr ptrg1
        jsr chrgot
        bne dimnxt
        rts
        .send

; Reads a variable's name and finds or makes it. A, Y and varpnt: address of its value; valtyp, intflg: type.
        .section ptrget
ptrget  ldx #0
ptrg1   stx dimflg
        ldx #0
ptrg2   stx nocrea
        jsr chrgot
        sta varnam
ptrnam  jsr isletc
        bcc ptrget_bad
        ldx #0
        stx valtyp
        stx intflg
        jsr chrget
        bcc ptrget_two
        jsr isletc
        bcc ptrget_type
ptrget_two
        tax
-       jsr chrget
        bcc -
        jsr isletc
        bcs -
ptrget_type
        cmp #'$'
        bne +
        dec valtyp
        txa
        ora #$80
        bne ptrget_skip
+       cmp #'%'
        bne ptrget_known
        lda subflg
        bne ptrget_bad
        lda #$80
        sta intflg
        ora varnam
        sta varnam
        txa
        ora #$80
ptrget_skip
        tax
        jsr chrget
ptrget_known
        stx varnam+1
        ldy #0
        cmp #'('
        bne ptrget_simple
        lda subflg
        bne ptrget_simple
        jmp array
ptrget_bad
        jmp synerr
ptrget_simple
        sty subflg
; Looks through the variables, seven bytes each.
        lda vartab
        ldx vartab+1
        bne ptrget_first
ptrget_next
        lda lowtr
        clc
        adc #7
        bcc +
        inc lowtr+1
+       sta lowtr
        cmp arytab
        beq ptrget_page
ptrget_cmp
        lda varnam
        cmp (lowtr),y
        bne ptrget_next
        iny
        txa
        cmp (lowtr),y
        beq ptrget_here
        dey
        beq ptrget_next
ptrget_page
        lda lowtr+1
        cmp arytab+1
        bne ptrget_cmp
        beq ptrget_new
ptrget_first
        sta lowtr
        stx lowtr+1
        ldx varnam+1
        cmp arytab
        bne ptrget_cmp
        beq ptrget_page
ptrget_here
        lda lowtr
        ldy lowtr+1
        clc
        adc #2
        bcc +
        iny
+
ptrget_set
        sta varpnt
        sty varpnt+1
        rts
ptrget_new
        lda varnam
        cmp #'S'
        bne +
        cpx #'T'
        beq ptrget_spec
+       cmp #'T'
        bne +
        cpx #'I'
        beq ptrget_spec
        cpx #'I'+$80
        beq ptrget_none
+       lda nocrea
        beq ptrget_make
        lda #0
        beq ptrget_none
ptrget_spec
        ldy nocrea
        beq ptrget_bad
ptrget_none
        sta nocrea              ; "T", "S" or 0
        lda #<zero
        ldy #>zero
        bne ptrget_set
ptrget_make
        lda strend              ; arrays move up by seven bytes
        ldy strend+1
        sta hisrc
        sty hisrc+1
        clc
        adc #7
        bcc +
        iny
+       sta hidst
        sty hidst+1
        jsr bltu
        clc
        lda arytab
        adc #7
        sta arytab
        bcc +
        inc arytab+1
+       ldy #6
        lda #0
-       sta (lowtr),y
        dey
        cpy #1
        bne -
        lda varnam+1
        sta (lowtr),y
        dey
        lda varnam
        sta (lowtr),y
        jmp ptrget_here
        .send
; The same for a value: an unknown variable is not made.
        .section ptrfnd
ptrfnd  ldx #0
        stx dimflg
        dex
        jmp ptrg2
        .send

; Carry set: A is a letter.
        .section isletc
isletc  cmp #'Z'+1
        bcs +
        cmp #'A'
        rts
+       clc
        rts
        .send

; An array: name, length (2), number of dimensions, their sizes (last one first, high byte first), elements, the first
; subscript varying fastest.
        .section array
array   sty count
array_sub
        ldx #2
-       lda dimflg,x            ; and valtyp, intflg
        pha
        dex
        bpl -
        lda varnam
        pha
        lda varnam+1
        pha
        lda count
        pha
        jsr chrget
        jsr frmnum
        jsr posint
        pla
        sta count
        pla
        sta varnam+1
        pla
        sta varnam
        ldx #0
-       pla
        sta dimflg,x
        inx
        cpx #3
        bne -
        lda fac3
        pha
        lda fac4
        pha
        inc count
        ldy #0
        lda (txtptr),y
        cmp #','
        beq array_sub
        jsr chkcls
; Is it there?
        lda arytab
        ldx arytab+1
array_look
        sta lowtr
        stx lowtr+1
        cpx strend+1
        bne +
        cmp strend
        beq array_make
+       ldy #0
        lda (lowtr),y
        iny
        cmp varnam
        bne array_no
        lda (lowtr),y
        cmp varnam+1
        beq array_found
array_no
        iny
        lda (lowtr),y
        clc
        adc lowtr
        pha
        iny
        lda (lowtr),y
        adc lowtr+1
        tax
        pla
        bcc array_look
array_found
        ldx #e_redim
        lda dimflg
        bne array_error
        ldy #4
        lda (lowtr),y
        cmp count
        bne array_subscr
        jmp elemnt
array_subscr
        ldx #e_subscr
array_error
        jmp error
array_make
        jmp newary
        .send

; Makes an array. On the stack: subscripts, types; lowtr = strend.
        .section newary
newary  lda count               ; header: 5 bytes and 2 for each dimension
        asl a
        adc #5
        ldy lowtr+1
        adc lowtr
        bcc +
        iny
+       jsr reason
        lda #2
        bit intflg
        bmi +
        lda #3
        bit valtyp
        bmi +
        lda #5
+       sta res1                ; bytes of all elements
        ldy #0
        sty res2
        lda varnam
        sta (lowtr),y
        iny
        lda varnam+1
        sta (lowtr),y
        ldy #4
        lda count
        sta (lowtr),y
        sta bits
        tsx
newary_dim
        lda dimflg
        beq newary_std
        lda $0101,x
        clc
        adc #1
        sta res3
        lda $0102,x
        adc #0
        bcc newary_size
newary_std
        lda #11                 ; without DIM 0 to 10
        sta res3
        lda #0
newary_size
        sta res4
        iny
        sta (lowtr),y
        iny
        lda res3
        sta (lowtr),y
        sty index2
        jsr umul
        ldy index2
        inx
        inx
        dec bits
        bne newary_dim
        iny
        tya
        clc
        adc lowtr               ; where the elements begin
        sta index
        lda lowtr+1
        adc #0
        sta index+1
        lda index
        adc res1
        sta hisrc
        lda index+1
        adc res2
        bcs newary_full
        sta hisrc+1
        tay
        lda hisrc
        jsr reason
        sta strend
        sty strend+1
        sec
        sbc lowtr
        ldy #2
        sta (lowtr),y
        iny
        lda strend+1
        sbc lowtr+1
        sta (lowtr),y
        sec
        lda strend
        sbc res1
        sta index
        lda strend+1
        sbc #0
        sta index+1
        ldx res2
        inx
        lda #0
        ldy res1
        beq newary_page
newary_clear
        dey
        sta (index),y
        bne newary_clear
newary_page
        dec index+1
        dex
        bne newary_clear
        jmp elemnt
newary_full
        jmp memerr
        .send


; res2:res1 = res2:res1 × res4:res3. Out of memory from 65536 on.
        .section umul
umul    lda #0
        sta index
        sta index+1
        ldy #16
-       asl index
        rol index+1
        bcs umul_over
        asl res1
        rol res2
        bcc +
        clc
        lda index
        adc res3
        sta index
        lda index+1
        adc res4
        sta index+1
        bcs umul_over
+       dey
        bne -
        lda index+1
        sta res2
        lda index
        sta res1
        rts
umul_over
        jmp memerr
        .send

; The element: lowtr = array, subscripts on the stack. A, Y and varpnt: its address.
        .section elemnt
elemnt  lda #0
        sta res1
        sta res2
        ldy #5
elemnt_dim
        lda (lowtr),y
        sta res4
        iny
        lda (lowtr),y
        sta res3
        sty index2
        lda res1
        ora res2
        beq +
        jsr umul
+       pla
        tax
        pla
        tay
        cpx res3
        sbc res4
        bcs elemnt_bad
        txa
        adc res1
        sta res1
        tya
        adc res2
        sta res2
        ldy index2
        iny
        dec count
        bne elemnt_dim
        tya
        adc lowtr
        sta varpnt
        lda lowtr+1
        adc #0
        sta varpnt+1
        lda res2
        sta index
        lda res1
        asl a
        rol index
        bit intflg
        bmi elemnt_add
        bit valtyp
        bmi +
        asl a
        rol index
+       adc res1
        tay
        lda index
        adc res2
        sta index
        tya
        clc
elemnt_add
        adc varpnt
        sta varpnt
        tax
        lda index
        adc varpnt+1
        sta varpnt+1
        tay
        txa
        rts
elemnt_bad
        jmp array_subscr
        .send
