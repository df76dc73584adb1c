; The main loop: messages, lines typed in, program lines, and statements executed one after the other.

; Error. X = number, 1 to 30; with bit 7 set no message, only READY. Through the vector at 0300h.
        .section error
memerr  ldx #e_memory
error   jmp (ierror)
errmsg  txa
        bmi ready
        lda #<msgs
        sta fbufpt
        lda #>msgs
        sta fbufpt+1
        ldy #0
error_next
        dex
        beq error_found
-       lda (fbufpt),y
        inc fbufpt
        bne +
        inc fbufpt+1
+       cmp #0
        bne -
        beq error_next
error_found
        jsr clrio
        jsr crlf
        jsr quest
        jsr prtxt1
        jsr stkini
        lda #<errorm
errfin  jsr prtext
        ldy curlin+1
        iny
        beq ready
        jsr inprt
ready   lda #<readym
        jsr prtext
        lda #$80
        jsr k_setmsg
        nop
        nop
main    jmp (imain)
main1   jsr inlin
        stx txtptr
        sty txtptr+1
        jsr chrget
        tax
        beq main
        ldx #$ff
        stx curlin+1
        bcc newlin
        jsr crunch
        jmp gone
; A line that begins with a number: replaces, adds or removes a line of the program.
newlin
numlin  jsr linget
        jsr crunch
        sty count
        jsr fndlin
        bcc numlin_add
        nop                     ; (the STA of numlin_rest is at A4E1h, where a published test looks for it)
        nop
        nop
        nop
        ldy #1                  ; what follows the old line moves down
        lda (lowtr),y
        sta index+1
        dey
        lda (lowtr),y
        sta index
        lda lowtr
        sta index2
        lda lowtr+1
        sta index2+1
        lda vartab              ; (carry set: found)
        sbc index
        sta charac
        lda vartab+1
        sbc index+1
        tax
        beq numlin_rest
-       lda (index),y
        sta (index2),y
        iny
        bne -
        inc index+1
        inc index2+1
        dex
        bne -
numlin_rest
        cpy charac
        beq +
        lda (index),y
        sta (index2),y
        iny
        bne numlin_rest
+       tya
        clc
        adc index2
        sta vartab
        lda index2+1
        adc #0
        sta vartab+1
numlin_add
        jsr runc                ; gives the room of variables and strings back
        lda buf
        beq numlin_done
        clc
        lda vartab
        sta hisrc
        adc count
        sta hidst
        ldy vartab+1
        sty hisrc+1
        bcc +
        iny
+       sty hidst+1
        jsr bltu
        lda strend
        ldy strend+1
        sta vartab
        sty vartab+1
        lda linnum
        ldy linnum+1
        sta buf-2
        sty buf-1
        ldy count
        sty buf-3               ; a link that is not 0
-       lda buf-5,y
        dey
        sta (lowtr),y
        bne -
numlin_done
        jmp linend
        .send
        .section linend
linend  jsr runc
        jsr relink
        jmp main
        .send

; Prints a text of our own, A = low byte of its address: keywords as tokens, ends with 0.
        .section prtext
prtext  sta fbufpt
        lda #>brkmsg
        sta fbufpt+1
prtxt1  ldy #0
prtext_loop
        lda (fbufpt),y
        beq prtext_end
        sty forpnt
        bmi +
        jsr outdo
        bpl ++
+       jsr prtok
+       ldy forpnt
        iny
        bne prtext_loop
prtext_end
        rts

        .send

        .section prtok
; Prints the keyword of token A.
prtok   and #$7f
        tax
        ldy #0
        beq +
-       lda words,y
        iny
        asl a
        bcc -
+       dex
        bpl -
-       lda words,y
        pha
        and #$7f
        jsr outdo
        iny
        pla
        bpl -
        rts
        .send

; " IN " and the number of the current line.
        .section inprt
inprt   lda #<inmsg
        jsr prtext
        lda curlin+1
        ldx curlin
        jmp linprt
        .send


; Sets the links of all lines anew.
        .section relink
relink  lda txttab
        ldy txttab+1
        sta index
        sty index+1
relink_line
        ldy #1
        lda (index),y
        beq relink_end
        ldy #3
-       iny
        lda (index),y
        bne -
        iny
        tya
        clc
        adc index
        tax
        ldy #0
        sta (index),y
        lda index+1
        adc #0
        iny
        sta (index),y
        stx index
        sta index+1
        bcc relink_line         ; the program ends below FFFFh
relink_end
        rts
        .send

; Reads a line into the buffer, ends it with 0; X, Y = buffer - 1.
        .section inlin
inlin   ldx #0
-       jsr k_chrin
        jsr iochk
        cmp #13
        beq inlend
        sta buf,x
        inx
        cpx #89
        bcc -
        jmp toolong
inlend  lda #0
        sta buf,x
        ldx #<(buf-1)
        ldy #>(buf-1)
        lda channl
        bne +
crlf    lda #13
        jsr outdo
        bit channl
        bpl +
        lda #10
        jmp outdo
+       rts
        .send

; Makes tokens of the line in the buffer, from the text pointer. Y = length of the line in a program (link, number, text
; and 0); text pointer = buffer - 1.
        .section crunch
crunch  jmp (icrnch)
        .send
        .section crnch1
crnch1  ldx txtptr
        ldy #0
        sty garbfl
crunch_loop
        lda buf,x
        beq crunch_put
        bpl crunch_plain
        cmp #pi
        beq crunch_put
        inx                     ; shifted letters by themselves are dropped
        bne crunch_loop
crunch_plain
        cmp #' '
        beq crunch_put
        sta endchr
        cmp #'"'
        beq crunch_copy
        bit garbfl
        bvs crunch_put          ; items of DATA stay as they are
        cmp #'?'
        bne +
        lda #t_print
        bne crunch_put
+       cmp #'0'
        bcc crunch_word
        cmp #'<'
        bcc crunch_put
crunch_word
        sty fbufpt
        stx txtptr
        ldx #0
        stx count
crunch_try
        ldy txtptr
-       sec
        lda buf,y
        sbc words,x
        bne +
        inx
        iny
        bne -
+       cmp #$80
        beq crunch_found
        dex
-       inx                     ; on to the next word
        lda words,x
        bpl -
        inc count
        inx
        cpx #<(wordend-words)
        bne crunch_try
        ldx txtptr
        lda buf,x
        bpl +
crunch_found
        sty txtptr
        lda count
        ora #$80
+       ldx txtptr
        ldy fbufpt
crunch_put
        inx
        sta buf,y
        iny
        cmp #0
        beq crunch_end
        cmp #':'
        bne +
        lda #0
        sta garbfl
+       cmp #t_data
        bne +
        lda #$40
        sta garbfl
+       cmp #t_rem
        beq crunch_rem
        jmp crunch_loop
crunch_rem
        lda #0
        sta endchr
crunch_quote
        lda buf,x               ; up to the character in endchr
        beq crunch_put
        cmp endchr
        beq crunch_put
crunch_copy
        sta buf,y
        iny
        inx
        bne crunch_quote
crunch_end
        sta buf+1,y             ; no line after this one
        dec txtptr+1
        lda #<(buf-1)
        sta txtptr
        iny
        iny
        iny
        iny
        rts
        .send
