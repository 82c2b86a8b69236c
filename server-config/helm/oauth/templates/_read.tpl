{{- /*
Reads the values, once. The result is the dict `$.read`: `config` (dex's configuration), `host`, `path`, `https`,
`class`, `certIssuer`, `tag`, `replicas` and `notes`. It fails with one sentence for each value that cannot be used.
*/ -}}
{{- define "oauth.read" -}}
{{- if not (hasKey . "read") -}}
{{- $read := dict "problems" list "notes" list -}}
{{- $_ := set . "read" $read -}}
{{- include "oauth.config" . -}}
{{- include "oauth.exposure" . -}}
{{- include "oauth.image" . -}}
{{- include "oauth.unused" . -}}
{{- if $read.problems -}}
{{- fail (printf "dex cannot be installed with these values:\n  - %s" (join "\n  - " $read.problems)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "oauth.problem" -}}
{{- $_ := set .read "problems" (append .read.problems .sentence | uniq) -}}
{{- end -}}

{{- define "oauth.note" -}}
{{- $_ := set .read "notes" (append .read.notes .sentence | uniq) -}}
{{- end -}}

{{- define "oauth.name" -}}
{{- $dex := .Values.dex -}}
{{- toString ($dex.nameOverride | default "dex") | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- /* dex's configuration. */ -}}
{{- define "oauth.config" -}}
{{- $read := .read -}}
{{- $dex := .Values.dex -}}
{{- $given := $dex.config | default dict | deepCopy -}}
{{- $ingress := $dex.ingress -}}
{{- $issuer := toString ($given.issuer | default "") -}}
{{- if not $issuer -}}
{{- range $key := list "host" "path" "scheme" -}}
{{- $value := index $ingress $key -}}
{{- if and $value (or (not (kindIs "string" $value)) (regexMatch "[\\s\\x00-\\x1f\"'<>{}]" (toString $value))) -}}
{{- include "oauth.problem" (dict "read" $read "sentence" (printf "dex.ingress.%s must be a part of an address; it is %q." $key (toString $value))) -}}
{{- end -}}
{{- end -}}
{{- if $ingress.host -}}
{{- $issuer = printf "%s://%s%s" $ingress.scheme $ingress.host $ingress.path -}}
{{- end -}}
{{- end -}}
{{- if not $issuer -}}
{{- include "oauth.problem" (dict "read" $read "sentence" "Set dex.ingress.host to the host name at which people reach dex.") -}}
{{- else if not (regexMatch "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$" $issuer) -}}
{{- include "oauth.problem" (dict "read" $read "sentence" (printf "dex's issuer must be an address without user, query and fragment; it is %q. It comes from dex.ingress.scheme, host and path, or dex.config.issuer." $issuer)) -}}
{{- end -}}
{{- $config := dict "issuer" $issuer "storage" (dict "type" "kubernetes" "config" (dict "inCluster" true)) "web" (dict "http" "0.0.0.0:5556") "telemetry" (dict "http" "0.0.0.0:5558") -}}
{{- $_ := set $config "oauth2" (dict "skipApprovalScreen" true "responseTypes" (list "code" "token" "id_token")) -}}
{{- with $dex.expiry }}{{ $_ := set $config "expiry" . }}{{ end -}}
{{- with $dex.frontend }}{{ $_ := set $config "frontend" . }}{{ end -}}
{{- with $dex.grpc }}{{ with .api }}{{ $_ := set $config "grpc" . }}{{ end }}{{ end -}}
{{- with $dex.connectors }}{{ $_ := set $config "connectors" . }}{{ end -}}
{{- with $dex.clients }}{{ $_ := set $config "staticClients" . }}{{ end -}}
{{- $passwords := concat ($dex.staticPasswords | default list) ($dex.staticPasswordLogins | default list) -}}
{{- with $passwords }}{{ $_ := set $config "staticPasswords" . }}{{ end -}}
{{- $config = mergeOverwrite $config (omit $given "issuer") -}}
{{- /* A list without entries is no list of the later chart's. */ -}}
{{- if and $config.staticPasswords (not (hasKey $config "enablePasswordDB")) }}{{ $_ := set $config "enablePasswordDB" true }}{{ end -}}
{{- if not (or $config.staticPasswords $config.connectors) -}}
{{- include "oauth.note" (dict "read" $read "sentence" "No person can sign in: name dex.connectors or dex.staticPasswords.") -}}
{{- end -}}
{{- $texts := dict "clients" (list "id" "idEnv" "name" "secret" "secretEnv") "staticPasswords" (list "email" "hash" "hashFromEnv" "username" "userID") "connectors" (list "id" "type" "name") -}}
{{- $lists := dict "clients" ($config.staticClients | default list) "staticPasswords" ($config.staticPasswords | default list) "connectors" ($config.connectors | default list) -}}
{{- range $list, $entries := $lists -}}
{{- range $index, $entry := $entries -}}
{{- range $key := index $texts $list -}}
{{- $name := printf "dex.%s[%d].%s" $list $index $key -}}
{{- if not (kindIs "map" $entry) -}}
{{- include "oauth.problem" (dict "read" $read "sentence" (printf "dex.%s[%d] must be a map of keys." $list $index)) -}}
{{- else if hasKey $entry $key -}}
{{- $value := index $entry $key -}}
{{- if not (or (kindIs "string" $value) (kindIs "invalid" $value)) -}}
{{- include "oauth.problem" (dict "read" $read "sentence" (printf "%s must be a text, and YAML reads it as a %s. Put it in quotes: YAML turns 0123 into 83 and 1e3 into 1000." $name (kindOf $value))) -}}
{{- else if regexMatch "^<[A-Za-z][A-Za-z0-9 _.-]*>$" (trim (toString $value | default "")) -}}
{{- include "oauth.problem" (dict "read" $read "sentence" (printf "%s is still %q, which an example puts where a value of your own belongs." $name (toString $value))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if has (toString ($config.expiry | default dict).idTokens) (list "24h" "<nil>" "24h0m0s") -}}
{{- include "oauth.note" (dict "read" $read "sentence" "ID tokens live for 24 hours, as in KKP: a person whose access ends keeps it that long. Set dex.expiry.idTokens to minutes, such as 10m.") -}}
{{- end -}}
{{- $_ := set $read "config" $config -}}
{{- end -}}

{{- /* Where people reach dex. KKP's later chart has ingress.hosts and ingress.className. */ -}}
{{- define "oauth.exposure" -}}
{{- $read := .read -}}
{{- $ingress := .Values.dex.ingress -}}
{{- $issuer := $read.config.issuer -}}
{{- $authority := regexReplaceAll "^https?://" $issuer "" | splitList "/" | first -}}
{{- $path := regexReplaceAll "^https?://[^/]*" $issuer "" | default "/" -}}
{{- $_ := set $read "host" (splitList ":" $authority | first) -}}
{{- $_ := set $read "path" $path -}}
{{- $_ := set $read "https" (hasPrefix "https://" $issuer) -}}
{{- $class := toString ($ingress.className | default $ingress.class | default "") -}}
{{- $_ := set $read "class" $class -}}
{{- $_ := set $read "ingress" (and (ne $class "non-existent") (ne (toString (index $ingress "enabled")) "false") (ne $read.host "")) -}}
{{- $certIssuer := .Values.dex.certIssuer -}}
{{- $_ := set $read "certIssuer" (ternary $certIssuer dict (kindIs "map" $certIssuer)) -}}
{{- end -}}

{{- define "oauth.image" -}}
{{- $read := .read -}}
{{- $dex := .Values.dex -}}
{{- $tag := toString ($dex.image.tag | default "") -}}
{{- if and (regexMatch "^v?[0-9]+\\.[0-9]+\\.[0-9]+$" $tag) (semverCompare "<2.31.0" (trimPrefix "v" $tag)) -}}
{{- include "oauth.note" (dict "read" $read "sentence" (printf "dex.image.tag is %s, which has no PKCE or none of today's CRDs; %s runs instead." $tag .Chart.AppVersion)) -}}
{{- $tag = "" -}}
{{- end -}}
{{- $_ := set $read "tag" ($tag | default .Chart.AppVersion) -}}
{{- $_ := set $read "replicas" (int ($dex.replicaCount | default $dex.replicas)) -}}
{{- end -}}

{{- /* Notes values that mean something which this chart does not have. */ -}}
{{- define "oauth.unused" -}}
{{- $read := .read -}}
{{- $dex := .Values.dex -}}
{{- if $dex.theme -}}
{{- include "oauth.note" (dict "read" $read "sentence" "dex.theme is not used: dex shows its own theme. Mount yours with dex.extraVolumes and name it in dex.frontend.") -}}
{{- end -}}
{{- if and $dex.grpc $dex.grpc.ingress -}}
{{- include "oauth.note" (dict "read" $read "sentence" "dex.grpc.ingress is not used: it is written for the API extensions/v1beta1, which Kubernetes 1.22 removed.") -}}
{{- end -}}
{{- if or .Values.migrateGatewayAPI .Values.httpRoute -}}
{{- include "oauth.note" (dict "read" $read "sentence" "migrateGatewayAPI and httpRoute are not used: lead a route of your own to the Service.") -}}
{{- end -}}
{{- end -}}

{{- define "oauth.selector" -}}
app.kubernetes.io/name: {{ include "oauth.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "oauth.labels" -}}
labels:
  helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
  app.kubernetes.io/version: {{ .read.tag | trunc 63 | quote }}
  app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
  {{- include "oauth.selector" . | nindent 2 }}
{{- end -}}

{{- define "oauth.metadata" -}}
name: {{ include "oauth.name" . | quote }}
namespace: {{ .Release.Namespace | quote }}
{{ include "oauth.labels" . }}
{{- end -}}
