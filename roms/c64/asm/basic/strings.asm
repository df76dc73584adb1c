; Strings: descriptors, room, garbage collection, and the functions that work on them. Descriptor: length, address.

; A text at A, Y that ends at 0 or a quotation mark becomes a temporary string; fbufpt = what follows.
        .section strlit
strlit  ldx #'"'
        stx charac
        stx endchr
; The same with the ends in charac and endchr.
strlt2  sta fac1
        sty fac2
        ldy #0
-       lda (fac1),y
        clc
        beq +
        cmp charac
        beq strlit_quote
        cmp endchr
        beq strlit_quote
        iny
        bne -
strlit_quote
        cmp #'"'                ; is passed over
        beq +
        clc
+       sty facexp
        tya
        ldx fac2
        adc fac1
        bcc +
        inx
+       sta fbufpt
        stx fbufpt+1
        lda fac2
        cmp #>buf+$100          ; from a buffer it is copied
        bcs putnew
        tya
        jsr getspa
        lda #<facexp
        ldy #>facexp
        jsr movdsc
        lda fretop
        sta fac1
        lda fretop+1
        sta fac2
; The descriptor in facexp, fac1, fac2 becomes a temporary string, FAC points to it.
putnew  ldx temppt
        cpx #tempst+9
        beq strlit_full
        lda facexp
        sta 0,x
        lda fac1
        sta 1,x
        lda fac2
        sta 2,x
        ldy #0
        stx fac3
        sty fac4
        sty facov
        dey
        sty valtyp
        stx lastpt
        inx
        inx
        inx
        stx temppt
        rts
strlit_full
        ldx #e_complex
        jmp error
        .send

; Room for A bytes: facexp, fac1, fac2; dscpnt = the string that FAC points to.
        .section strini
strini  ldx fac3
        ldy fac4
        stx dscpnt
        sty dscpnt+1
strspa  jsr getspa
        sta facexp
        stx fac1
        sty fac2
        rts
        .send

; Room for A bytes: X, Y and frespc.
        .section getspa
getspa  sta bits
        jsr getspa_try
        bcs +
        jsr garbag
        jsr getspa_try
        bcc getspa_full
+       sta fretop
        sty fretop+1
        sta frespc
        sty frespc+1
        tax
        lda bits
        rts
getspa_full
        jmp memerr
        .send

        .section getspt
getspa_try
        lda bits
        eor #$ff
        sec
        ldy fretop+1
        adc fretop
        bcs +
        dey
+       cpy strend+1
        bne +
        cmp strend
+       rts
        .send

; Garbage collection: the highest string that has not been moved goes to the top, until there is none left. Strings in
; the program's text stay.
        .section garbag
garbag  ldx memsiz
        lda memsiz+1
garbag_again
        stx fretop
        sta fretop+1
        lda strend
        ldx strend+1
        sta charac              ; highest one found
        stx endchr
        ldx #0
        stx opptr
        stx opptr+1
        stx index+1
        lda #tempst
        sta index
-       cmp temppt
        beq +
        jsr gctest
        bcc -
+       lda vartab
        ldx vartab+1
        sta index
        stx index+1
garbag_var
        cpx arytab+1
        bne +
        cmp arytab
        beq garbag_array
+       ldy #0
        lda (index),y
        bmi +
        iny
        lda (index),y
        bpl +
        lda #2
        jsr gcnext
        jsr gctest
        lda #2
        .byte $2c
+       lda #7
        jsr gcnext
        bcc garbag_var
garbag_array
        cpx strend+1
        bne +
        cmp strend
        beq garbag_move
+       ldy #2
        lda (index),y
        clc
        adc index
        sta index2
        iny
        lda (index),y
        adc index+1
        sta index2+1
        ldy #0
        lda (index),y
        bmi garbag_next
        iny
        lda (index),y
        bpl garbag_next
        ldy #4
        lda (index),y
        asl a
        adc #5
        jsr gcnext
-       cpx index2+1
        bne +
        cmp index2
        beq garbag_array
+       jsr gctest
        bcc -
garbag_next
        lda index2
        ldx index2+1
        sta index
        stx index+1
        bne garbag_array
garbag_move
        lda opptr
        ora opptr+1
        beq gcend
        ldy #0
        lda (opptr),y
        tay
        eor #$ff
        sec
        adc fretop
        sta index2
        tax
        lda fretop+1
        adc #$ff
        sta index2+1
        pha
-       dey
        lda (charac),y
        sta (index2),y
        tya
        bne -
        iny
        txa
        sta (opptr),y
        iny
        pla
        sta (opptr),y
        jmp garbag_again
; Is the string of the descriptor at index the highest one so far?
gctest  ldy #0
        lda (index),y
        beq gcnexd
        iny
        lda (index),y
        tax
        iny
        lda (index),y
        cmp fretop+1
        bcc +
        bne gcnexd
        cpx fretop
        bcs gcnexd
+       cmp endchr
        bcc gcnexd
        bne +
        cpx charac
        bcc gcnexd
+       stx charac
        sta endchr
        lda index
        sta opptr
        lda index+1
        sta opptr+1
gcnexd  lda #3
; index moves on by A bytes: A, X; carry clear.
gcnext  clc
        adc index
        sta index
        ldx index+1
        bcc +
        inx
        stx index+1
        clc
+
gcend   rts
        .send

; Copies the text of the descriptor at A, Y to frespc, which moves on.
        .section movins
movins  lda dscpnt
        ldy dscpnt+1
movdsc  sta index
        sty index+1
        ldy #0
        lda (index),y
        pha
        iny
        lda (index),y
        tax
        iny
        lda (index),y
        stx index
        sta index+1
        pla
