; Character set: 512 cells of 8 rows, a bit to a pixel. 0000h upper case and graphics, 0400h the same reversed,
; 0800h lower and upper case, 0C00h the same reversed. The order is that of the screen codes.

; A row of a cell: eight of `.` and `#`.
pixel   .sfunction row, at, (row[at] == "#" ? 128 >> (at % 9) : 0)
bits    .sfunction row, at, pixel(row, at) | pixel(row, at + 1) | pixel(row, at + 2) | pixel(row, at + 3) | pixel(row, at + 4) | pixel(row, at + 5) | pixel(row, at + 6) | pixel(row, at + 7)

; The cells that row0 to row7 show side by side.
cells   .segment
        .for at := 0, at < len(row0), at += 9
        .byte bits(row0, at) ^ reversed, bits(row1, at) ^ reversed, bits(row2, at) ^ reversed, bits(row3, at) ^ reversed
        .byte bits(row4, at) ^ reversed, bits(row5, at) ^ reversed, bits(row6, at) ^ reversed, bits(row7, at) ^ reversed
        .endfor
        .endsegment

        .include "chargen/text.asm"
        .include "chargen/graphics.asm"

        * = 0
        .for reversed in 0, 255
        #ccaps_at
        #ccapitals
        #cbrackets
        #csigns
        #cline
        #cgraph_a
        #cgraph_b
        #cpi_triangle
        #cgraph_c
        #ctriangle
        #cgraph_d
        #ccorner
        #cgraph_e
        .endfor
        .for reversed in 0, 255
        #ccaps_at
        #csmall
        #cbrackets
        #csigns
        #cline
        #ccapitals
        #cgraph_b
        #cshade
        #cgraph_c
        #cstripes
        #cgraph_d
        #ccheck
        #cgraph_e
        .endfor
        .cerror * != $1000, "the character set has not 4 KB"
