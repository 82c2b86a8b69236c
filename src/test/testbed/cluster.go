package main

import (
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// controllers are those without which RBAC, namespaces, service accounts and client certificates do
// not work as in any cluster, and those that make the pods of a Deployment; nothing schedules or runs them.
const controllers = "clusterrole-aggregation-controller,serviceaccount-controller," +
	"serviceaccount-token-controller,namespace-controller,root-ca-certificate-publisher-controller," +
	"deployment-controller,replicaset-controller," +
	"certificatesigningrequest-signing-controller,certificatesigningrequest-cleaner-controller"

// cluster is one API server with its controllers and, unless it shares one, its etcd.
type cluster struct {
	dir      string
	server   string
	assets   assets
	stopped  <-chan struct{}
	children []*child
}

// runCluster serves a cluster until it is stopped; flags behind -- go to kube-apiserver.
func runCluster(arguments []string) int {
	flags := flag.NewFlagSet("cluster", flag.ContinueOnError)
	dir := flags.String("dir", "", "folder for certificates, data and logs")
	etcdURL := flags.String("etcd", "", "address of a shared etcd; empty starts one")
	prefix := flags.String("etcd-prefix", "/registry", "this cluster's prefix in etcd")
	port := flags.Int("port", 0, "port of the API server; 0 takes a free one")
	others := flags.String("assets", "", "folder whose kube-apiserver, etcd and kube-controller-manager are used instead")
	if err := flags.Parse(arguments); err != nil || *dir == "" {
		return failed("cluster needs --dir.")
	}
	if err := os.MkdirAll(*dir, 0o700); err != nil {
		return failed("cannot make %s: %v", *dir, err)
	}
	if *port == 0 {
		*port = freePort()
	}
	c := &cluster{
		dir:     *dir,
		server:  fmt.Sprintf("https://127.0.0.1:%d", *port),
		assets:  assets(*others),
		stopped: stopRequests(),
	}
	if *etcdURL == "" {
		address, end, err := c.startOwnEtcd()
		if err != nil {
			return failed("etcd did not start: %v", err)
		}
		defer end()
		*etcdURL = address
	}
	defer c.stop()
	kubeconfig, err := c.start(*etcdURL, *prefix, *port, flags.Args())
	if err != nil {
		return failed("the cluster did not start: %v", err)
	}
	ready(map[string]string{
		"server":     c.server,
		"caFile":     filepath.Join(*dir, "ca.crt"),
		"kubeconfig": kubeconfig,
	})
	<-c.stopped
	return 0
}

func (c *cluster) start(etcdURL, prefix string, port int, extra []string) (string, error) {
	ca, err := openAuthority(c.dir, "test-bed-kubernetes")
	if err != nil {
		return "", err
	}
	for name, certificate := range map[string]struct {
		subject pkix.Name
		usage   x509.ExtKeyUsage
	}{
		"server":          {pkix.Name{CommonName: "kube-apiserver"}, x509.ExtKeyUsageServerAuth},
		"service-account": {pkix.Name{CommonName: "service-account"}, x509.ExtKeyUsageClientAuth},
		"admin": {
			pkix.Name{CommonName: "test-bed-admin", Organization: []string{"system:masters"}},
			x509.ExtKeyUsageClientAuth,
		},
	} {
		if err := ca.issue(name, certificate.subject, certificate.usage); err != nil {
			return "", err
		}
	}
	kubeconfig, err := c.writeKubeconfig()
	if err != nil {
		return "", err
	}
	flags := append([]string{
		"--etcd-servers="+etcdURL,
		"--etcd-prefix="+prefix,
		"--secure-port="+strconv.Itoa(port),
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--tls-cert-file="+c.file("server.crt"),
		"--tls-private-key-file="+c.file("server.key"),
		"--client-ca-file="+ca.caFile(),
		"--service-account-key-file="+c.file("service-account.key"),
		"--service-account-signing-key-file="+c.file("service-account.key"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-cluster-ip-range=10.0.0.0/24",
		"--authorization-mode=RBAC",
		"--endpoint-reconciler-type=none",
		"--enable-priority-and-fairness=false",
	}, extra...)
	if err := c.run("kube-apiserver", flags); err != nil {
		return "", err
	}
	if err := await("kube-apiserver", time.Minute, c.stopped, c.children, func() error { return c.get("/readyz", nil) }); err != nil {
		return "", err
	}
	err = c.run("kube-controller-manager", []string{
		"--kubeconfig=" + kubeconfig,
		"--controllers=" + controllers,
		"--service-account-private-key-file=" + c.file("service-account.key"),
		"--root-ca-file=" + ca.caFile(),
		"--cluster-signing-cert-file=" + ca.caFile(),
		"--cluster-signing-key-file=" + c.file("ca.key"),
		"--use-service-account-credentials=false",
		"--leader-elect=false",
		"--secure-port=0",
	})
	if err != nil {
		return "", err
	}
	return kubeconfig, await("ClusterRole view", time.Minute, c.stopped, c.children, c.viewHasRules)
}

func (c *cluster) run(name string, arguments []string) error {
	program, first := c.assets.program(name)
	running, err := start(c.dir, name, program, append(first, arguments...)...)
	if err == nil {
		c.children = append(c.children, running)
	}
	return err
}

// stop ends the controllers before the API server that they speak to.
func (c *cluster) stop() {
	for i := len(c.children) - 1; i >= 0; i-- {
		c.children[i].stop()
	}
}

func (c *cluster) file(name string) string { return filepath.Join(c.dir, name) }

// viewHasRules holds when the aggregation controller has done its work.
func (c *cluster) viewHasRules() error {
	var role struct {
		Rules []json.RawMessage `json:"rules"`
	}
	if err := c.get("/apis/rbac.authorization.k8s.io/v1/clusterroles/view", &role); err != nil {
		return err
	}
	if len(role.Rules) == 0 {
		return fmt.Errorf("ClusterRole view has no rules yet")
	}
	return nil
}

// get asks the API server as its administrator.
func (c *cluster) get(path string, answer any) error {
	pair, err := tls.LoadX509KeyPair(c.file("admin.crt"), c.file("admin.key"))
	if err != nil {
		return err
	}
	caPem, err := os.ReadFile(c.file("ca.crt"))
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(caPem)
	client := http.Client{
		Timeout: 5 * time.Second,
		Transport: &http.Transport{
			TLSClientConfig:   &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{pair}},
			DisableKeepAlives: true,
		},
	}
	response, err := client.Get(c.server + path)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", path, response.Status)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(body, answer)
}

// writeKubeconfig makes the administrator's kubeconfig with everything inside it.
func (c *cluster) writeKubeconfig() (string, error) {
	data := make(map[string]string)
	for _, name := range []string{"ca.crt", "admin.crt", "admin.key"} {
		content, err := os.ReadFile(c.file(name))
		if err != nil {
			return "", err
		}
		data[name] = base64.StdEncoding.EncodeToString(content)
	}
	path := c.file("admin.kubeconfig")
	return path, os.WriteFile(path, fmt.Appendf(nil, `apiVersion: v1
kind: Config
clusters:
- name: test-bed
  cluster:
    server: %s
    certificate-authority-data: %s
users:
- name: admin
  user:
    client-certificate-data: %s
    client-key-data: %s
contexts:
- name: admin
  context:
    cluster: test-bed
    user: admin
current-context: admin
`, c.server, data["ca.crt"], data["admin.crt"], data["admin.key"]), 0o600)
}
