; The resident system: CCP, BDOS and BIOS in one image, DC00h upwards.
        include "config.inc"
        org CCPBASE
        include "ccp.asm"
        org BDOSBASE
        include "bdos.asm"
        include "bdosfile.asm"
        org BIOSBASE
        include "bios.asm"
        end
