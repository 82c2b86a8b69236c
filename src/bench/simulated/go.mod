module clustershare.org/simulated-clusters

go 1.24
