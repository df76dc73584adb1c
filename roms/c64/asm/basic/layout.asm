; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection vectors
    .dsection stmdsp
    .dsection fundsp
    .dsection c_almost
    .dsection c_fourth
    .dsection c_pival
    .fill $a09e - *, $ff
    .dsection words
    .dsection turns1
    .dsection msgs
    .dsection cmpstr
    .dsection c_inv2pi
    .dsection fndfor
    .dsection bltu
    .dsection c_halfpi
    .dsection getstk
    .dsection inprt
    .fill $a435 - *, $ff
    .dsection error
    .dsection relink
    jmp inlin               ; A560
    .dsection c_log2
    .dsection fretmp
    .dsection crunch
    .dsection def
    .dsection flt32b
    .fill $a613 - *, $ff
    .dsection fndlin
    .fill $a642 - *, $ff
    .dsection new
    .dsection stxpt
    .dsection chkin
    .dsection list
    .dsection next
    .dsection logtab
    .fill $a7ae - *, $ff
    .dsection newstt
    .dsection c_relbit
    .dsection restor
    .dsection stop
    .dsection turns
    .dsection run
    .dsection addunit
    .dsection goto
    .fill $a8d8 - *, $ff
    .dsection return
    .dsection log
    .dsection crnch1
    .dsection inlin
    .dsection c_unitmi
    .dsection umul
    jmp strout              ; AB1E
    .dsection prstr
    .dsection prectab
    .dsection prspc
    .dsection shiftr
    .fill $ab7b - *, $ff
    .dsection get
    .dsection c_half
    .dsection c_one
    .dsection input
    .dsection qinlin
    .dsection read
    .dsection movins
    .dsection settis
    .dsection frmnum
    .dsection frmevl
    .dsection incfac
    .dsection evterm
    jmp evtrm1              ; AE86
    .dsection printn
    .fill $aeaa - *, $ff
    .dsection evtrm1
    .dsection concat
    .dsection func
    .dsection for
    .dsection dim
    .dsection ptrget
    .dsection negfac
    .fill $b1aa - *, $ff
    .dsection flpint
    .dsection array
    .fill $b241 - *, $ff
    .dsection posint
    .dsection fpwrt
    .dsection elemnt
    .dsection c_unithi
    .dsection fre
    .dsection scale
    .dsection fndoer
    .dsection strini
    .dsection strlit
    .dsection relops
    .fill $b526 - *, $ff
    .dsection garbag
    .dsection newvar
    .dsection getspa
    .dsection frestr
    .dsection print
    .dsection gosub
    .dsection strfun
    .dsection fadd
    .dsection newary
    .dsection exptab
    .dsection substr
    .dsection fmult
    .dsection sintab
    .fill $ba8c - *, $ff
    .dsection conupk
    .dsection tenx
    .dsection mul10
    .dsection getspt
    .fill $bb0f - *, $ff
    .dsection fdiv
    .dsection nexarg
    .fill $bba2 - *, $ff
    .dsection movfm
    .dsection movmf
    .dsection movfa
    .dsection round
    .fill $bc2b - *, $ff
    .dsection sign
    .dsection sgn
    .fill $bc58 - *, $ff
    .dsection fcomp
    .dsection c_rndmul
    .dsection qint
    .dsection int
    .fill $bcf3 - *, $ff
    .dsection fin
    .dsection cont
    .dsection fout
    .dsection poly
    .dsection atntab
    .fill $bf71 - *, $ff
    .dsection sqr
    .dsection strout
    .fill $bfb4 - *, $ff
    .dsection negop
    .dsection pow10
    .dsection fnname
    .dsection c_log2e
