; Executing statements, and the statements that decide which one is next.

        .section newstt
newstt  jsr iscntc
        lda txtptr
        ldy txtptr+1
        cpy #>buf
        beq +
        sta oldtxt
        sty oldtxt+1
+       ldy #0
        lda (txtptr),y
        beq newstt_line
        cmp #':'
        beq gone
        jmp synerr
        .byte $ff               ; (the vector's jump is at A7E1h)
newstt_line
        ldy #2
        lda (txtptr),y          ; no more lines?
        bne +
        jmp endprg
+       iny
        lda (txtptr),y
        sta curlin
        iny
        lda (txtptr),y
        sta curlin+1
        jsr addtxt
gone    jmp (igone)
; Executes the statement after the text pointer.
gone1   jsr chrget
gone2   jsr gone3
        jmp newstt
gone3   beq gone1_end
gone4   sbc #$80
        bcc gone1_let
        cmp #$23
        bcs gone1_other
        asl a
        tay
        lda stmdsp+1,y
        pha
        lda stmdsp,y
        pha
        jmp chrget
gone1_let
        jmp let
gone1_other
        cmp #t_go-$80
        bne gone1_bad
        jsr chrget
        lda #t_to
        jsr synchr
        jmp goto
gone1_bad
        jmp synerr
gone1_end
        rts
        .send


; Ends the program if STOP is pressed.
        .section stop
iscntc  jsr k_stop
        bne stop_rts
        sec
        bcs +
end     clc
stop    bne stop_rts            ; carry is set at the end of a statement
+       jsr mark
        pla
        pla
stop_quit
        bcs stop_break
        jmp ready
stop_break
        jsr crlf
        lda #<brkmsg
        jmp errfin
endprg  jsr mark
        clc
        bcc stop_quit
; Where CONT goes on. Not in direct mode.
mark    ldx curlin+1
        inx
        beq stop_rts
        ldx txtptr
        ldy txtptr+1
        stx oldtxt
        sty oldtxt+1
        ldx curlin
        ldy curlin+1
        stx oldlin
        sty oldlin+1
stop_rts
        rts
        .send

        .section cont
cont    bne cont_end
        ldx #e_cont
        ldy oldtxt+1
        bne +
        jmp error
+       lda oldtxt
        sta txtptr
        sty txtptr+1
        lda oldlin
        ldy oldlin+1
        sta curlin
        sty curlin+1
cont_end
        rts
        .send

        .section run
run     php
        lda #0
        jsr k_setmsg
        plp
        bne +
        jmp runc
+       jsr clear
        jsr chrgot
        jsr goto
        jmp newstt
        .send

; Stack entry of GOSUB: 8Dh, line, text pointer (low bytes first), and the return address of the statement.
        .section gosub
gosub   lda #3
        jsr getstk
        lda txtptr+1
        pha
        lda txtptr
        pha
        lda curlin+1
        pha
        lda curlin
        pha
        lda #t_gosub
        pha
        jsr chrgot
        jsr goto
        jmp newstt
        .send

        .section goto
goto    jsr linget
        lda curlin              ; a line further on is looked for from here
        cmp linnum
        lda curlin+1
        sbc linnum+1
        bcs goto_start
        jsr remn
        tya
        sec
        ldx txtptr+1
        adc txtptr
        bcc +
        inx
+       jsr fndln1
        jmp +
goto_start
        jsr fndlin
+       bcc goto_undef
goto_found
        lda lowtr               ; the 0 before the line
        sbc #1
        sta txtptr
        lda lowtr+1
        sbc #0
        sta txtptr+1
        rts
goto_undef
        ldx #e_line
        jmp error
        .send

        .section return
return_none
        ldx #e_nogosub
        jmp error
return  bne return_end
        lda #$ff
        sta forpnt+1            ; no variable: passes all loops
        jsr fndfor
        txs
        cmp #t_gosub
        bne return_none
        pla
        pla
        sta curlin
        pla
        sta curlin+1
        pla
        sta txtptr
        pla
        sta txtptr+1
data    jsr datan               ; on to the end of the statement
addtxt  tya
        clc
        adc txtptr
        sta txtptr
        bcc return_end
        inc txtptr+1
return_end
        rts

; Y = distance from the text pointer to the next ":" outside quotes, or the line's end.
datan   ldx #':'
        .byte $2c
remn    ldx #0
        stx charac
        ldy #0
datan_out
        lda (txtptr),y
        beq datan_end
        cmp charac
        beq datan_end
        iny
        cmp #'"'
        bne datan_out
datan_in
        lda (txtptr),y
        beq datan_end
        iny
        cmp #'"'
        bne datan_in
        beq datan_out
datan_end
        rts

; IF: a condition that is 0 passes over the rest of the line.
if      jsr frmevl
        jsr chrgot
        cmp #t_goto
        beq +
        lda #t_then
        jsr synchr
+       lda facexp
        bne if_true
rem     jsr remn
        beq addtxt              ; always: at the 0
if_true jsr chrgot
        bcs +
        jmp goto
+       jmp gone3

; ON: the number counts the lines down.
on      jsr getbyt
        pha
        cmp #t_gosub
        beq on_loop
        cmp #t_goto
        bne linget_bad
on_loop dec fac4
        bne +
        pla
        jmp gone4
+       jsr chrget
        jsr linget
        cmp #','
        beq on_loop
        pla
        rts

; Reads a line number, 0 to 63999, into linnum; 0 if there is none.
linget  ldx #0
        stx linnum
        stx linnum+1
linget_digit
        bcs linget_end
        and #$0f
        sta charac
        lda linnum+1
        cmp #25                 ; 6400 and more
        bcs linget_bad
        sta index
        lda linnum
        asl a
        rol index
        asl a
        rol index
        adc linnum
        sta linnum
        lda index
        adc linnum+1
        asl linnum
        rol a
        sta linnum+1
        lda linnum
        adc charac
        sta linnum
        bcc +
        inc linnum+1
+       jsr chrget
        jmp linget_digit
linget_bad
        jmp synerr
linget_end
        rts
        .send

; Stack entry of FOR, 18 bytes: 81h, variable, step (5), its sign, limit (5), line, text pointer.
        .section for
for     lda #$80
        sta subflg
        jsr let
        jsr fndfor
        bne +
        txa                     ; the loop is begun anew: it and those within go
        adc #18-3
        tax
        txs
+       pla
        pla
        lda #9
        jsr getstk
        jsr datan
        clc
        tya
        adc txtptr
        tax
        lda txtptr+1
        adc #0
        pha
        txa
        pha
        lda curlin+1
        pha
        lda curlin
        pha
        lda #t_to
        jsr synchr
        jsr chknum
        jsr frmnum
        ldx #<(numbuf+1)
        ldy #>(numbuf+1)
        jsr movmf
        ldx #4
-       lda numbuf+1,x
        pha
        dex
        bpl -
        jsr ldone
        jsr chrgot
        cmp #t_step
        bne +
        jsr chrget
        jsr frmnum
+       jsr sign
        pha
        ldx #<(numbuf+1)
        ldy #>(numbuf+1)
        jsr movmf
        ldx #4
-       lda numbuf+1,x
        pha
        dex
        bpl -
        lda forpnt+1
        pha
        lda forpnt
        pha
        lda #t_for
        pha
        jmp newstt
        .send


; Looks for the loop of the variable forpnt, or the innermost one if forpnt's high byte is 0. Z set: found; X = stack
; pointer with the entry on top; A = what is on top of the stack otherwise. Two return addresses deep.
        .section fndfor
fndfor  tsx
        inx
        inx
        inx
        inx
fndfor_loop
        lda $0101,x
        cmp #t_for
        bne fndfor_end
        lda forpnt+1
        bne +
        lda $0102,x
        sta forpnt
        lda $0103,x
        sta forpnt+1
+       cmp $0103,x
        bne +
        lda forpnt
        cmp $0102,x
        beq fndfor_end
+       txa
        clc
        adc #18
        tax
        bne fndfor_loop
fndfor_end
        rts
        .send

        .section next
next    bne next_var
        ldy #0
        beq next_find
next_again
        jsr chrget
next_var
        jsr ptrget
        sta forpnt
next_find
        sty forpnt+1
        jsr fndfor
        beq next_found
        ldx #e_nofor
        jmp error
next_found
        txs
        txa
        adc #4-1                ; carry set
        ldy #1
        jsr movfm               ; step
        lda forpnt
        ldy forpnt+1
        jsr fadd
        jsr movvf
        tsx
        txa
        clc
        adc #10
        ldy #1
        jsr conupk              ; limit
        jsr cmpar1
        tsx
        sec
        sbc $0109,x
        beq next_done
        lda $010f,x
        sta curlin
        lda $0110,x
        sta curlin+1
        lda $0111,x
        sta txtptr
        lda $0112,x
        sta txtptr+1
next_go jmp newstt
next_done
        txa
        adc #17                 ; carry set
        tax
        txs
        jsr chrgot
        cmp #','
        bne next_go
        jsr next_again
        .send

        .section let
let     jsr ptrget
        sta forpnt
        sty forpnt+1
        lda #t_equal
        jsr synchr
        lda intflg
        pha
        lda valtyp
        pha
        jsr frmevl
        pla
        rol a
        jsr chkval
        bne letstr
        pla
letnum  bmi letint
        jmp movvf
letint  jsr ayint               ; rounds down, checks -32768 to 32767
        ldy #0
        lda fac3
        sta (forpnt),y
        iny
        lda fac4
        sta (forpnt),y
        rts
letstr  pla
letst1  ldy forpnt+1
        cpy #>zero              ; TI$ has no place in memory
        bne +
        jmp settis
+       ldy #2
        lda (fac3),y            ; a text below the strings, in the program, is used where it is
        cmp fretop+1
        bcc let_use
        bne let_heap
        dey
        lda (fac3),y
        cmp fretop
        bcc let_use
let_heap
        lda fac4                ; temporary: taken over
        bne let_copy
let_use lda fac3
        ldy fac4
        sta dscpnt
        sty dscpnt+1
        jmp let_store
let_copy
        ldy #0
        lda (fac3),y
        jsr strini              ; dscpnt = FAC's pointer; makes room
        jsr movins
        lda #<facexp
        ldy #>facexp
        sta dscpnt
        sty dscpnt+1
let_store
        jsr fretmp
        ldy #2
-       lda (dscpnt),y
        sta (forpnt),y
        dey
        bpl -
        rts
        .send
