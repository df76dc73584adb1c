; BASIC, A000h to BFFFh. Its last part is in the KERNAL's image. See README.md for the order of things.

    .virtual $e000
    .include "basic/tail.asm"
    .cerror * > $e500, "the end of BASIC is too long"
    .endvirtual

    * = $a000
    .include "basic/main.asm"
    .cerror * > $c000, "BASIC is too long"
    .fill $c000 - *, $ff
