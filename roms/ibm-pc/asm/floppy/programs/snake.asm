; SNAKE.COM: the cursor keys steer, fruit makes longer, walls and the own tail end it. Cells are two columns wide.

%include "lib.inc"

WIDTH	equ 38
HEIGHT	equ 22

main:	call screen
	call hide
	call ticks
	or dl,1
	mov [seed],dx
.again:	call game
	mov dx,0x0A17
	call place_cursor
	mov si,t_over
	mov bl,0x4F
	cmp byte [mono],0
	je .color
	mov bl,0x70
.color:	call print
.key:	mov ah,0
	int 0x16
	cmp al,27
	je .end
	cmp al,13
	jne .key
	jmp .again
.end:	mov bh,7
	call clear
	jmp show

game:	mov bh,7
	call clear
	mov di,field			; 0 free, 1 wall or snake, 2 fruit
	mov cx,WIDTH * HEIGHT
	mov al,0
	rep stosb
	mov word [score],0
	mov word [head],0
	mov word [tail],0
	mov word [grow],4
	mov word [direction],1
	mov word [turned],1
	xor dx,dx
	call wall_row
	mov dh,HEIGHT - 1
	call wall_row
	mov dh,0
.side:	mov dl,0
	call wall
	mov dl,WIDTH - 1
	call wall
	inc dh
	cmp dh,HEIGHT
	jb .side
	mov dx,(HEIGHT / 2) << 8 | 10
	mov [place],dx
	call put_head
	call fruit
	mov dx,0x0002
	call place_cursor
	mov si,t_title
	mov bl,0x0F
	call print
.fed:	call show_score
.step:	call ticks
	mov [last],dx
.wait:	call key
	jz .no_key
	cmp al,27
	je .end
	call steer
.no_key: call ticks
	sub dx,[last]
	cmp dx,[pace]
	jb .wait
	mov ax,[turned]
	mov [direction],ax
	mov dx,[place]
	add dl,al
	add dh,ah
	call cell
	cmp byte [di],1
	je .end
	mov [place],dx
	cmp byte [di],2
	pushf
	call put_head
	popf
	jne .plain
	add word [score],10
	add word [grow],3
	mov bx,1200
	call tone
	call fruit
	jmp .fed
.plain:	cmp word [grow],0
	je .shorter
	dec word [grow]
	jmp .step
.shorter:
	mov bx,[tail]
	mov dx,[body+bx]
	inc bx
	inc bx
	cmp bx,BODY
	jb .tail
	xor bx,bx
.tail:	mov [tail],bx
	call cell
	mov byte [di],0
	mov al,' '
	mov bl,7
	call draw
	jmp .step
.end:	mov bx,5000
	call tone
	mov bx,9000
	jmp tone

; A cursor key: no turning on the spot.
steer:	mov bx,keys
.next:	cmp [bx],ah
	je .found
	add bx,3
	cmp bx,keys_end
	jb .next
	ret
.found:	mov ax,[bx+1]
	mov cx,ax
	add cl,[direction]
	add ch,[direction+1]
	jcxz .back
	mov [turned],ax
.back:	ret
keys	db 0x48
	db 0,-1
	db 0x50
	db 0,1
	db 0x4B
	db -1,0
	db 0x4D
	db 1,0
keys_end:

; DI = place of cell DL, DH in the field.
cell:	mov al,WIDTH
	mul dh
	add al,dl
	adc ah,0
	mov di,ax
	add di,field
	ret

; Two characters AL in colours BL for cell DL, DH. Keeps DX.
draw:	push dx
	push cx
	shl dl,1
	add dx,0x0202
	call place_cursor
	mov cx,2
	call fill
	pop cx
	pop dx
	ret

wall_row:
	mov dl,0
.next:	call wall
	inc dx
	cmp dl,WIDTH
	jb .next
	ret
wall:	call cell
	mov byte [di],1
	mov al,0xB1
	mov bl,0x09
	jmp draw

; The snake comes to [place].
put_head:
	mov dx,[place]
	call cell
	mov byte [di],1
	mov bx,[head]
	mov [body+bx],dx
	inc bx
	inc bx
	cmp bx,BODY
	jb .head
	xor bx,bx
.head:	mov [head],bx
	mov al,0xDB
	mov bl,0x0A
	jmp draw

; Fruit in a free cell.
fruit:	mov ax,[seed]			; a shift register of 16 bits
	shr ax,1
	jnc .even
	xor ax,0xB400
.even:	mov [seed],ax
	and ax,1023
	cmp ax,WIDTH * HEIGHT
	jae fruit
	mov di,ax
	cmp byte [field+di],0
	jne fruit
	mov byte [field+di],2
	mov bl,WIDTH
	div bl
	mov dh,al
	mov dl,ah
	mov al,0x04
	mov bl,0x0C
	jmp draw

show_score:
	mov bl,0x0F
	mov dx,0x003B
	call place_cursor
	mov si,t_score
	call print
	mov ax,[score]
	call number
	mov ax,[score]			; faster with time: 3, 2, 1 ticks a step
	mov word [pace],3
	cmp ax,100
	jb .done
	dec word [pace]
	cmp ax,300
	jb .done
	dec word [pace]
.done:	ret

; A short tone with divisor BX.
tone:	mov al,0xB6
	out 0x43,al
	mov al,bl
	out 0x42,al
	mov al,bh
	out 0x42,al
	in al,0x61
	or al,3
	out 0x61,al
	call ticks
	mov cx,dx
.wait:	call ticks
	sub dx,cx
	cmp dx,2
	jb .wait
	in al,0x61
	and al,0xFC
	out 0x61,al
	ret

BODY	equ WIDTH * HEIGHT * 2

t_title	db 'SNAKE - the cursor keys steer, Esc ends',0
t_score	db 'Points: ',0
t_over	db '  Game over - Enter: again, Esc: end  ',0

section .bss
seed	resw 1
score	resw 1
head	resw 1
tail	resw 1
grow	resw 1
place	resw 1
direction resw 1
turned	resw 1
last	resw 1
pace	resw 1
field	resb WIDTH * HEIGHT
body	resb BODY
