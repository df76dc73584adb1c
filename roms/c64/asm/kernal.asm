; KERNAL, and the end of BASIC. See README.md for the order of things.

    .virtual $a000
    .include "basic/main.asm"
    .endvirtual

    * = $e000
    .include "basic/tail.asm"
    .cerror * > $e500, "the end of BASIC is too long"
    .fill $e500 - *, 0

kernal  .block
    .include "kernal/memory.asm"
    .include "kernal/sources.asm"
    .include "kernal/layout.asm"
        .endblock
