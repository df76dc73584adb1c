; Evaluating expressions. Precedence climbing: eval evaluates a term and then the operators that bind stronger than
; the one to its left, which it keeps on the stack together with the left operand.

        .section frmnum
frmnum  jsr frmevl
chknum  clc
        .byte $24               ; BIT: skips the next byte
chkstr  sec
chkval  bit valtyp
        bmi frmnum_string
        bcs mismat
frmnum_ok
        rts
frmnum_string
        bcs frmnum_ok
mismat  ldx #e_type
        jmp error
        .send

        .section frmevl
frmevl  jsr dectxt              ; terms begin with CHRGET
        lda #0
; A = precedence that operators have to exceed.
eval    tsx
        cpx #72
        bcc frmevl_deep
        pha
        jsr evterm
frmevl_more
        ldy #0
        lda (txtptr),y
        sec
        sbc #t_plus
        bcc frmevl_done
        cmp #10
        bcs frmevl_done
        cmp #7
        bcs frmevl_rel
        tax
        pla
        cmp prectab,x
        bcs frmevl_end
        pha
        lda prectab,x
        bit valtyp
        bpl frmevl_num
        txa                     ; of strings only sum and comparisons
        bne mismat
        lda #p_add
        bne frmevl_str
frmevl_done
        pla
frmevl_end
        rts
frmevl_deep
        jmp memerr
frmevl_rel
        pla
        cmp #p_rel
        bcs frmevl_end
        pha
        jsr relops
        tax
        lda #p_rel
        bit valtyp
        bmi frmevl_str
frmevl_num
        tay
        lda facov
        bpl +
        jsr round
+       stx bits
        ldx #5
-       lda facexp,x
        pha
        dex
        bpl -
        lda bits
        pha
        tya
        jsr eval
        lda valtyp
        bmi frmevl_mism
        pla
        tay
        ldx #<(-6)
-       pla
        sta argexp+6,x
        inx
        bne -
        tya
        tax
        cpx #7
        bcs frmevl_cmp
        txa
        asl a
        adc #fnbase
        tax
        jsr docall
        jmp frmevl_more
frmevl_mism
        jmp mismat
frmevl_str
        tay
        lda fac4
        pha
        lda fac3
        pha
        txa
        pha
        tya
        jsr eval
        jsr chkstr
        pla
        tax
        pla
        sta arg3
        pla
        sta arg4
        cpx #7
        bcs +
        jsr concat
        jmp frmevl_more
+       txa
        pha
        jsr cmpstr
        tax
        pla
        sec
        sbc #7
        bne frmevl_truth
frmevl_cmp
        txa
        sbc #7
        pha
        jsr cmparg
        tax
        pla
frmevl_truth
        inx                     ; 0, 1, 2: left is greater, equal, less
        and relbit,x
        beq +
        lda #$ff
+       jsr fltsgn
        jmp frmevl_more
        .send

        .section relops
; Comparison signs: A = 7 + sum of 1 (>), 2 (=), 4 (<); text pointer on the last of them.
relops  ldy #0
        sty tansgn
-       lda (txtptr),y
        sec
        sbc #t_equal-1
        cmp #3
        bcs relops_end
        tax
        lda relbit,x
        eor tansgn
        cmp tansgn
        bcc relops_bad
        sta tansgn
        jsr chrget
        jmp -
relops_end
        jsr dectxt
        lda tansgn
        clc
        adc #7
        rts
relops_bad
        jmp synerr
        .send

; A term: number, variable, text, function, or expression in parentheses. The text pointer is before it.
        .section evterm
evterm  jmp (ieval)
        .send
        .section evtrm1
evtrm1  lda #0
        sta valtyp
evtrm1_sign
        jsr chrget
        bcs evtrm2
        jmp fin
evtrm2  cmp #'A'
        bcc evtrm1_other
        cmp #'Z'+1
        bcs evtrm1_token
; A variable.
        jsr ptrfnd
evtrm1_var
        sta fac3
        sty fac4
        cpy #>zero              ; not there: 0, or ST, TI
        beq evtrm1_new
        bit valtyp
        bmi evtrm1_end
        bit intflg
        bmi evtrm1_int
        jmp movfm
evtrm1_int
        ldy #0
        lda (fac3),y
        tax
        iny
        lda (fac3),y
        tay
        txa
        jmp givayf
evtrm1_new
        jmp newvar
evtrm1_end
        rts

evtrm1_other
        cmp #'"'
        beq evtrm1_quote
        cmp #'.'
        beq evtrm1_fin
        cmp #'('
        bne synerr
parchk  jsr chkopn
        jsr frmevl
chkcls  lda #')'
        .byte $2c               ; BIT: skips the next two bytes
