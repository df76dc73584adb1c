; The system and its shell, one segment: BACKPLN.SYS. Sources: Ralf Brown's Interrupt List for the interrupts and
; functions, ECMA-107 for the file system, IBM's Technical Reference for the BIOS.

%include "config.inc"

	org 0

section .text
section .commands align=1 follows=.text
section .strings align=1 follows=.commands
section .bss align=16 follows=.strings nobits
section .text

	jmp init

%include "disk.inc"
%include "fat.inc"
%include "directory.inc"
%include "file.inc"
%include "device.inc"
%include "entries.inc"
%include "memory.inc"
%include "process.inc"
%include "console.inc"
%include "clock.inc"
%include "edit.inc"
%include "int21.inc"
%include "int21file.inc"
%include "fcb.inc"
%include "shell.inc"
%include "cmdfiles.inc"
%include "cmdcopy.inc"
%include "cmdsystem.inc"
%include "play.inc"

section .strings
%include "text.inc"

; ---- What has a value from the start

default_drive	db 0
boot_drive	db 0
last_drive	db 0
year		dw 1980
day		db 1
month		db 1
midnight	db 0
break_flag	db 0
break_hit	db 0
key_kept	db 0
verify		db 0
io_quiet	db 0
page		db 0
exit_code	dw 0
clock		dw 0
dir_seen	dw 0xFFFF
history_count	dw 0
history_used	dw 0
typed_left	dw 0
prog_root	db 0
digits		db '0000000000'
digits_end:
exec_parameters	dw 0, tail_count, SYSTEM_SEG, 0, SYSTEM_SEG, 0, SYSTEM_SEG

%include "init.inc"


; ---- Variables

section .bss
variables:
u_regs:					; the caller's registers, ten words that a program's prefix keeps for its parent
u_ax		resw 1
u_bx		resw 1
u_cx		resw 1
u_dx		resw 1
u_si		resw 1
u_di		resw 1
u_bp		resw 1
u_ds		resw 1
u_es		resw 1
		resw 1
u_sp		resw 1
u_ss		resw 1
function	resb 1

psp		resw 1			; the running program
shell_psp	resw 1
dta		resd 1			; transfer area of searches
memory_first	resw 1			; first block

dpb		resw 1			; the drive that is meant
io_lba		resd 1
io_left		resw 1
io_off		resw 1			; and
io_seg		resw 1			; a far pointer
io_chs		resw 1			; CX and
io_head		resw 1			; DX for INT 13h
io_now		resw 1
io_cmd		resb 1
io_tries	resb 1
io_error	resb 1
io_bounced	resb 1
want_data	resb 1

path_at		resw 1
path_to		resw 1
dir_cl		resw 1
dir_last	resw 1			; cluster of directory [dir_seen] that was found last, and which one it is
dir_number	resw 1
dir_rest	resw 1
de_index	resw 1
de_lba		resd 1
de_off		resw 1
fname		resb 11
toname		resb 11
wild		resb 1
fname_none	resb 1
newpath_at	resw 1
child		resw 1
to_cl		resw 1
last_cl		resw 1
count		resw 1
shell_count	resw 1
total		resd 1

open_mode	resb 1
new_attr	resb 1			; and, as a word,
fcb_extended	resb 1
must_be_new	resb 1
new_only	resb 1
grow		resb 1
rw_cmd		resb 1
rw_off		resw 1			; a far pointer
rw_seg		resw 1
rw_left		resw 1
rw_done		resw 1
rw_want		resw 1
rw_lba		resd 1
sector_at	resw 1
cluster_left	resw 1
cluster_sec	resw 1

u_dx_ds		resd 1			; far pointers to a control block
fcb_off		resw 1
fcb_seg		resw 1
fcb_recsize	resw 1
fcb_bytes	resw 1
fcb_entry	resb F_SIZE

exec_block	resb 14
new_psp		resw 1
new_size	resw 1
new_cs		resw 1
new_ip		resw 1
new_ss		resw 1
new_sp		resw 1
image_size	resw 1
image_seg	resw 1

line_max	resw 1
line_len	resw 1
line_pos	resw 1
line_erase	resw 1
line_row	resb 1
line_col	resb 1
line_width	resb 1
line_rows	resb 1
line_over	resb 1
line_shell	resb 1
completing	resb 1
complete_at	resw 1
history_at	resw 1
typed_at	resw 1

word_at		resw 1
prog_end	resw 1
tail		resw 1
arg1		resw 1
arg2		resw 1
arg_count	resb 1
switch_count	resw 1
switches	resb 9
page_lines	resb 1
column		resb 1
copy_seg	resw 1
copy_size	resw 1
copy_in		resw 1
copy_out	resw 1
copy_time	resw 1
copy_date	resw 1
play_tempo	resw 1
play_step	resw 1
play_octave	resb 1
play_length	resb 1

cmdword		resb 9
newpath		resb D_PATHMAX - 1
newpath_end	resb 1
restored	resb D_PATHMAX + 3
onename		resb 14
moved		resb 32
header		resb 32
pathbuf		resb 80
topath		resb 80
path1		resb 80
path2		resb 80
pattern		resb 80
copy_from	resb 80
progname	resb 80
arguments	resb LINE_MAX + 3
command		resb LINE_MAX + 3
tail_count	resb 130
line		resb LINE_MAX + 1
typed		resb LINE_MAX + 3
search		resb 43
shell_dta	resb 43
history		resb HISTORY_SIZE
files		resb FILES * F_SIZE
drives		resb DRIVES * D_SIZE
buffers		resb BUFFERS * B_SIZE
		alignb 16
environment	resb 128
shell_prefix	resb 256
sector		resb 512
bounce		resb 512
buffer_data	resb BUFFERS * 512
variables_end:				; what stands above is cleared at the start
		resb 512
shell_stack:
		resb 1024
system_stack:
		alignb 16
memory_start:
