    .section f_rs
rspaus  rts
rsget   lda #0
        clc
        rts
rsput   clc
rschin  rts
rschou  rts
rsopen  clc
rscls   rts
    .send
