package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// assets is a folder with programs to use instead of our own, as KUBEBUILDER_ASSETS names one;
// empty when there is none. What it lacks (envtest's has no kube-controller-manager) is ours.
type assets string

// program is how a part is started: its file, and what comes before its flags.
func (a assets) program(name string) (string, []string) {
	if a.has(name) {
		return filepath.Join(string(a), name), nil
	}
	return self(), []string{name}
}

func (a assets) has(name string) bool {
	if a == "" {
		return false
	}
	file, err := os.Stat(filepath.Join(string(a), name))
	return err == nil && file.Mode().IsRegular() && file.Mode()&0o111 != 0
}

// startOwnEtcd runs an etcd for this cluster alone: the folder's program, or ours in this process.
// It gives the address, and how to end it after everything that uses it.
func (c *cluster) startOwnEtcd() (string, func(), error) {
	if !c.assets.has("etcd") {
		etcd, address, err := startEtcd(c.dir)
		if err != nil {
			return "", nil, err
		}
		return address, etcd.Close, nil
	}
	program, _ := c.assets.program("etcd")
	client, peer := loopback(freePort()), loopback(freePort())
	running, err := start(c.dir, "etcd", program,
		"--data-dir="+c.file("etcd"),
		"--unsafe-no-fsync",
		"--listen-client-urls="+client.String(),
		"--advertise-client-urls="+client.String(),
		"--listen-peer-urls="+peer.String(),
		"--initial-advertise-peer-urls="+peer.String(),
		"--initial-cluster=default="+peer.String(),
	)
	if err != nil {
		return "", nil, err
	}
	err = await("etcd", 30*time.Second, c.stopped, []*child{running}, func() error {
		return healthy(client.String() + "/health")
	})
	if err != nil {
		running.stop()
		return "", nil, err
	}
	return client.String(), running.stop, nil
}

func healthy(address string) error {
	answer, err := (&http.Client{Timeout: 2 * time.Second}).Get(address)
	if err != nil {
		return err
	}
	return errors.Join(answer.Body.Close(), expectOK(answer))
}

func expectOK(answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return fmt.Errorf("%s answers %s", answer.Request.URL.Path, answer.Status)
}
