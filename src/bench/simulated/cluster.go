package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

const rbac = "/apis/rbac.authorization.k8s.io/v1"

var version atomic.Int64

// The objects of one cluster, by path, and the lists that were asked for since the last change.
type cluster struct {
	mutex   sync.Mutex
	objects map[string]stored
	lists   map[string][]byte
}

// An object as JSON; its labels apart, so that a list is made without reading each again.
type stored struct {
	text   []byte
	labels map[string]any
}

// About what a new cluster has: Kubernetes' own roles and bindings, and namespaces.
func newCluster(namespaces int) *cluster {
	c := &cluster{objects: map[string]stored{}, lists: map[string][]byte{}}
	for i := range namespaces {
		name := fmt.Sprintf("namespace-%02d", i)
		if i < 4 {
			name = []string{"default", "kube-node-lease", "kube-public", "kube-system"}[i]
		}
		c.put("/api/v1/namespaces/"+name, object("v1", "Namespace", name, ""))
	}
	for _, name := range []string{"admin", "cluster-admin", "edit", "view"} {
		c.put(rbac+"/clusterroles/"+name, withRules(object("rbac.authorization.k8s.io/v1", "ClusterRole", name, ""), 20))
	}
	for i := range 60 {
		name := fmt.Sprintf("system:controller-%02d", i)
		c.put(rbac+"/clusterroles/"+name, withRules(object("rbac.authorization.k8s.io/v1", "ClusterRole", name, ""), 4))
		c.put(rbac+"/clusterrolebindings/"+name, object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", name, ""))
	}
	for i := range 8 {
		name := fmt.Sprintf("system:leader-%d", i)
		c.put(rbac+"/namespaces/kube-system/roles/"+name,
			withRules(object("rbac.authorization.k8s.io/v1", "Role", name, "kube-system"), 2))
	}
	return c
}

func object(apiVersion, kind, name, namespace string) map[string]any {
	metadata := map[string]any{"name": name, "uid": "uid-" + name, "creationTimestamp": "2026-11-24T00:00:00Z"}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	result := map[string]any{"apiVersion": apiVersion, "kind": kind, "metadata": metadata}
	if strings.HasSuffix(kind, "Binding") {
		result["roleRef"] = map[string]any{"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": name}
	}
	return result
}

func withRules(role map[string]any, count int) map[string]any {
	rules := []any{}
	for i := range count {
		rules = append(rules, map[string]any{
			"apiGroups": []string{"group-" + strconv.Itoa(i)}, "resources": []string{"pods", "services"},
			"verbs": []string{"get", "list", "watch"},
		})
	}
	role["rules"] = rules
	return role
}

func (c *cluster) copy() *cluster {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return &cluster{objects: maps.Clone(c.objects), lists: maps.Clone(c.lists)}
}

func (c *cluster) get(path string) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.objects[path].text
}

func (c *cluster) delete(path string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.objects, path)
	c.lists = map[string][]byte{}
}

func (c *cluster) put(path string, body map[string]any) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.store(path, body)
}

func (c *cluster) store(path string, body map[string]any) []byte {
	metadata, _ := body["metadata"].(map[string]any)
	if metadata == nil {
		metadata = map[string]any{}
		body["metadata"] = metadata
	}
	metadata["resourceVersion"] = strconv.FormatInt(version.Add(1), 10)
	if metadata["uid"] == nil {
		metadata["uid"] = "uid-" + path
		metadata["creationTimestamp"] = "2026-11-24T00:00:00Z"
	}
	labels, _ := metadata["labels"].(map[string]any)
	c.objects[path] = stored{encode(body), labels}
	c.lists = map[string][]byte{}
	return c.objects[path].text
}

