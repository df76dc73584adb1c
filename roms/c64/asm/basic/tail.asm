; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection relops
    .dsection next
    .fill $e097 - *, $ff
    .dsection rnd
    .fill $e10c - *, $ff
    .dsection outchr
    .dsection c_fourth
    .dsection sys
    .fill $e156 - *, $ff
    .dsection save
    .dsection load
    .dsection open
    .fill $e1d4 - *, $ff
    .dsection slpara
    .dsection def
    .fill $e264 - *, $ff
    .dsection sin
    .dsection c_half
    .dsection c_unithi
    .fill $e2b4 - *, $ff
    .dsection tan
    .dsection c_unitlo
    .dsection movins
    .fill $e30e - *, $ff
    .dsection atn
    .dsection movres
    .dsection fnname
    .dsection warmst
    .dsection c_one
    .fill $e394 - *, $ff
    .dsection coldst
    .dsection initat
    .dsection initcz
    .dsection c_unitmi
    .dsection sintab
    .dsection initms
    .dsection getspt
    .dsection initv
    .dsection printn
    .dsection atntab
    .dsection poly
