{{- /*
Readers of single values. Each takes a dict with `share` (the result of cluster-share.read), `value`, and `name`, the
value's path for sentences. A value that cannot be used adds a problem and reads as nothing.
*/ -}}

{{- define "cluster-share.problem" -}}
{{- $_ := set .share "problems" (append .share.problems .sentence | uniq) -}}
{{- end -}}

{{- define "cluster-share.note" -}}
{{- $_ := set .share "notes" (append .share.notes .sentence | uniq) -}}
{{- end -}}

{{- /* Sets `as` in `into` to the map at `key` of `from`; to an empty one if there is none. */ -}}
{{- define "cluster-share.map" -}}
{{- $value := index .from .key -}}
{{- $_ := set .into .as dict -}}
{{- if kindIs "map" $value -}}
{{- $_ := set .into .as $value -}}
{{- else if $value -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" (printf "%s must be a map of keys; it is a %s." .name (kindOf $value))) -}}
{{- end -}}
{{- end -}}

{{- /* One line of text. YAML numbers are refused, because YAML has changed them already. */ -}}
{{- define "cluster-share.text" -}}
{{- $sentence := "" -}}
{{- if kindIs "string" .value -}}
{{- $text := trim .value -}}
{{- if regexMatch "[\\x00-\\x1f\\x7f-\\x9f\\x{2028}\\x{2029}]" $text -}}
{{- $sentence = printf "%s has a line break or another control character in it; it must be one line." .name -}}
{{- else if or (regexMatch "^<[A-Za-z][A-Za-z0-9 _.-]*>$" $text) (has (lower $text) (list "set-me" "change-me" "changeme")) -}}
{{- $sentence = printf "%s is still %q, which an example puts where a value of your own belongs." .name $text -}}
{{- else -}}
{{- $text -}}
{{- end -}}
{{- else if not (kindIs "invalid" .value) -}}
{{- $sentence = printf "%s must be a text, and YAML reads it as a %s. Put it in quotes: YAML turns 0123 into 83 and 1e3 into 1000." .name (kindOf .value) -}}
{{- end -}}
{{- if $sentence -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" $sentence) -}}
{{- end -}}
{{- end -}}

{{- /* "true" for a true value in each form that KKP's flags take, else nothing. */ -}}
{{- define "cluster-share.flag" -}}
{{- $text := lower (trim (toString .value)) -}}
{{- if has $text (list "true" "t" "1") -}}
true
{{- else if not (or (kindIs "invalid" .value) (has $text (list "" "false" "f" "0"))) -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" (printf "%s must be true or false; it is %q." .name $text)) -}}
{{- end -}}
{{- end -}}

{{- /*
Adds feature gates to the dict `into`, by name. KKP writes them as text ("A=true,B=false"), as map of bools, or as map
of objects ({A: {enabled: {}}}), in which the name alone opens a gate.
*/ -}}
{{- define "cluster-share.gates" -}}
{{- $given := dict -}}
{{- if kindIs "string" .value -}}
{{- range $entry := splitList "," .value -}}
{{- $pair := regexFind "^[^=]+=[^=]*$" (trim $entry) | splitList "=" -}}
{{- if eq (len $pair) 2 -}}
{{- $_ := set $given (trim (first $pair)) (trim (last $pair)) -}}
{{- else if trim $entry -}}
{{- include "cluster-share.problem" (dict "share" $.share "sentence" (printf "%s must be a list such as A=true,B=false; it has the entry %q." $.name (trim $entry))) -}}
{{- end -}}
{{- end -}}
{{- else if kindIs "map" .value -}}
{{- range $gate, $state := .value -}}
{{- if kindIs "map" $state -}}
{{- $enabled := index $state "enabled" -}}
{{- $_ := set $given $gate (ternary "false" "true" (and (hasKey $state "enabled") (has (lower (toString $enabled)) (list "false" "0")))) -}}
{{- else if not (kindIs "invalid" $state) -}}
{{- $_ := set $given $gate (toString $state) -}}
{{- end -}}
{{- end -}}
{{- else if not (kindIs "invalid" .value) -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" (printf "%s must be a text such as A=true,B=false, or a map; it is a %s." .name (kindOf .value))) -}}
{{- end -}}
{{- range $gate, $state := $given -}}
{{- $open := include "cluster-share.flag" (dict "share" $.share "value" $state "name" (printf "%s: gate %s" $.name $gate)) -}}
{{- if has $gate (list "OIDCKubeCfgEndpoint" "OpenIDAuthPlugin") -}}
{{- if $open }}{{ $_ := set $.into $gate true }}{{ end -}}
{{- else -}}
{{- include "cluster-share.note" (dict "share" $.share "sentence" (printf "%s: Cluster Share has no gate %s, and leaves it out." $.name $gate)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /*
Sets `ca` in `share` to the provider's CA: {pem} or a reference {kind, name, key}. KKP's chart has base64 of PEM, its
early CRD has PEM, its later one names a ConfigMap.
*/ -}}
{{- define "cluster-share.ca" -}}
{{- $sentence := "" -}}
{{- if kindIs "map" .value -}}
{{- $kind := index .value "kind" | default "ConfigMap" -}}
{{- $name := include "cluster-share.text" (dict "share" .share "value" (index .value "name") "name" (printf "%s.name" .name)) -}}
{{- $key := include "cluster-share.text" (dict "share" .share "value" (index .value "key") "name" (printf "%s.key" .name)) | default "ca-bundle.pem" -}}
{{- if not (has $kind (list "ConfigMap" "Secret")) -}}
{{- $sentence = printf "%s.kind must be ConfigMap or Secret; it is %q." .name (toString $kind) -}}
{{- else if $name -}}
{{- $_ := set .share "ca" (dict "kind" $kind "name" $name "key" $key) -}}
{{- end -}}
{{- else if kindIs "string" .value -}}
{{- $text := trim .value -}}
{{- if and $text (not (contains "-----BEGIN" $text)) -}}
{{- $packed := regexReplaceAll "\\s" $text "" -}}
{{- $text = ternary (b64dec $packed) "" (regexMatch "^[A-Za-z0-9+/]+={0,2}$" $packed) -}}
{{- end -}}
{{- if contains "PRIVATE KEY-----" $text -}}
{{- $sentence = printf "%s has a private key in it; give only the CA's certificates." .name -}}
{{- else if regexMatch "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----" $text -}}
{{- $_ := set .share "ca" (dict "pem" (printf "%s\n" (regexFindAll "-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----" $text -1 | join "\n"))) -}}
{{- else if trim .value -}}
{{- $sentence = printf "%s must be CA certificates as PEM (-----BEGIN CERTIFICATE-----) or base64 of it, or a reference such as {kind: ConfigMap, name: ca-bundle}; it is neither." .name -}}
{{- end -}}
{{- else if not (kindIs "invalid" .value) -}}
{{- $sentence = printf "%s must be a text or a reference; it is a %s." .name (kindOf .value) -}}
{{- end -}}
{{- if $sentence -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" $sentence) -}}
{{- end -}}
{{- end -}}

{{- /* The host of an https or http address; nothing for an address that has none. */ -}}
{{- define "cluster-share.hostOf" -}}
{{- regexFind "^https?://[^/?#@:]+" . | trimPrefix "https://" | trimPrefix "http://" -}}
{{- end -}}
