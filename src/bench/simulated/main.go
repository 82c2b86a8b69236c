// Many simulated API servers in one process, for load only: each has a port of its own on the loopback, namespaces,
// roles and bindings in memory, and takes the calls that Cluster Share makes. They check neither tokens nor objects.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

func main() {
	count := flag.Int("count", 1000, "how many API servers")
	namespaces := flag.Int("namespaces", 20, "how many namespaces each has")
	flag.Parse()

	certificate, ca, err := certify()
	exitOn(err)
	fleet := newFleet(*count, *namespaces)
	server := fleet.server(certificate)
	ports := make([]int, *count)
	for i := range ports {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		exitOn(err)
		ports[i] = listener.Addr().(*net.TCPAddr).Port
		fleet.serve(ports[i], i)
		go func() { exitOn(server.ServeTLS(listener, "", "")) }()
	}
	admin, err := net.Listen("tcp", "127.0.0.1:0")
	exitOn(err)
	go func() { exitOn(http.Serve(admin, fleet.admin())) }()
	ready, err := json.Marshal(map[string]any{
		"admin": admin.Addr().(*net.TCPAddr).Port, "ports": ports, "ca": ca,
	})
	exitOn(err)
	fmt.Println(string(ready))
	// The parent process holds our standard input: we end with it.
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// The calls with which a benchmark prepares the clusters and asks what happened.
func (f *fleet) admin() http.Handler {
	mux := http.NewServeMux()
	number := func(r *http.Request, name string) int {
		value, _ := strconv.Atoi(r.URL.Query().Get(name))
		return value
	}
	mux.HandleFunc("POST /clone", func(w http.ResponseWriter, r *http.Request) { f.clone() })
	mux.HandleFunc("POST /reset", func(w http.ResponseWriter, r *http.Request) { f.stats.reset() })
	mux.HandleFunc("POST /hang", func(w http.ResponseWriter, r *http.Request) { f.hang(number(r, "every")) })
	mux.HandleFunc("POST /remove", func(w http.ResponseWriter, r *http.Request) { f.remove(r.URL.Query().Get("path")) })
	mux.HandleFunc("GET /missing", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, f.missing(r.URL.Query().Get("path")))
	})
	mux.HandleFunc("GET /stats", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(f.stats.read())
	})
	mux.HandleFunc("GET /paths", func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(f.stats.readPaths())
	})
	return mux
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, time.Now().Format(time.RFC3339), err)
		os.Exit(1)
	}
}
