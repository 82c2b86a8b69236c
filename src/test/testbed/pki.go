package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

const tenYears = 10 * 365 * 24 * time.Hour

// authority signs certificates; its files stay in a folder, so that it survives a restart.
type authority struct {
	dir         string
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func (a *authority) caFile() string { return filepath.Join(a.dir, "ca.crt") }

// openAuthority reads the authority in a folder, or makes it.
func openAuthority(dir, name string) (*authority, error) {
	a := &authority{dir: dir}
	if cert, key, err := readPair(filepath.Join(dir, "ca")); err == nil {
		a.certificate, a.key = cert, key
		return a, nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := template(pkix.Name{CommonName: name})
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature
	a.key = key
	a.certificate, err = sign(template, template, key, key, filepath.Join(dir, "ca"))
	return a, err
}

// issue makes a certificate and its key in <dir>/<name>.crt and .key, unless they are there.
func (a *authority) issue(name string, subject pkix.Name, usage x509.ExtKeyUsage) error {
	path := filepath.Join(a.dir, name)
	if _, _, err := readPair(path); err == nil {
		return nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template := template(subject)
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{usage}
	if usage == x509.ExtKeyUsageServerAuth {
		template.DNSNames = []string{"localhost"}
		template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback, net.IPv4(10, 0, 0, 1)}
	}
	_, err = sign(template, a.certificate, key, a.key, path)
	return err
}

func template(subject pkix.Name) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    time.Now().Add(-time.Minute),
		NotAfter:     time.Now().Add(tenYears),
	}
}

func sign(template, parent *x509.Certificate, key, signer *ecdsa.PrivateKey, path string) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	if err := writePem(path+".crt", "CERTIFICATE", der); err != nil {
		return nil, err
	}
	keyDer, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := writePem(path+".key", "EC PRIVATE KEY", keyDer); err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func writePem(path, kind string, der []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}

func readPair(path string) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	certPem, err := os.ReadFile(path + ".crt")
	if err != nil {
		return nil, nil, err
	}
	keyPem, err := os.ReadFile(path + ".key")
	if err != nil {
		return nil, nil, err
	}
	certBlock, _ := pem.Decode(certPem)
	keyBlock, _ := pem.Decode(keyPem)
	if certBlock == nil || keyBlock == nil {
		return nil, nil, os.ErrInvalid
	}
	cert, err := x509.ParseCertificate(certBlock.Bytes)
	if err != nil {
		return nil, nil, err
	}
	key, err := x509.ParseECPrivateKey(keyBlock.Bytes)
	return cert, key, err
}