// Server-side apply as far as it goes here: labels and annotations are merged, all else is replaced.
func (c *cluster) apply(path string, body map[string]any) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	result := body
	if before := c.objects[path].text; before != nil {
		result = decode(before)
		for name, value := range body {
			if name != "metadata" {
				result[name] = value
			}
		}
	}
	metadata := result["metadata"].(map[string]any)
	applied := body["metadata"].(map[string]any)
	for _, kind := range []string{"labels", "annotations"} {
		if more, ok := applied[kind].(map[string]any); ok {
			merged, _ := metadata[kind].(map[string]any)
			if merged == nil {
				merged = map[string]any{}
			}
			maps.Copy(merged, more)
			metadata[kind] = merged
		}
	}
	metadata["managedFields"] = []any{map[string]any{
		"manager": "cluster-share", "operation": "Apply", "apiVersion": result["apiVersion"], "fieldsType": "FieldsV1",
		"fieldsV1": map[string]any{"f:metadata": map[string]any{"f:labels": map[string]any{"f:component": map[string]any{}}}, "f:rules": map[string]any{}},
	}}
	return c.store(path, result)
}

// JSON Patch as far as it goes here: adding to and removing from the subjects.
func (c *cluster) patch(path string, sent []byte) (int, []byte) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	before := c.objects[path].text
	if before == nil {
		return refuse(404, "NotFound")
	}
	var operations []struct {
		Op, Path string
		Value    any
	}
	if json.Unmarshal(sent, &operations) != nil {
		return refuse(422, "Invalid")
	}
	result := decode(before)
	subjects, _ := result["subjects"].([]any)
	for _, operation := range operations {
		switch index, _ := strconv.Atoi(strings.TrimPrefix(operation.Path, "/subjects/")); operation.Op {
		case "add":
			subjects = append(subjects, operation.Value)
		case "remove":
			if index >= len(subjects) {
				return refuse(422, "Invalid")
			}
			subjects = slices.Delete(subjects, index, index+1)
		}
	}
	result["subjects"] = subjects
	return 200, c.store(path, result)
}

// A collection, of one namespace or of all, in one page.
func (c *cluster) list(path, selector string) []byte {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	key := path + "?" + selector
	if known := c.lists[key]; known != nil {
		return known
	}
	kind := path[strings.LastIndex(path, "/")+1:]
	group := path[:strings.LastIndex(path, "/")]
	paths := []string{}
	for candidate := range c.objects {
		parent := candidate[:strings.LastIndex(candidate, "/")]
		if parent == path || (strings.HasPrefix(parent, group+"/namespaces/") && strings.HasSuffix(parent, "/"+kind)) {
			if matches(c.objects[candidate].labels, selector) {
				paths = append(paths, candidate)
			}
		}
	}
	slices.Sort(paths)
	items := [][]byte{}
	for _, found := range paths {
		items = append(items, c.objects[found].text)
	}
	kinds := map[string]string{
		"namespaces": "Namespace", "roles": "Role", "rolebindings": "RoleBinding", "clusterroles": "ClusterRole",
		"clusterrolebindings": "ClusterRoleBinding",
	}
	result := fmt.Appendf(nil, `{"kind":"%sList","apiVersion":"v1","metadata":{"resourceVersion":"%d"},"items":[`,
		kinds[kind], version.Load())
	result = append(result, bytes.Join(items, []byte(","))...)
	result = append(result, "]}"...)
	c.lists[key] = result
	return result
}

// Selectors as key=value, key!=value, key and key in (a,b), one of them.
func matches(labels map[string]any, selector string) bool {
	if selector == "" {
		return true
	}
	label := func(name string) string { value, _ := labels[name].(string); return value }
	if name, values, found := strings.Cut(selector, " in ("); found {
		return slices.Contains(strings.Split(strings.TrimSuffix(values, ")"), ","), label(name))
	}
	if name, value, found := strings.Cut(selector, "!="); found {
		return label(name) != value
	}
	if name, value, found := strings.Cut(selector, "="); found {
		return label(name) == value
	}
	return label(selector) != ""
}
