// The test bed: a real kube-apiserver with its controllers, etcd, dex and kubectl in one program,
// for tests and for the demo. The first argument, or the name it is called by, says which.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// parts are the programs inside, by name. Each takes the arguments behind its name and returns an
// exit code.
var parts = map[string]func(arguments []string) int{
	"kube-apiserver":          runAPIServer,
	"kube-controller-manager": runControllerManager,
	"kubectl":                 runKubectl,
	"etcd":                    runEtcd,
	"cluster":                 runCluster,
	"issuer":                  runIssuer,
	"run":                     runSupervised,
}

func main() {
	if part, ok := parts[filepath.Base(os.Args[0])]; ok {
		os.Exit(part(os.Args[1:]))
	}
	if len(os.Args) > 1 {
		if part, ok := parts[os.Args[1]]; ok {
			os.Exit(part(os.Args[2:]))
		}
	}
	fmt.Fprintln(os.Stderr, "testbed: name a part: cluster, issuer, run, etcd, kubectl, kube-apiserver or kube-controller-manager.")
	os.Exit(2)
}
