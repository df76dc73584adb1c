; What the rest is driven by: vectors, statements, functions, operators, words and messages.

        .section vectors
        .word coldst
        .word warmst
        .text "CBMBASIC"
        .send

; Statements 80h-A2h, addresses minus one.
        .section stmdsp
stmdsp  .word end-1, for-1, next-1, data-1, inputn-1, input-1, dim-1, read-1, let-1, goto-1, run-1, if-1
        .word restor-1, gosub-1, return-1, rem-1, stop-1, on-1, wait-1, load-1, save-1, verify-1, def-1
        .word poke-1, printn-1, print-1, cont-1, list-1, clr-1, cmd-1, sys-1, open-1, close-1, get-1, new-1
        .send

; Operators AAh-B0h and functions B4h-CAh.
        .section fundsp
optab   .word faddt, fsubt, fmultt, fdivt, fpwrt, andop, orop
fundsp  .word sgn, int, abs, usrpok, fre, pos, sqr, rnd, log, exp, cos, sin, tan, atn, peek, len, str, val
        .word asc, chr, left, right, mid
        .send
        .section prectab
prectab .byte p_add, p_add, p_mul, p_mul, p_pow, p_and, p_or
        .send

; Keywords in the order of their tokens from 80h; the last letter has bit 7 set.
        .section words
words
        .shift "END"
        .shift "FOR"
        .shift "NEXT"
        .shift "DATA"
        .shift "INPUT#"
        .shift "INPUT"
        .shift "DIM"
        .shift "READ"
        .shift "LET"
        .shift "GOTO"
        .shift "RUN"
        .shift "IF"
        .shift "RESTORE"
        .shift "GOSUB"
        .shift "RETURN"
        .shift "REM"
        .shift "STOP"
        .shift "ON"
        .shift "WAIT"
        .shift "LOAD"
        .shift "SAVE"
        .shift "VERIFY"
        .shift "DEF"
        .shift "POKE"
        .shift "PRINT#"
        .shift "PRINT"
        .shift "CONT"
        .shift "LIST"
        .shift "CLR"
        .shift "CMD"
        .shift "SYS"
        .shift "OPEN"
        .shift "CLOSE"
        .shift "GET"
        .shift "NEW"
        .shift "TAB("
        .shift "TO"
        .shift "FN"
        .shift "SPC("
        .shift "THEN"
        .shift "NOT"
        .shift "STEP"
        .shift "+"
        .shift "-"
        .shift "*"
        .shift "/"
        .shift "^"
        .shift "AND"
        .shift "OR"
        .shift ">"
        .shift "="
        .shift "<"
        .shift "SGN"
        .shift "INT"
        .shift "ABS"
        .shift "USR"
        .shift "FRE"
        .shift "POS"
        .shift "SQR"
        .shift "RND"
        .shift "LOG"
        .shift "EXP"
        .shift "COS"
        .shift "SIN"
        .shift "TAN"
        .shift "ATN"
        .shift "PEEK"
        .shift "LEN"
        .shift "STR$"
        .shift "VAL"
        .shift "ASC"
        .shift "CHR$"
        .shift "LEFT$"
        .shift "RIGHT$"
        .shift "MID$"
        .shift "GO"
wordend
        .send

; Error messages by number from 1, each ended by a 0. Bytes from 80h are keywords, written as LIST writes them.
        .section msgs
msgs    .text t_to, "O MANY FILES", 0           ; 1
        .text "FILE ", $9f, 0                   ; 2 OPEN
        .text "FILE ", t_not, " ", $9f, 0       ; 3
        .text "FILE ", t_not, " FOUND", 0       ; 4
        .text "DEVICE ", t_not, " PRESENT", 0   ; 5
        .text t_not, " ", $85, " FILE", 0       ; 6 INPUT
        .text t_not, " OUTPUT FILE", 0          ; 7
        .text "MISSING FILE NAME", 0            ; 8
        .text "ILLEGAL DEVICE NUMBER", 0        ; 9
        .text $82, " WITHOUT ", t_for, 0        ; 10 NEXT
        .text "SYNTAX", 0                       ; 11
        .text $8e, " WITHOUT ", t_gosub, 0      ; 12 RETURN
        .text "OUT OF ", t_data, 0              ; 13
        .text "ILLEGAL QUANTITY", 0             ; 14
        .text "OVERFLOW", 0                     ; 15
        .text "OUT OF MEM", $b0, "Y", 0          ; 16
        .text "UN", $96, "'D STATEMENT", 0      ; 17 DEF
        .text "BAD SUBSCRIPT", 0                ; 18
        .text "RE", $86, "'D ARRAY", 0          ; 19 DIM
        .text "DIVISI", $91, " BY ZERO", 0      ; 20 ON
        .text "ILLEGAL DIRECT", 0               ; 21
        .text "TYPE MISMATCH", 0                ; 22
        .text "STRING ", t_to, "O L", $91, "G", 0       ; 23
        .text "FILE ", t_data, 0                ; 24
        .text t_for, "MULA ", t_to, "O COMPLEX", 0      ; 25
        .text "CAN'T ", $9a, "INUE", 0          ; 26 CONT
        .text "UN", $96, "'D FUNCTI", $91, 0    ; 27
        .text $95, 0                            ; 28 VERIFY
        .text $93, 0                            ; 29 LOAD
brkmsg  .text "BREAK", 0                        ; 30

errorm  .text " ", " ERR", $b0, 0       ; OR
inmsg   .text " IN ", 0
readym  .text 13, $87, "Y.", 13, 0      ; READ
extram  .text "?EXTRA IGN", $b0, "ED", 13, 0    ; OR
redom   .text "?REDO FROM START", 13, 0
okmsg   .text 13, "OK", 13, 0
        .cerror (brkmsg ^ okmsg) & $ff00, "the texts of prtext cross a page"
        .send
