package main

import (
	"context"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/dexidp/dex/server"
	"github.com/dexidp/dex/server/signer"
	"github.com/dexidp/dex/storage"
	"github.com/dexidp/dex/storage/memory"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/crypto/bcrypt"
)

// issuerConfig is what a test or the demo asks of dex.
type issuerConfig struct {
	// Port of the loopback; 0 takes a free one.
	Port int `json:"port"`
	// IDTokenLifetime such as 10m, as Go writes durations.
	IDTokenLifetime string           `json:"idTokenLifetime"`
	Clients         []storage.Client `json:"clients"`
	Users           []struct {
		Email         string   `json:"email"`
		EmailVerified bool     `json:"emailVerified"`
		Name          string   `json:"name"`
		Password      string   `json:"password"`
		Groups        []string `json:"groups"`
	} `json:"users"`
}

// runIssuer serves dex over TLS with a private CA until it is stopped.
func runIssuer(arguments []string) int {
	flags := flag.NewFlagSet("issuer", flag.ContinueOnError)
	dir := flags.String("dir", "", "folder for certificates and log")
	file := flags.String("config", "", "JSON file with clients and users")
	if err := flags.Parse(arguments); err != nil || *dir == "" || *file == "" {
		return failed("issuer needs --dir and --config.")
	}
	stopped := stopRequests()
	config, err := readIssuerConfig(*file)
	if err != nil {
		return failed("cannot read %s: %v", *file, err)
	}
	if err := os.MkdirAll(*dir, 0o700); err != nil {
		return failed("cannot make %s: %v", *dir, err)
	}
	ca, err := openAuthority(*dir, "test-bed-issuer")
	if err == nil {
		err = ca.issue("server", pkix.Name{CommonName: "dex"}, x509.ExtKeyUsageServerAuth)
	}
	if err != nil {
		return failed("cannot make certificates: %v", err)
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", config.Port))
	if err != nil {
		return failed("cannot listen: %v", err)
	}
	address := fmt.Sprintf("https://127.0.0.1:%d/dex", listener.Addr().(*net.TCPAddr).Port)
	log, err := os.OpenFile(filepath.Join(*dir, "dex.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return failed("cannot write the log: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	handler, err := newDex(ctx, address, config, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		return failed("dex did not start: %v", err)
	}
	serving := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		_ = serving.ServeTLS(listener, filepath.Join(*dir, "server.crt"), filepath.Join(*dir, "server.key"))
	}()
	defer serving.Close()
	ready(map[string]string{"issuer": address, "caFile": ca.caFile()})
	<-stopped
	return 0
}

func readIssuerConfig(file string) (*issuerConfig, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	config := &issuerConfig{IDTokenLifetime: "10m"}
	return config, json.Unmarshal(content, config)
}

func newDex(ctx context.Context, address string, config *issuerConfig, logger *slog.Logger) (http.Handler, error) {
	lifetime, err := time.ParseDuration(config.IDTokenLifetime)
	if err != nil {
		return nil, err
	}
	var users []storage.Password
	for _, user := range config.Users {
		hash, err := bcrypt.GenerateFromPassword([]byte(user.Password), bcrypt.MinCost+6)
		if err != nil {
			return nil, err
		}
		users = append(users, storage.Password{
			Email:         user.Email,
			EmailVerified: &user.EmailVerified,
			Hash:          hash,
			Username:      user.Name,
			UserID:        user.Email,
			Groups:        user.Groups,
		})
	}
	kept := memory.New(logger)
	kept = storage.WithStaticClients(kept, config.Clients)
	kept = storage.WithStaticPasswords(kept, users, logger)
	kept = storage.WithStaticConnectors(kept, []storage.Connector{
		{ID: server.LocalConnector, Name: "Email", Type: server.LocalConnector},
	})
	signing, err := (&signer.LocalConfig{KeysRotationPeriod: "6h"}).Open(ctx, kept, lifetime, time.Now, logger)
	if err != nil {
		return nil, err
	}
	refresh, err := server.NewRefreshTokenPolicy(logger, false, "24h", "24h", "3s")
	if err != nil {
		return nil, err
	}
	return server.NewServer(ctx, server.Config{
		Issuer:             address,
		Storage:            kept,
		SkipApprovalScreen: true,
		PasswordConnector:  server.LocalConnector,
		IDTokensValidFor:   lifetime,
		RefreshTokenPolicy: refresh,
		Signer:             signing,
		Logger:             logger,
		PrometheusRegistry: prometheus.NewRegistry(),
	})
}