; A bytes from index.
movstr  tay
        beq movins_end
        pha
-       dey
        lda (index),y
        sta (frespc),y
        tya
        bne -
        pla
        clc
        adc frespc
        sta frespc
        bcc movins_end
        inc frespc+1
movins_end
        rts
        .send

; Gives a temporary string back: A = length, X, Y and index = address, valid until room is asked for.
        .section frestr
frestr  jsr chkstr
frefac  lda fac3
        ldy fac4
fretad  sta index
        sty index+1
        jsr fretmp
        php
        ldy #0
        lda (index),y
        pha
        iny
        lda (index),y
        tax
        iny
        lda (index),y
        tay
        pla
        plp
        bne frestr_end
        cpy fretop+1            ; the lowest one: its room is free at once
        bne frestr_end
        cpx fretop
        bne frestr_end
        pha
        clc
        adc fretop
        sta fretop
        bcc +
        inc fretop+1
+       pla
frestr_end
        stx index
        sty index+1
        rts
        .send

        .section fretmp
; Z set: A, Y was the last temporary descriptor, and is free.
fretmp  cpy lastpt+1
        bne +
        cmp lastpt
        bne +
        sta temppt
        sbc #3
        sta lastpt
        ldy #0
+       rts
        .send

; Left operand at arg3, right one in FAC.
        .section concat
concat  ldy #0
        lda (arg3),y
        clc
        adc (fac3),y
        bcs concat_long
        jsr strini
        lda arg3
        ldy arg4
        jsr movdsc
        jsr movins
        lda dscpnt
        ldy dscpnt+1
        jsr fretmp
        lda arg3
        ldy arg4
        jsr fretmp
        jmp putnew
concat_long
toolong ldx #e_length
        jmp error
        .send

; Left operand at arg3, right one in FAC: A = -1, 0, 1 as the right one is less, equal, greater.
        .section cmpstr
cmpstr  jsr frefac
        sta facexp
        stx fac1
        sty fac2
        lda arg3
        ldy arg4
        jsr fretad
        ldx facexp
        sta charac
        sec
        sbc facexp
        beq +
        lda #$ff
        bcs +
        ldx charac
        lda #1
+       sta facsgn
        ldy #0
        sty valtyp
        inx
-       dex
        beq cmpstr_same
        lda (fac1),y
        cmp (index),y
        bne +
        iny
        bne -
+       lda #1
        bcs +
        lda #$ff
+       rts
cmpstr_same
        lda facsgn
        rts
        .send

        .section strfun
str     jsr chknum
        jsr fout
        jmp strlit
chr     jsr conint
        txa
        pha
        lda #1
        jsr strspa
        pla
        ldy #0
        sta (fac1),y
        jmp putnew
asc     jsr frestr
        tay
        beq strfun_bad
        ldy #0
        lda (index),y
        jmp strfun_byte
strfun_bad
        jmp quaerr
len     jsr frestr
strfun_byte
        tay
        jmp sngflt

gtbytc  jsr chrget
getbyt  jsr frmnum
conint  jsr posint
        ldx fac3
        bne strfun_bad
        ldx fac4
        jmp chrgot

val     jsr frestr
        ldy #0
        sty valtyp
        ldx txtptr
        stx fbufpt
        ldx txtptr+1
        stx fbufpt+1
        ldx index
        stx txtptr
        ldx index+1
        stx txtptr+1
        clc
        adc index
        sta index2
        bcc +
        inx
+       stx index2+1
        lda (index2),y          ; a 0 ends the text meanwhile
        pha
        tya
        sta (index2),y
        jsr chrgot
        jsr fin
        pla
        ldy #0
        sta (index2),y
st2txt  ldx fbufpt
        ldy fbufpt+1
        stx txtptr
        sty txtptr+1
        jmp chrgot
        nop

; An address, a comma and a byte: linnum and X.
getnum  jsr frmnum
        jsr getadr
combyt  jsr chkcom
        jmp getbyt
; FAC to an address: linnum, Y low, A high.
getadr  lda facsgn
        bmi strfun_bad
        lda facexp
        cmp #$91
        bcs strfun_bad
        jsr qint
        lda fac3
        ldy fac4
        sty linnum
        sta linnum+1
        rts

peek    lda linnum+1
        pha
        lda linnum
        pha
        jsr getadr
        ldy #0
        lda (linnum),y
        tay
        pla
        sta linnum
        pla
        sta linnum+1
        jmp sngflt
poke    jsr getnum
        txa
        ldy #0
        sta (linnum),y
        rts
wait    jsr getnum
        stx forpnt
        ldx #0
        jsr chrgot
        beq +
        jsr combyt
+       stx forpnt+1
        ldy #0
-       lda (linnum),y
        eor forpnt+1
        and forpnt
        beq -
        rts
        .send

; charac = number, endchr = length, dscpnt = the string.
        .section substr
left    lda charac
        sta endchr
        ldx #0
        beq substr
right   ldy #0
        lda (dscpnt),y
        sec
        sbc charac
        bcs +
        lda #0
+       tax
        jmp substr
mid     ldx charac
        bne +
        jmp quaerr
+       dex
substr  stx count
        ldy #0
        lda (dscpnt),y
        sec
        sbc count
        bcs +
        lda #0
+       cmp endchr
        bcc +
        lda endchr
+       jsr strspa
        ldy #1
        lda (dscpnt),y
        clc
        adc count
        sta index
        iny
        lda (dscpnt),y
        adc #0
        sta index+1
        lda facexp
        jsr movstr
        lda dscpnt
        ldy dscpnt+1
        jsr fretmp
        jmp putnew
        .send

