; PRINT, INPUT, GET, READ, files, LOAD and SAVE.

        .section printn
printn  jsr cmd
clrio   jsr k_clrchn
        lda #0
        sta channl
        rts
cmd     jsr getbyt
        beq +
        lda #','
        jsr synchr
+       php
        stx channl
        jsr chkout
        plp
        jmp print
        .send

        .section print
_text   jsr prstr
_next   jsr chrgot
print   beq _crlf
_item   beq _rts
        cmp #t_tab
        beq _tab
        cmp #t_spc
        beq _spc
        cmp #','
        beq _comma
        cmp #';'
        beq _sep
        jsr frmevl
        bit valtyp
        bmi _text
        jsr fout
        jsr strout
        jsr prspc
        bne _next
_crlf   jmp crlf
_comma  jsr _column
-       sbc #10                 ; columns of ten
        bcs -
        eor #$ff
        adc #1
        tax
        bne _skip
_tab    jsr _number
        stx trmpos
        jsr _column
        eor #$ff
        adc trmpos              ; carry set
        bcc _sep
        tax
        bcs _skip
_spc    jsr _number
_skip   inx
-       dex
        beq _sep
        jsr prspc
        bne -
_sep    jsr chrget
        jmp _item
_number jsr gtbytc
        cmp #')'
        beq _rts
        jmp synerr
_column sec
        jsr k_plot
        tya
        sec
_rts    rts
        .send

; Prints the text at A, Y that ends with 0.
        .section strout
strout  sta index
        sty index+1
        ldy #0
-       lda (index),y
        beq +
        jsr outdo
        iny
        bne -
+       rts
        .send

; Prints the string that FAC points to.
        .section prstr
prstr   jsr frefac
        tax
        ldy #0
        inx
-       dex
        beq +
        lda (index),y
        jsr outdo
        iny
        bne -
+       rts
        .send

; Passes a column: on the screen what is there stays.
        .section prspc
prspc   lda channl
        beq +
        lda #' '
        .byte $2c
+       lda #$1d
        .byte $2c
quest   lda #'?'
outdo   jsr outchr
        and #$ff
        rts
        .send

; KERNAL calls with errors.
        .section outchr
outchr  jsr k_chrout
        bcs ioerr
        rts
inchr   jsr k_chrin
        bcs ioerr
        rts
chkout  jsr k_chkout
        bcs ioerr
        rts
chkin   jsr k_chkin
        bcs ioerr
        rts
getkey  jsr k_getin
        bcs ioerr
        rts
; A = error of the KERNAL; 0: STOP; F0h: RS-232 has taken memory below X, Y.
ioerr   cmp #$f0
        bne +
        stx memsiz
        sty memsiz+1
        jmp clearv
+       tax
        bne +
        ldx #e_break
+       jmp error
        .send

        .section input
inputn  jsr getbyt
        lda #','
        jsr synchr
        stx channl
        jsr chkin
        jsr _ask
        jmp clrio
input   jsr errdir
        cmp #'"'
        bne _ask
        jsr evtrm2
        lda #';'
        jsr synchr
        jsr prstr
_ask    jsr errdir
        lda #','
        sta buf-1
_line   jsr qinlin
        lda channl
        beq +
        jsr k_readst
        and #2
        bne _skip
+       lda buf
        bne _got
        lda channl
        bne _line
_skip   jmp data
_got    ldx #<(buf-1)
        ldy #>(buf-1)
        lda #0
        jmp inloop
qinlin  lda channl
        bne +
        jsr quest
        jsr prspc
+       jmp inlin
        .send

        .section get
get     jsr errdir
        cmp #'#'
        bne +
        jsr gtbytc
        lda #','
        jsr synchr
        stx channl
        jsr chkin
+       lda #0
        sta buf+1
        lda #$40
        jsr inloop
        lda channl
        beq +
        jmp clrio
+       rts
        .send

        .section read
read    ldx datptr
        ldy datptr+1
        lda #$98
; Assigns items from a list to variables. X, Y = what comes before the first item: 0 or ":" if there is none yet.
inloop  sta inpflg
        stx inpptr
        sty inpptr+1
_item   jsr ptrget
        sta forpnt
        sty forpnt+1
        lda txtptr
        ldy txtptr+1
        sta opptr
        sty opptr+1
        ldx inpptr
        ldy inpptr+1
        bit inpflg
        bvs _get
        stx txtptr
        sty txtptr+1
        jsr chrgot
        bne _have
        bit inpflg
        bmi _data
        lda channl
        bne +
        jsr quest
+       jsr qinlin
_set    stx txtptr
        sty txtptr+1
_have   jsr chrget
        bit valtyp
        bpl _num
        ldx #','
        stx endchr
        ldx #':'
        cmp #'"'
        beq +
        clc
        bcc ++
+       tax
        sta endchr
+       stx charac
        ldy txtptr+1
        lda txtptr
        adc #0
        bcc _text
        iny
_text   jsr strlt2
        jsr st2txt
        jsr letst1
        jmp _done
