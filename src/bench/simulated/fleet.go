package main

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// All clusters, found by the port that a request came to.
type fleet struct {
	clusters []*cluster
	byPort   map[int]int
	every    atomic.Int64
	stats    stats
}

func newFleet(count, namespaces int) *fleet {
	f := &fleet{clusters: make([]*cluster, count), byPort: map[int]int{}}
	f.stats.reset()
	f.clusters[0] = newCluster(namespaces)
	f.clone()
	return f
}

func (f *fleet) serve(port, index int) { f.byPort[port] = index }

func (f *fleet) server(certificate tls.Certificate) *http.Server {
	return &http.Server{
		Handler:   f,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"h2", "http/1.1"}},
		// Ten thousand that keep what nobody uses would be more connections than a process can have.
		IdleTimeout: 5 * time.Second,
		ErrorLog:    log.New(io.Discard, "", 0),
	}
}

// Makes every cluster like the first one.
func (f *fleet) clone() {
	for i := 1; i < len(f.clusters); i++ {
		f.clusters[i] = f.clusters[0].copy()
	}
}

// From now on every so manieth cluster takes requests and never answers; 0 for none.
func (f *fleet) hang(every int) { f.every.Store(int64(every)) }

func (f *fleet) remove(path string) {
	for _, c := range f.clusters {
		c.delete(path)
	}
}

func (f *fleet) missing(path string) int {
	missing := 0
	for _, c := range f.clusters {
		if c.get(path) == nil {
			missing++
		}
	}
	return missing
}

func (f *fleet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	port := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr).Port
	index := f.byPort[port]
	if every := int(f.every.Load()); every > 0 && index%every == every-1 {
		<-r.Context().Done()
		return
	}
	status, body := answer(f.clusters[index], r)
	f.stats.count(index, port, r, len(body))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

func answer(c *cluster, r *http.Request) (int, []byte) {
	path := r.URL.Path
	if r.Method == http.MethodGet {
		if path == "/version" {
			return 200, []byte(`{"major":"1","minor":"37","gitVersion":"v1.37.2"}`)
		}
		if isCollection(path) {
			return 200, c.list(path, r.URL.Query().Get("labelSelector"))
		}
		if body := c.get(path); body != nil {
			return 200, body
		}
		return refuse(404, "NotFound")
	}
	sent, err := io.ReadAll(r.Body)
	if err != nil {
		return refuse(400, "BadRequest")
	}
	switch r.Method {
	case http.MethodPost:
		if strings.Contains(path, "reviews") {
			return 201, allowed(sent)
		}
		name := field(decode(sent), "metadata", "name")
		if c.get(path+"/"+name) != nil {
			return refuse(409, "AlreadyExists")
		}
		return 201, c.put(path+"/"+name, decode(sent))
	case http.MethodPut:
		return 200, c.put(path, decode(sent))
	case http.MethodPatch:
		if strings.Contains(r.Header.Get("Content-Type"), "apply") {
			return 200, c.apply(path, decode(sent))
		}
		return c.patch(path, sent)
	case http.MethodDelete:
		c.delete(path)
		return 200, []byte(`{"kind":"Status","status":"Success"}`)
	}
	return refuse(405, "MethodNotAllowed")
}

// Reviews of rights say yes.
func allowed(sent []byte) []byte {
	object := decode(sent)
	object["status"] = map[string]any{"allowed": true}
	return encode(object)
}

func refuse(status int, reason string) (int, []byte) {
	return status, encode(map[string]any{
		"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "message": reason, "code": status,
	})
}

func isCollection(path string) bool {
	last := path[strings.LastIndex(path, "/")+1:]
	switch last {
	case "namespaces", "roles", "rolebindings", "clusterroles", "clusterrolebindings":
		return true
	}
	return false
}

// What has been asked since the last reset.
type stats struct {
	mutex                   sync.Mutex
	requests, writes, bytes int64
	first, last             time.Time
	clusters                map[int]bool
	paths                   [][2]any
}

func (s *stats) reset() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.requests, s.writes, s.bytes = 0, 0, 0
	s.first, s.last = time.Time{}, time.Time{}
	s.clusters = map[int]bool{}
	s.paths = nil
}

func (s *stats) count(index, port int, r *http.Request, bytes int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.last = time.Now()
	if s.requests == 0 {
		s.first = s.last
	}
	s.requests++
	s.bytes += int64(bytes)
	s.clusters[index] = true
	if r.Method == http.MethodGet {
		s.paths = append(s.paths, [2]any{port, r.URL.RequestURI()})
	} else {
		s.writes++
	}
}

func (s *stats) read() map[string]any {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return map[string]any{
		"requests": s.requests, "writes": s.writes, "bytes": s.bytes, "clusters": len(s.clusters),
		"millis": s.last.Sub(s.first).Milliseconds(), "idleMillis": time.Since(s.last).Milliseconds(),
	}
}

func (s *stats) readPaths() [][2]any {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.paths
}

func decode(text []byte) map[string]any {
	object := map[string]any{}
	_ = json.NewDecoder(bytes.NewReader(text)).Decode(&object)
	return object
}

func encode(object any) []byte {
	text, err := json.Marshal(object)
	exitOn(err)
	return text
}

func field(object map[string]any, names ...string) string {
	for _, name := range names[:len(names)-1] {
		object, _ = object[name].(map[string]any)
	}
	text, _ := object[names[len(names)-1]].(string)
	return text
}
