; The BIOS of the IBM PC and XT: 8 KB at FE000, code segment F000.
; Sections of the files are put at their addresses by bios/layout.asm, which tools/bios-layout.ts makes.
cpu 8086
bits 16
org 0E000h
%include "bios/bda.inc"
%include "bios/layout.asm"
%include "bios/tables.asm"
%include "bios/service.asm"
%include "bios/post.asm"
%include "bios/hardware.asm"
%include "bios/keyboard.asm"
%include "bios/video.asm"
%include "bios/text.asm"
%include "bios/graphics.asm"
%include "bios/floppy.asm"
%include "bios/system.asm"
%include "bios/boot.asm"
