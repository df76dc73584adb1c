; Made by tools/basic-layout.ts from the sections of this folder. Do not edit.

    .dsection prtext
    .dsection for
    .fill $e097 - *, $ff
    .dsection rnd
    .dsection mulc
    .dsection outchr
    .dsection c_halfpi
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
    .dsection vectab
    .fill $e2b4 - *, $ff
    .dsection tan
    .dsection mulbyt
    .dsection atn
    .dsection cmpstr
    .dsection ptrfnd
    .fill $e37b - *, $ff
    .dsection warmst
    .dsection isletc
    .dsection coldst
    .dsection initat
    .dsection initcz
    .dsection sintab
    .dsection c_unitmi
    .dsection initms
    .dsection negfac
    .dsection initv
    .dsection fpwrt
