; PRINT, INPUT, GET, READ, files, LOAD and SAVE.

        .section printn
printn  jsr cmd
        jmp clrio
cmd     jsr getbyt
        beq +
        lda #','
        jsr synchr
+       php
        stx channl
        jsr k_chkout
        jsr iochk
        plp
        jmp print
        .send

        .section print
print_text
        jsr prstr
print_next
        jsr chrgot
print   beq print_crlf
print_item
        beq print_rts
        cmp #t_tab
        beq print_tab
        cmp #t_spc
        beq print_spc
        cmp #','
        beq print_comma
        cmp #';'
        beq print_sep
        jsr frmevl
        bit valtyp
        bmi print_text
        jsr fout
        jsr strout
        jsr prspc
        bne print_next
print_crlf
        jmp crlf
print_comma
        jsr print_column
-       sbc #10                 ; columns of ten
        bcs -
        eor #$ff
        adc #1
        tax
        bne print_skip
print_tab
        jsr print_number
        stx trmpos
        jsr print_column
        eor #$ff
        adc trmpos              ; carry set
        bcc print_sep
        tax
        bcs print_skip
print_spc
        jsr print_number
print_skip
        inx
-       dex
        beq print_sep
        jsr prspc
        bne -
print_sep
        jsr chrget
        jmp print_item
print_number
        jsr gtbytc
        cmp #')'
        beq print_rts
        jmp synerr
print_column
        sec
        jsr k_plot
        tya
        sec
print_rts
        rts
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
iochk   bcs ioerr
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
        jsr input_ask
clrio   jsr k_clrchn
        lda #0
        sta channl
        rts
input   cmp #'"'
        bne input_ask
        jsr evtrm2
        lda #';'
        jsr synchr
        jsr prstr
input_ask
        jsr errdir
        lda #','
        sta buf-1
input_line
        jsr qinlin
        lda channl
        beq +
        jsr k_readst
        and #2
        bne input_skip
+       lda buf
        bne input_got
        lda channl
        bne input_line
input_skip
        jmp data
input_got
        ldx #<(buf-1)
        ldy #>(buf-1)
        lda #0
        jmp inloop
        .send

        .section qinlin
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
        jmp clrio
        .send

        .section read
read    ldx datptr
        ldy datptr+1
        lda #$98
; Assigns items from a list to variables. X, Y = what comes before the first item: 0 or ":" if there is none yet.
inloop  sta inpflg
        stx inpptr
        sty inpptr+1
read_item
        jsr ptrget
        sta forpnt
        sty forpnt+1
        lda txtptr
        ldy txtptr+1
        sta opptr
        sty opptr+1
        ldx inpptr
        ldy inpptr+1
        bit inpflg
        bvs read_get
        stx txtptr
        sty txtptr+1
        jsr chrgot
        bne read_have
        bit inpflg
        bpl read_ask
read_data
        jsr datan
        iny
        tax
        bne +
        ldx #e_nodata
        iny
        lda (txtptr),y
        bne read_line
read_error
        jmp error
read_line
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
        bne read_data
        beq read_have
read_ask
        lda channl
        bne +
        jsr quest
+       jsr qinlin
read_set
        stx txtptr
        sty txtptr+1
read_have
        jsr chrget
        bit valtyp
        bpl read_num
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
        bcc read_text
        iny
read_text
        jsr strlt2
        jsr st2txt
        jsr letst1
        jmp read_done
read_get
        jsr k_getin
        jsr iochk
        sta buf
        ldx #<(buf-1)
        ldy #>(buf-1)
        bit valtyp
        bpl read_set
        ldy #0
        sty charac
        sty endchr
        lda #<buf
        ldy #>buf
        bne read_text
read_num
        jsr fin
        lda intflg
        jsr letnum
read_done
        jsr chrgot
        beq +
        cmp #','
        bne read_wrong
+       ldx txtptr
        ldy txtptr+1
        stx inpptr
        sty inpptr+1
        lda opptr
        ldy opptr+1
        sta txtptr
        sty txtptr+1
        jsr chrgot
        beq read_end
        jsr chkcom
        jmp read_item
read_end
        ldx inpptr
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
        jmp prtext
+       rts
read_wrong
        bit inpflg
        bpl +
        lda datlin
        ldy datlin+1
        sta curlin
        sty curlin+1
read_bad
        jmp synerr
+       bvs read_bad
        ldx #e_fdata
        lda channl
        beq +
        jmp error
+
        lda #<redom
        jsr prtext
        lda oldtxt
        ldy oldtxt+1
        sta txtptr
        sty txtptr+1
        rts
        .send


; SYS: registers from and to 780-783.
        .section sys
sys     jsr frmnum
        jsr getadr
        jsr sys_go
        php
        sta sareg
        stx sxreg
        sty syreg
        pla
        sta spreg
        rts
sys_go  lda spreg
        pha
        lda sareg
        ldx sxreg
        ldy syreg
        plp
        jmp (linnum)
        .send

        .section save
save    jsr slpara
        ldx vartab
        ldy vartab+1
        lda #txttab
        jsr k_save
        jmp iochk
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
        bcs load_ioerr
        lda verck
        beq load_load
        jsr k_readst
        ldx #e_verify
        and #$10
        bne load_error
        lda txtptr+1
        cmp #>buf
        bne +
        lda #<okmsg
        jmp prtext
load_load
        jsr k_readst            ; X, Y: end of what was loaded
        and #$bf
        bne load_bad
        lda txtptr+1
        cmp #>buf
        bne load_chain
        stx vartab
        sty vartab+1
        jsr runc
        jsr relink
        jmp ready
load_chain
        jsr stxpt               ; the new program goes on with the variables of the old one
        jsr relink
        jmp rstchn
load_ioerr
        jmp ioerr
load_bad
        ldx #e_load
load_error
        jmp error
+       rts
        .send

; Parameters of LOAD, SAVE, VERIFY: name, device, secondary address.
        .section slpara
; Parameters of LOAD, SAVE, VERIFY: name, device, secondary address.
slpara  lda #0
        sta forpnt
        jsr k_setnam
        jsr chrgot
        beq +
        jsr filnam
; Device and secondary address for file forpnt.
+
devsa   ldx #1
        ldy #0
        jsr devset
        jsr nexarg
        stx forpnt+1
        ldy #0
        lda forpnt
        beq +
        cpx #3
        bcc +
        dey                     ; OPEN: no secondary address
+       jsr devset
        jsr nexarg
        txa
        tay
        ldx forpnt+1
devset  lda forpnt
        jmp k_setlfs

; Parameters of OPEN, CLOSE: logical file, device, secondary address, name.
opara   lda #0
        jsr k_setnam
        jsr getbyt
        stx forpnt
        jsr devsa
        jsr chrgot
        beq opara_end
        jsr chkcom
filnam  jsr frmevl
        jsr frestr
        ldx index
        ldy index+1
        jmp k_setnam
opara_end
        rts

        .send

        .section nexarg
; The next parameter: X. Leaves the caller's routine if there is none.
nexarg  jsr chrgot
        beq +
        jsr chkcom
        jmp getbyt
+       pla
        pla
        rts
        .send

        .section open
open    jsr opara
        jsr k_open
        jmp iochk
close   jsr opara
        lda forpnt
        jsr k_close
        jmp iochk
        .send

        .section chkin
chkin   jsr k_chkin
        jmp iochk
        .send
