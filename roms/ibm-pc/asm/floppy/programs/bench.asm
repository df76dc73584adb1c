; BENCH.COM: how fast the processor, the memory and the display are, next to an IBM PC of 1981 (8088, 4.77 MHz).

%include "lib.inc"

SPAN	equ 18				; ticks per measurement

main:	call screen
	mov bh,7
	call clear
	mov si,t_title
	mov bl,0x0F
	call print
	mov di,tests
	mov dh,3
.next:	mov dl,2
	call place_cursor
	push dx
	mov si,[di]
	mov bl,7
	call print
	pop dx
	push dx
	push di
	call measure			; AX = rounds
	pop di
	pop dx
	mov bx,10			; tenths of an IBM PC
	mul bx
	div word [di+4]
	push ax
	mov bl,0x0F
	xor dx,dx
	mov cx,10
	div cx
	push dx
	mov dh,[row]
	mov dl,28
	cmp ax,10			; under each other
	jb .short
	dec dx
	cmp ax,100
	jb .short
	dec dx
.short:	call place_cursor
	call number
	mov al,'.'
	call put
	pop ax
	add al,'0'
	call put
	mov dh,[row]
	mov dl,35			; and as a bar: four columns for each
	call place_cursor
	pop ax
	cmp ax,105
	jbe .bar
	mov ax,105
.bar:	shl ax,1
	add ax,4
	mov cl,5
	div cl
	mov ah,0
	mov cx,ax
	jcxz .none
	mov al,0xDB
	mov bl,0x0A
	call fill
.none:
	mov dh,[row]
	add dh,2
	mov [row],dh
	add di,6
	cmp di,tests_end
	jb .next
	mov dx,0x0D02
	call place_cursor
	mov si,t_unit
	mov bl,7
	call print
	mov dx,0x1000
	jmp place_cursor

; AX = rounds of test DI in SPAN ticks.
measure: mov bp,[di+2]
	call ticks
	mov bx,dx
.edge:	call ticks
	cmp dx,bx
	je .edge
	mov bx,dx
	xor ax,ax
.round:	push ax
	push bx
	call bp
	pop bx
	pop ax
	inc ax
	jz .most
	call ticks
	sub dx,bx
	cmp dx,SPAN
	jb .round
	ret
.most:	dec ax
	ret

; Arithmetic and jumps
test_cpu:
	mov cx,100
	mov ax,1234
	mov bx,7
.next:	mov dx,ax
	shl ax,1
	add ax,bx
	xor ax,cx
	cmp ax,dx
	jb .low
	inc bx
.low:	push ax
	pop dx
	loop .next
	ret

; Multiplication and division
test_mul:
	mov cx,20
	mov bx,77
.next:	mov ax,12345
	mul bx
	div bx
	loop .next
	ret

; Copying 512 bytes of memory
test_memory:
	mov si,buffer
	mov di,buffer + 512
	mov cx,256
	rep movsw
	ret

; Filling 512 bytes of the display's memory, below what can be seen
test_video:
	push es
	mov ax,0xB800
	cmp byte [mono],0
	je .color
	mov ax,0xB000
.color:	mov es,ax
	mov di,80 * 20 * 2
	mov ax,0x0720
	mov cx,256
	rep stosw
	pop es
	ret

tests:	dw t_cpu, test_cpu, PC_CPU
	dw t_mul, test_mul, PC_MUL
	dw t_memory, test_memory, PC_MEMORY
	dw t_video, test_video, PC_VIDEO
tests_end:

; Rounds that an IBM PC with a colour adapter manages in SPAN ticks
PC_CPU	equ 417
PC_MUL	equ 727
PC_MEMORY equ 668
PC_VIDEO equ 631

row	db 3
t_title	db 'How fast is this computer?',0
t_cpu	db 'Arithmetic and jumps',0
t_mul	db 'Multiply and divide',0
t_memory db 'Copying memory',0
t_video	db 'Display memory',0
t_unit	db '1.0 = IBM PC of 1981 (8088, 4.77 MHz)',0

section .bss
buffer	resb 1024
