package main

import (
	"os"
	_ "time/tzdata" // time zones without files of the machine

	"k8s.io/component-base/cli"
	"k8s.io/component-base/logs"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"

	_ "k8s.io/client-go/plugin/pkg/client/auth" // kubectl's auth-provider "oidc"
)

func runAPIServer(arguments []string) int {
	os.Args = append([]string{"kube-apiserver"}, arguments...)
	return cli.Run(apiserver.NewAPIServerCommand())
}

func runControllerManager(arguments []string) int {
	os.Args = append([]string{"kube-controller-manager"}, arguments...)
	return cli.Run(controllermanager.NewControllerManagerCommand())
}

func runKubectl(arguments []string) int {
	os.Args = append([]string{"kubectl"}, arguments...)
	// The verbosity is needed before the flags are parsed.
	_, _ = logs.GlogSetter(kubectl.GetLogVerbosity(os.Args))
	if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
		util.CheckErr(err) // prints and exits with kubectl's own code
	}
	return 0
}
