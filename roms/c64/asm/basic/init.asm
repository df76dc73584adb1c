; Cold and warm start.

        .section warmst
warmst  jsr k_clrchn
        lda #0
        sta channl
        jsr stkini
        cli
wready  ldx #$80
        jmp (ierror)
        .send

        .section coldst
coldst  jsr initv
        jsr initcz
        jsr initms
        ldx #$fb
        txs
        bne wready
        .send

; Vectors.
        .section initv
initv   ldx #vecend-vectab-1
-       lda vectab,x
        sta ierror,x
        dex
        bpl -
        rts
        .send

        .section vectab
vectab  .word errmsg, main1, crnch1, qplop, gone1, evtrm1
        .byte 0, 0, 0, 0        ; registers for SYS
        jmp quaerr              ; USR
vecend
rampag  .word flpint, givayf    ; for 03h
        .send

; What goes to 73h: CHRGET, and the first seed of RND.
        .section initat
initat  inc txtptr
        bne +
        inc txtptr+1
+       lda buf
        cmp #':'
        bcs +
        cmp #' '
        beq initat
        sec
        sbc #'0'
        sec
        sbc #$d0
+       rts
        .byte 128, 79, 199, 82, 88
initen
        .send

        .section initcz
initcz  ldx #initen-initat-1
-       lda initat,x
        sta chrget,x
        dex
        bpl -
        lda #$4c
        sta jmper
        ldx #3
-       lda rampag,x
        sta adray1,x
        dex
        bpl -
        inx
        stx channl
        stx lastpt+1
        stx facov
        ldx #tempst
        stx temppt
        sec
        jsr k_membot
        stx txttab
        sty txttab+1
        sec
        jsr k_memtop
        stx memsiz
        sty memsiz+1
        ldy #0
        tya
        sta (txttab),y          ; the byte before the first line
        inc txttab
        bne +
        inc txttab+1
+       rts
        .send

        .section initms
initms  lda #<banner
        ldy #>banner
        jsr strout
        sec
        lda memsiz
        sbc txttab
        tax
        lda memsiz+1
        sbc txttab+1
        jsr linprt
        lda #<bannr2
        ldy #>bannr2
        jsr strout
        jmp scrtch
        .send
        .section banner
banner  .text 13, "   **** BACKPLANE 64 BASIC V2 ****", 13, 13, " 64K RAM SYSTEM  ", 0
bannr2  .text " BASIC BYTES FREE", 13, 0
        .send
