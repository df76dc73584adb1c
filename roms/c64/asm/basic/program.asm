; The program in memory: finding lines, NEW, CLR, LIST, and moving memory.

; Finds line linnum. Carry set: found, lowtr points to it; clear: lowtr points to the next higher one.
        .section fndlin
fndlin  lda txttab
        ldx txttab+1
fndln1  sta lowtr
        stx lowtr+1
fndlin_loop
        ldy #1
        lda (lowtr),y
        beq fndlin_none
        tax
        ldy #3
        lda linnum+1
        cmp (lowtr),y
        bcc fndlin_end
        bne fndlin_next
        dey
        lda linnum
        cmp (lowtr),y
        bcc fndlin_end
        beq fndlin_end
fndlin_next
        ldy #0
        lda (lowtr),y
        sta lowtr
        stx lowtr+1
        bcs fndlin_loop
fndlin_none
        clc
fndlin_end
        rts
        .send

        .section new
new     bne new_end
scrtch  lda #0                  ; empties the program
        tay
        sta (txttab),y
        iny
        sta (txttab),y
        lda txttab
        clc
        adc #2
        sta vartab
        lda txttab+1
        adc #0
        sta vartab+1
runc    jsr stxpt               ; text pointer to the program's start, and CLR
        lda #0
clr     bne new_end
clear   jsr k_clall
clearv  lda memsiz
        ldy memsiz+1
        sta fretop
        sty fretop+1
        lda vartab
        ldy vartab+1
        sta arytab
        sty arytab+1
        sta strend
        sty strend+1
rstchn  jsr restor
stkini  ldx #tempst             ; empties the stack and the temporary strings
        stx temppt
        pla
        tay
        pla
        ldx #$fa
        txs
        pha
        tya
        pha
        lda #0
        sta oldtxt+1
        sta subflg
new_end rts
        .send

        .section stxpt
stxpt   jsr restor
        sta txtptr
        sty txtptr+1
        rts
        .send

        .section restor
restor  sec
        lda txttab
        sbc #1
        ldy txttab+1
        bcs +
        dey
+       sta datptr
        sty datptr+1
        rts
        .send

; LIST, with "n", "n-", "-n", "n-n".
        .section list
list    bcc +
        beq +
        cmp #t_minus
        bne list_bad
+       jsr linget
        jsr fndlin
        jsr chrgot
        beq list_last
        cmp #t_minus
        bne list_bad
        jsr chrget
        jsr linget
        bne list_bad
list_last
        lda linnum
        ora linnum+1
        bne +
        dec linnum
        dec linnum+1
+       pla
        pla
list_line
        ldy #1
        sty garbfl              ; outside quotes
        lda (lowtr),y
        beq list_done
        jsr iscntc              ; Y kept
        iny
        lda (lowtr),y
        tax
        iny
        lda (lowtr),y
        cmp linnum+1
        bne +
        cpx linnum
        beq ++
+       bcs list_done
+       sty forpnt
        pha
        jsr crlf
        pla
        jsr linprt
        lda #' '
plopl   ldy forpnt
        and #$7f
plop    jsr outdo
        cmp #'"'
        bne list_next
        lda garbfl
        eor #$ff
        sta garbfl
list_next
        iny
        lda (lowtr),y
        bne list_char
        tay
        lda (lowtr),y
        tax
        iny
        lda (lowtr),y
        stx lowtr
        sta lowtr+1
        jmp list_line
list_done
        jmp ready
list_bad
        rts
list_char
        jmp (iqplop)
qplop   bpl plop
        cmp #pi
        beq plop
        bit garbfl
        bmi plop
        sty forpnt
        jsr prtok
        ldy forpnt
        bne list_next
        .send

; Makes room: moves the block from lowtr to hisrc (end + 1) so that it ends at hidst. A, Y = hidst: becomes the end of
; arrays.
        .section bltu
bltu    jsr reason
        sta strend
        sty strend+1
bltuc   sec
        lda hisrc
        sbc lowtr
        sta charac
        tay
        lda hisrc+1
        sbc lowtr+1
        tax
        tya
        beq bltu_pages
        lda hisrc
        sbc charac
        sta hisrc
        bcs +
        dec hisrc+1
        sec
+       lda hidst
        sbc charac
        sta hidst
        bcs bltu_loop
        dec hidst+1
bltu_loop
        dey
        lda (hisrc),y
        sta (hidst),y
        tya
        bne bltu_loop
bltu_pages
        dex
        bmi bltu_end
        dec hisrc+1
        dec hidst+1
        bne bltu_loop
bltu_end
        rts
        .send

; Room on the stack for A words, and some more for the interpreter itself.
        .section getstk
getstk  asl a
        adc #62
        bcs getstk_full
        sta index
        tsx
        cpx index
        bcc getstk_full
        rts
; Are A, Y below the strings? Collects garbage if not. A, Y kept.
reason  jsr getstk_cmp
        bcc getstk_ok
        pha
        tya
        pha
        jsr garbag
        pla
        tay
        pla
        jsr getstk_cmp
        bcs getstk_full
getstk_ok
        rts
getstk_cmp
        cpy fretop+1
        bne getstk_ok
        cmp fretop
        rts
getstk_full
        jmp memerr
        .send
