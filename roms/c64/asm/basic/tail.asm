; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection substr
    .dsection andop
    .fill $e097 - *, $ff
    .dsection rnd
    .dsection isletc
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
    .dsection turns
    .dsection tan
    .dsection mulbyt
    .dsection atn
    .dsection prtext
    .dsection movres
    .dsection warmst
    .dsection ptrfnd
    .fill $e394 - *, $ff
    .dsection coldst
    .dsection initat
    .dsection initcz
    .dsection c_halfpi
    .dsection fnname
    .fill $e422 - *, $ff
    .dsection initms
    .dsection negfac
    .dsection initv
    .dsection c_half
    .dsection relops
    .dsection func
