# R: an error in a script.
cause=unhandled-exception runtime=r needs=Rscript
provoke() {
    printf 'total <- function(x) stop("no rows")\ntotal(1)\n' >report.R
    alone Rscript report.R
}
