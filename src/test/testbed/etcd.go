package main

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
)

// runEtcd serves one etcd that several API servers can share, each under its own prefix.
func runEtcd(arguments []string) int {
	flags := flag.NewFlagSet("etcd", flag.ContinueOnError)
	dir := flags.String("dir", "", "folder for data and log")
	if err := flags.Parse(arguments); err != nil || *dir == "" {
		return failed("etcd needs --dir.")
	}
	stopped := stopRequests()
	etcd, address, err := startEtcd(*dir)
	if err != nil {
		return failed("etcd did not start: %v", err)
	}
	defer etcd.Close()
	ready(map[string]string{"url": address})
	<-stopped
	return 0
}

// startEtcd runs etcd in this process on a free port of the loopback. It does not wait for the
// disk: what it holds is worth nothing after a crash of the machine.
func startEtcd(dir string) (*embed.Etcd, string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, "", err
	}
	config := embed.NewConfig()
	config.Dir = filepath.Join(dir, "etcd")
	config.UnsafeNoFsync = true
	config.LogLevel = "warn"
	config.LogOutputs = []string{filepath.Join(dir, "etcd.log")}
	client, peer := loopback(freePort()), loopback(freePort())
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return nil, "", err
	}
	select {
	case <-etcd.Server.ReadyNotify():
		return etcd, client.String(), nil
	case <-time.After(30 * time.Second):
		etcd.Close()
		return nil, "", fmt.Errorf("not ready after 30 s, see %s", config.LogOutputs[0])
	}
}

func loopback(port int) url.URL {
	return url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", port)}
}
