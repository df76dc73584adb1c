; DEF FN and FN; small statements and functions; memory.

; DEF FN: value of the function's variable: text pointer, address of the argument's value, first character.
        .section def
def     jsr fnname
        jsr errdir
        jsr chkopn
        lda #$80
        sta subflg
        jsr ptrget
        jsr chknum
        jsr chkcls
        lda #t_equal
        jsr synchr
        pha
        lda varpnt+1
        pha
        lda varpnt
        pha
        lda txtptr+1
        pha
        lda txtptr
        pha
        jsr data
        ldy #0
-       pla
        sta (defpnt),y
        iny
        cpy #5
        bne -
        rts
        .send

        .section fnname
; FN and a name: defpnt = value of its variable.
fnname  lda #t_fn
        jsr synchr
        ldx #0
        stx nocrea
        stx dimflg
        ora #$80
        sta subflg
        sta varnam
        jsr chrgot
        jsr ptrnam
        sta defpnt
        sty defpnt+1
        jmp chknum
        .send

        .section fndoer
fndoer  jsr fnname
        lda defpnt+1
        pha
        lda defpnt
        pha
        jsr parchk
        jsr chknum
        pla
        sta defpnt
        pla
        sta defpnt+1
        ldy #2
        lda (defpnt),y
        sta varpnt
        tax
        iny
        lda (defpnt),y
        beq fndoer_undef
        sta varpnt+1
        iny                     ; the argument's variable is kept on the stack
-       lda (varpnt),y
        pha
        dey
        bpl -
        ldy varpnt+1
        jsr movmf
        lda txtptr+1
        pha
        lda txtptr
        pha
        lda varpnt+1
        pha
        lda varpnt
        pha
        ldy #1
        lda (defpnt),y
        sta txtptr+1
        dey
        lda (defpnt),y
        sta txtptr
        jsr frmnum
        pla
        sta defpnt
        pla
        sta defpnt+1
        jsr chrgot
        beq +
        jmp synerr
+       pla
        sta txtptr
        pla
        sta txtptr+1
        ldy #0
-       pla
        sta (defpnt),y
        iny
        cpy #5
        bne -
        rts
fndoer_undef
        ldx #e_func
        jmp error
        .send

        .section fre
fre     lda valtyp
        beq +
        jsr frefac
+       jsr garbag
        sec
        lda fretop
        sbc strend
        tay
        lda fretop+1
        sbc strend+1
; FAC = signed integer A (high), Y (low).
givayf  sta fac1
        sty fac2
        ldx #0
        stx valtyp
        ldx #$90
        jmp floats
pos     sec
        jsr k_plot
sngflt  lda #0
        beq givayf
; Not in direct mode.
errdir  ldx curlin+1
        inx
        bne errdir_ok
        ldx #e_direct
        jmp error
errdir_ok
        rts
        .send



; FAC to an integer in A (high), Y (low).
        .section flpint
flpint  jsr ayint
        lda fac3
        ldy fac4
        rts
        .send

        .section posint
; FAC to an integer of 0 to 32767 in fac3, fac4.
posint  jsr chknum
        lda facsgn
        bpl ayint
quaerr  ldx #e_quant
        jmp error
; FAC to an integer of -32768 to 32767.
ayint   lda facexp
        cmp #$90
        bcc +
        lda #<n32768
        ldy #>n32768
        jsr fcomp
        bne quaerr
+       jmp qint
        .send
