; The boot floppy: boot sector, two FATs, root directory, and the files, each in one piece. The image ends behind the
; last file; filled up to SECTORS it is a disk of 360 KiB.

%include "config.inc"

	org 0

FILE_TIME equ 12 << 11				; 12:00
FILE_DATE equ (2026 - 1980) << 9 | 11 << 5 | 23	; 23 November 2026


; label, name, attributes, contents
%macro each_file 1
	%1 system, 'BACKPLN SYS', ATTR_READONLY | ATTR_HIDDEN | ATTR_SYSTEM, "../../images/floppy/system.bin"
	%1 readme, 'README  TXT', 0, "../../images/floppy/readme.txt"
	%1 colors, 'COLORS  COM', 0, "../../images/floppy/colors.com"
	%1 clock, 'CLOCK   COM', 0, "../../images/floppy/clock.com"
	%1 snake, 'SNAKE   COM', 0, "../../images/floppy/snake.com"
	%1 bench, 'BENCH   COM', 0, "../../images/floppy/bench.com"
%endmacro

%macro ends_chain 4
	%xdefine ENDS ENDS | (N == last_%1)
%endmacro

%macro entry 4
	db %2
	db %3
	times 10 db 0
	dw FILE_TIME, FILE_DATE
	dw first_%1
	dd size_%1
%endmacro

%macro contents 4
%%start:
	first_%1 equ 2 + (%%start - data) / (CLUSTER * 512)
	incbin %4
%%end:
	size_%1 equ %%end - %%start
	times (data - $) & (CLUSTER * 512 - 1) db 0
	last_%1 equ 1 + ($ - data) / (CLUSTER * 512)
%endmacro

	incbin "../../images/floppy/boot.bin"

; ---- FAT: a file has consecutive clusters; FFF ends it, 0 is free

ENTRIES	equ FAT_SECTORS * 512 * 2 / 3 & ~1
%define ENDS 0
each_file ends_chain

%assign N 2
%rep ENTRIES - 2
link_%[N] equ (N <= last_cluster) * ((ENDS) * 0xFFF + (1 - (ENDS)) * (N + 1))
%assign N N + 1
%endrep

%macro fat 0
%%start:
	db MEDIA, 0xFF, 0xFF
%assign N 2
%rep ENTRIES / 2 - 1			; two entries in three bytes
%assign M N + 1
	db link_%[N] & 0xFF, link_%[N] >> 8 | (link_%[M] & 15) << 4, link_%[M] >> 4
%assign N N + 2
%endrep
	times FAT_SECTORS * 512 - ($ - %%start) db 0
%endmacro

	fat
	fat

; ---- Root directory

root:	each_file entry
	db 'BACKPLANE  ', ATTR_VOLUME
	times 10 db 0
	dw FILE_TIME, FILE_DATE, 0
	dd 0
	times ROOT_ENTRIES * 32 - ($ - root) db 0

; ---- Files

data:	each_file contents
last_cluster equ 1 + ($ - data) / (CLUSTER * 512)