chkopn  lda #'('
        .byte $2c
chkcom  lda #','
synchr  ldy #0
        cmp (txtptr),y
        bne synerr
        jmp chrget
synerr  ldx #e_syntax
        jmp error
evtrm1_fin
        jmp fin
evtrm1_quote
        lda txtptr
        ldy txtptr+1
        adc #0                  ; carry set: the character after it
        bcc +
        iny
+       jsr strlit
        jmp st2txt
evtrm1_token
        cmp #t_minus
        beq evtrm1_neg
        cmp #t_plus
        beq evtrm1_sign
        cmp #pi
        beq evtrm1_pi
        cmp #t_sgn
        bcs evtrm1_func
        cmp #t_not
        beq evtrm1_not
        cmp #t_fn
        bne synerr
        jmp fndoer
evtrm1_func
        jmp func
evtrm1_pi
        lda #<twopi
        ldy #>twopi
        jsr movfm
        dec facexp
        jmp chrget
evtrm1_neg
        lda #p_neg
        jsr eval
        jsr chknum
        jmp negop
evtrm1_not
        lda #p_not
        jsr eval
        jsr chknum
        jsr ayint
        lda fac4
        eor #$ff
        tay
        lda fac3
        eor #$ff
        jmp givayf
        .send

; A variable that has not been given a value: 0 or empty, if it is not TI, TI$ or ST.
        .section newvar
newvar  lda nocrea
        beq newvar_none
        cmp #'S'
        bne newvar_ti
        jsr k_readst
        jmp fltsgn
newvar_none
        lda fac3
        bit valtyp
        bmi +
        jmp movfm
newvar_ti
        jsr k_rdtim             ; 24 bits, A low
        sta fac4
        stx fac3
        sty fac2
        lda #0
        sta fac1
        bit valtyp
        bmi gettis
        ldx #$a0
        sec
        jmp flt32
+       rts
; TI$ as a value: the clock, in sixtieths of a second, as hours, minutes, seconds.
gettis  ldy #0
gettis_digit
        ldx #'0'-1
-       inx
        lda fac4
        sec
        sbc unitlo,y
        sta fac4
        lda fac3
        sbc unitmi,y
        sta fac3
        lda fac2
        sbc unithi,y
        sta fac2
        bcs -
        txa
        sta numbuf+1,y
        jsr addunit
        iny
        cpy #6
        bne gettis_digit
        iny
        jsr numend
        jmp strlit
        .send

; A function of one value, or LEFT$, RIGHT$, MID$. A = token.
        .section func
func    cmp #t_go
        bcs func_bad
        asl a
        pha
        jsr chrget
        pla
        pha
        cmp #<(t_left*2)
        bcs func_many
        jsr parchk
        pla
        tax
        cpx #<(t_fre*2)
        beq +
        cpx #<(t_len*2)
        bcs +
        jsr chknum
+
; Calls a function: X = low byte of twice its token; operators come before the functions.
docall  lda optab-fnbase,x
        sta jmper+1
        lda optab+1-fnbase,x
        sta jmper+2
        jmp jmper
fnbase  = <((t_sgn-7)*2)
func_many
        jsr chkopn              ; text and first number
        jsr frmevl
        jsr chkstr
        jsr chkcom
        pla
        tax
        lda fac4
        pha
        lda fac3
        pha
        txa
        pha
        jsr getbyt
        txa
        pha
        ldx #255                ; MID$ without length
        jsr chrgot
        cmp #','
        bne +
        tsx
        lda $0102,x
        cmp #<((t_left+2)*2)
        bne +                   ; (wrong: a parenthesis is missed)
        jsr gtbytc
+       jsr chkcls
        stx endchr
        pla
        sta charac
        pla
        tax
        pla
        sta dscpnt
        pla
        sta dscpnt+1
        jmp docall
func_bad
        jmp synerr
        .send

        .section andop
orop    lda #$ff
        .byte $2c
andop   lda #0
        sta count               ; OR is AND of the complements
        jsr mov1f
        jsr movfa
        jsr ayint
        lda fac3
        eor count
        pha
        lda fac4
        eor count
        pha
        lda #<temp3
        ldy #0
        jsr movfm
        jsr ayint
        pla
        tax
        lda fac4
        eor count
        sta fac4
        txa
        and fac4
        eor count
        tay
        pla
        sta charac
        lda fac3
        eor count
        and charac
        eor count
        jmp givayf
        .send

        .section c_relbit
relbit  .byte 1, 2, 4
        .send

; The text pointer one back.
        .section dectxt
dectxt  ldx txtptr
        bne +
        dec txtptr+1
+       dec txtptr
        rts
        .send