_get    jsr getkey
        sta buf
        ldx #<(buf-1)
        ldy #>(buf-1)
        bit valtyp
        bpl _set
        ldy #0
        sty charac
        sty endchr
        lda #<buf
        ldy #>buf
        bne _text
_num    jsr fin
        lda intflg
        jsr letnum
_done   jsr chrgot
        beq +
        cmp #','
        bne _wrong
+       ldx txtptr
        ldy txtptr+1
        stx inpptr
        sty inpptr+1
        lda opptr
        ldy opptr+1
        sta txtptr
        sty txtptr+1
        jsr chrgot
        beq _end
        jsr chkcom
        jmp _item
_data   jsr datan
        iny
        tax
        bne +
        ldx #e_nodata
        iny
        lda (txtptr),y
        beq _error
        iny
        lda (txtptr),y
        sta datlin
        iny
        lda (txtptr),y
        sta datlin+1
        iny
+       jsr addtxt
        jsr chrgot
        cmp #t_data
        beq _have
        bne _data
_end    ldx inpptr
        ldy inpptr+1
        lda inpflg
        bpl +
        stx datptr
        sty datptr+1
        rts
+       ldy #0
        lda (inpptr),y
        beq +
        lda channl
        bne +
        lda #<extram
        ldy #>extram
        jmp prtext
+       rts
_wrong  bit inpflg
        bpl +
        lda datlin
        ldy datlin+1
        sta curlin
        sty curlin+1
_bad    jmp synerr
+       bvs _bad
        ldx #e_fdata
        lda channl
        bne _error
        lda #<redom
        ldy #>redom
        jsr prtext
        lda oldtxt
        ldy oldtxt+1
        sta txtptr
        sty txtptr+1
        rts
_error  jmp error
        .send

        .section iotext
extram  .text "?EXTRA IGN", $b0, "ED", 13, 0    ; OR
redom   .text "?REDO FROM START", 13, 0
        .send

; SYS: registers from and to 780-783.
        .section sys
sys     jsr frmnum
        jsr getadr
        lda #>(_back-1)
        pha
        lda #<(_back-1)
        pha
        lda spreg
        pha
        lda sareg
        ldx sxreg
        ldy syreg
        plp
        jmp (linnum)
_back   php
        sta sareg
        stx sxreg
        sty syreg
        pla
        sta spreg
        rts
        .send

        .section save
save    jsr slpara
        ldx vartab
        ldy vartab+1
        lda #txttab
        jsr k_save
        bcs _error
        rts
_error  jmp ioerr
        .send

        .section load
verify  lda #1
        .byte $2c
load    lda #0
        sta verck
        jsr slpara
        lda verck
        ldx txttab
        ldy txttab+1
        jsr k_load
        bcs _ioerr
        lda verck
        beq _load
        jsr k_readst
        ldx #e_verify
        and #$10
        bne _error
        lda txtptr+1
        cmp #>buf
        bne +
        lda #<okmsg
        ldy #>okmsg
        jmp strout
_load   stx hidst
        sty hidst+1
        jsr k_readst
        ldx #e_load
        and #$bf
        bne _error
        lda txtptr+1
        cmp #>buf
        bne _chain
        ldx hidst
        ldy hidst+1
        stx vartab
        sty vartab+1
        jsr runc
        jsr relink
        jmp ready
_chain  jsr stxpt               ; the new program goes on with the variables of the old one
        jsr relink
        jmp rstchn
_ioerr  jmp ioerr
_error  jmp error
okmsg   .text 13, "OK", 13, 0
+       rts
        .send

; Parameters of LOAD, SAVE, VERIFY: name, device, secondary address.
        .section slpara
slpara  lda #0
        jsr k_setnam
        ldx #1
        ldy #0
        jsr _set
        jsr chrgot
        beq _end
        jsr _name
        jsr nexarg
        ldy #0
        stx forpnt
        jsr _set
        jsr nexarg
        txa
        tay
        ldx forpnt
_set    lda #0
        jmp k_setlfs
_end    rts
_name   jsr frmevl
        jsr frestr
        ldx index
        ldy index+1
        jmp k_setnam

; Parameters of OPEN, CLOSE: logical file, device, secondary address, name. forpnt = logical file.
opara   lda #0
        jsr k_setnam
        jsr getbyt
        stx forpnt
        ldx #1
        ldy #0
        jsr _setf
        jsr nexarg
        stx forpnt+1
        ldy #0
        cpx #3
        bcc +
        dey                     ; no secondary address
+       jsr _setf
        jsr nexarg
        txa
        tay
        ldx forpnt+1
        jsr _setf
        jsr chrgot
        beq _end
        jsr chkcom
        jmp _name
_setf   lda forpnt
        jmp k_setlfs
; The next parameter: X. Leaves the caller's routine if there is none.
nexarg  jsr chrgot
        bne +
        pla
        pla
        rts
+       jsr chkcom
        jmp getbyt
        .send

        .section open
open    jsr opara
        jsr k_open
        bcs _error
        rts
close   jsr opara
        lda forpnt
        jsr k_close
        bcs _error
        rts
_error  jmp ioerr
        .send
