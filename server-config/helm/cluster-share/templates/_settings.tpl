{{- /*
Reads all values, once. The result is the dict `$.share`:
  settings     the settings for the ConfigMap, by name
  secrets      the settings for the Secret, by name
  ca           the provider's CA: {pem} or {kind, name, key}; absent without one
  hosts        the host names of the Ingress
  https        whether people reach Cluster Share over https
  postgres     whether the database is a PostgreSQL
  replicas     how many pods run
  notes        sentences for NOTES.txt
  seed         true on a seed cluster of KKP, where nothing is installed
It fails with one sentence for each value that cannot be used.
*/ -}}
{{- define "cluster-share.read" -}}
{{- if not (hasKey . "share") -}}
{{- $share := dict "problems" list "notes" list "settings" dict "secrets" dict "placement" dict "domain" "" "ingressClass" "" "certIssuer" dict "kkp" false "seed" false "noIngress" "" -}}
{{- $_ := set . "share" $share -}}
{{- include "cluster-share.readChart" (dict "share" $share "Values" .Values) -}}
{{- include "cluster-share.readConfiguration" (dict "share" $share "Values" .Values) -}}
{{- if not $share.seed -}}
{{- include "cluster-share.readOwn" . -}}
{{- include "cluster-share.readDex" . -}}
{{- include "cluster-share.addresses" . -}}
{{- include "cluster-share.people" . -}}
{{- include "cluster-share.database" . -}}
{{- include "cluster-share.keys" . -}}
{{- include "cluster-share.required" . -}}
{{- if $share.problems -}}
{{- fail (printf "Cluster Share cannot be installed with these values:\n  - %s" (join "\n  - " $share.problems)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* clusterShare.settings and clusterShare.caBundle, which win over KKP's values. */ -}}
{{- define "cluster-share.readOwn" -}}
{{- $share := .share -}}
{{- range $key, $value := .Values.clusterShare.settings -}}
{{- $name := printf "clusterShare.settings.%s" $key -}}
{{- $text := "" -}}
{{- if kindIs "slice" $value -}}
{{- $entries := list -}}
{{- range $entry := $value -}}
{{- $entries = append $entries (include "cluster-share.text" (dict "share" $share "value" $entry "name" $name)) -}}
{{- end -}}
{{- $text = join "," (compact $entries) -}}
{{- else if kindIs "bool" $value -}}
{{- $text = toString $value -}}
{{- else if and (has (kindOf $value) (list "float64" "int" "int64")) (regexMatch "^max-|-per-|-(interval|age|retention|timeout|port|days|minutes|seconds)$" $key) -}}
{{- $text = printf "%d" (int64 $value) -}}
{{- if ne (float64 $value) (float64 (int64 $value)) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "%s must be a whole number; it is %v." $name $value)) -}}
{{- end -}}
{{- else if and (eq $key "database-password") (kindIs "string" $value) -}}
{{- $text = $value -}}
{{- else -}}
{{- $text = include "cluster-share.text" (dict "share" $share "value" $value "name" $name) -}}
{{- end -}}
{{- if $text }}{{ $_ := set $share.settings $key $text }}{{ else }}{{ $_ := unset $share.settings $key }}{{ end -}}
{{- end -}}
{{- include "cluster-share.ca" (dict "share" $share "value" .Values.clusterShare.caBundle "name" "clusterShare.caBundle") -}}
{{- if and (hasKey $share "ca") (not (hasKey $share.settings "oidc-ca-file")) -}}
{{- $_ := set $share.settings "oidc-ca-file" "/etc/cluster-share-ca/ca-bundle.pem" -}}
{{- if and (hasKey $share.ca "name") $share.kkp -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" (printf "The provider's CA comes from the %s %s, which must be in the namespace %s, too." $share.ca.kind $share.ca.name .Release.Namespace)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* What the same values say about dex: its address and its clients complete the settings. */ -}}
{{- define "cluster-share.readDex" -}}
{{- $share := .share -}}
{{- $settings := $share.settings -}}
{{- $dex := ternary .Values.dex dict (kindIs "map" .Values.dex) -}}
{{- $ingress := ternary $dex.ingress dict (kindIs "map" $dex.ingress) -}}
{{- $config := ternary $dex.config dict (kindIs "map" $dex.config) -}}
{{- if not (hasKey $settings "oidc-issuer-url") -}}
{{- $issuer := toString ($config.issuer | default "") -}}
{{- if and (not $issuer) $ingress.host -}}
{{- $issuer = printf "%s://%s%s" ($ingress.scheme | default "https") $ingress.host ($ingress.path | default "/dex") -}}
{{- end -}}
{{- if $issuer }}{{ $_ := set $settings "oidc-issuer-url" $issuer }}{{ end -}}
{{- end -}}
{{- $clients := $dex.clients | default $config.staticClients -}}
{{- $clients = ternary $clients list (kindIs "slice" $clients) -}}
{{- if not (index $settings "oidc-issuer-client-id") -}}
{{- /* The client that KKP's documentation has for this feature is known by its redirect URI. */ -}}
{{- range $client := $clients -}}
{{- if kindIs "map" $client -}}
{{- range $uri := index $client "RedirectURIs" | default (index $client "redirectURIs") | default list -}}
{{- if and (hasSuffix "/api/v1/kubeconfig" (toString $uri)) (kindIs "string" $client.id) -}}
{{- $_ := set $settings "oidc-issuer-client-id" $client.id -}}
{{- if not (index $settings "oidc-issuer-redirect-uri") }}{{ $_ := set $settings "oidc-issuer-redirect-uri" $uri }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $id := index $settings "oidc-issuer-client-id" -}}
{{- range $client := $clients -}}
{{- if and (kindIs "map" $client) $id (eq (toString $client.id) (toString $id)) -}}
{{- if kindIs "string" $client.secret -}}
{{- if not (or (hasKey $settings "oidc-issuer-client-secret") $.Values.clusterShare.existingSecret) -}}
{{- $_ := set $settings "oidc-issuer-client-secret" $client.secret -}}
{{- else if ne (toString (index $settings "oidc-issuer-client-secret" | default $client.secret)) $client.secret -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" (printf "The secret of the client %s differs from the one in dex.clients of these values: sign-ins fail if this dex is the provider." $id)) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $share "dexClient" $client -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* The redirect URI and the host names. */ -}}
{{- define "cluster-share.addresses" -}}
{{- $share := .share -}}
{{- $settings := $share.settings -}}
{{- $own := include "cluster-share.text" (dict "share" $share "value" .Values.clusterShare.host "name" "clusterShare.host") -}}
{{- $host := $own | default $share.domain -}}
{{- if and $host (not (index $settings "oidc-issuer-redirect-uri")) -}}
{{- $_ := set $settings "oidc-issuer-redirect-uri" (printf "https://%s/api/v1/kubeconfig" $host) -}}
{{- end -}}
{{- $redirect := toString (index $settings "oidc-issuer-redirect-uri" | default "") -}}
{{- $_ := set $share "https" (hasPrefix "https://" $redirect) -}}
{{- $hosts := list $host (include "cluster-share.hostOf" $redirect) | compact | uniq -}}
{{- $_ := set $share "hosts" $hosts -}}
{{- range $name := $hosts -}}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" $name) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "%q is not a host name in small letters, such as share.example.com; it comes from clusterShare.host, KKP's domain or oidc-issuer-redirect-uri." $name)) -}}
{{- end -}}
{{- end -}}
{{- $client := $share.dexClient | default dict -}}
{{- $uris := index $client "RedirectURIs" | default (index $client "redirectURIs") -}}
{{- if and (kindIs "slice" $uris) $redirect (not (has $redirect $uris)) -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" (printf "Add %s to the redirect URIs of the client %s in dex." $redirect $client.id)) -}}
{{- end -}}
{{- end -}}

{{- /* Who creates projects, and whose tokens the API takes. */ -}}
{{- define "cluster-share.people" -}}
{{- $share := .share -}}
{{- $settings := $share.settings -}}
{{- if and $share.kkp (not (or (index $settings "admins") (index $settings "project-creators") .Values.clusterShare.existingSecret)) -}}
{{- $_ := set $settings "project-creators" "everyone" -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" "project-creators is \"everyone\", as in KKP: every person who signs in creates projects. clusterShare.settings.admins or clusterShare.settings.project-creators closes that.") -}}
{{- end -}}
{{- $id := index $settings "oidc-issuer-client-id" -}}
{{- if and $id (has $id (splitList "," (toString (index $settings "oidc-api-client-ids" | default "")))) -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" (printf "The API takes tokens of %s, which stand in kubeconfigs, as in KKP 2.31: operators of clusters can use them. Register a client for the API and name it in clusterShare.settings.oidc-api-client-ids." $id)) -}}
{{- end -}}
{{- if and (index $settings "oidc-issuer-client-secret") (not (index $settings "oidc-kubelogin-client-id")) -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" "Kubeconfigs hold tokens (kind auth-provider). For the kind with kubelogin, register a public client and name it in clusterShare.settings.oidc-kubelogin-client-id.") -}}
{{- end -}}
{{- end -}}

{{- /* PostgreSQL, or one replica with an H2 file. */ -}}
{{- define "cluster-share.database" -}}
{{- $share := .share -}}
{{- $settings := $share.settings -}}
{{- $own := .Values.clusterShare -}}
{{- $url := toString (index $settings "database-url" | default "") -}}
{{- if and (not $url) $own.existingSecret -}}
{{- $existing := lookup "v1" "Secret" .Release.Namespace $own.existingSecret -}}
{{- $url = b64dec (toString (index ($existing.data | default dict) "database-url" | default "")) -}}
{{- end -}}
{{- $postgres := or (hasPrefix "jdbc:postgresql:" $url) (and $own.database.secret.name $own.database.secret.urlKey | not | not) -}}
{{- $_ := set $share "postgres" $postgres -}}
{{- if and $url (not (regexMatch "^jdbc:(postgresql|h2):" $url)) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" "database-url must begin with jdbc:postgresql: or jdbc:h2:, such as jdbc:postgresql://db.example.com:5432/clustershare.") -}}
{{- end -}}
{{- if not (or $postgres $url) -}}
{{- $_ := set $settings "database-url" "jdbc:h2:file:/var/lib/cluster-share/database/cluster-share;DB_CLOSE_ON_EXIT=FALSE" -}}
{{- end -}}
{{- $replicas := 1 -}}
{{- if not (kindIs "invalid" $own.replicas) -}}
{{- $replicas = int $own.replicas -}}
{{- else if $postgres -}}
{{- $replicas = $share.placement.replicas | default 2 -}}
{{- else if gt (int ($share.placement.replicas | default 1)) 1 -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" (printf "KKP's values ask for %d replicas; one runs, because an H2 file serves one. For more, set clusterShare.settings.database-url to a PostgreSQL." (int $share.placement.replicas))) -}}
{{- end -}}
{{- if and (not $postgres) (gt $replicas 1) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "clusterShare.replicas is %d, and an H2 file serves one replica. Set clusterShare.settings.database-url to a PostgreSQL (jdbc:postgresql://host:5432/name), or clusterShare.replicas to 1." $replicas)) -}}
{{- end -}}
{{- if and (not $postgres) $own.autoscaling.enabled -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" "clusterShare.autoscaling is enabled, and an H2 file serves one replica. Set clusterShare.settings.database-url to a PostgreSQL (jdbc:postgresql://host:5432/name), or clusterShare.autoscaling.enabled to false.") -}}
{{- end -}}
{{- $_ := set $share "replicas" $replicas -}}
{{- end -}}

{{- /* Moves secrets out of the settings; generates the keys of a new installation and finds them again later. */ -}}
{{- define "cluster-share.keys" -}}
{{- $share := .share -}}
{{- $settings := $share.settings -}}
{{- $secrets := $share.secrets -}}
{{- range $key := keys $settings | sortAlpha -}}
{{- $value := index $settings $key -}}
{{- if or (regexMatch "(secret|password|token|-keys?)$" $key) (regexMatch "(?i)(password|secret|token)=|://[^/@]*:[^/@]*@" $value) -}}
{{- $_ := set $secrets $key $value -}}
{{- $_ := unset $settings $key -}}
{{- end -}}
{{- end -}}
{{- if not .Values.clusterShare.existingSecret -}}
{{- $existing := (lookup "v1" "Secret" .Release.Namespace (include "cluster-share.fullname" .)).data | default dict -}}
{{- $generated := dict "encryption-keys" (printf "generated:%s" (randBytes 32)) "oidc-issuer-cookie-hash-key" (randBytes 48 | sha256sum) -}}
{{- range $key, $new := $generated -}}
{{- if not (hasKey $secrets $key) -}}
{{- $_ := set $share "generated" true -}}
{{- $_ := set $secrets $key (ternary (b64dec (index $existing $key | default "")) $new (hasKey $existing $key)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- $cookie := index $secrets "oidc-issuer-cookie-hash-key" | default "" -}}
{{- if and $cookie (not (or (has (len $cookie) (list 32 64)) (regexMatch "^[0-9a-fA-F]{128}$" $cookie))) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "oidc-issuer-cookie-hash-key (KKP: issuerCookieKey) must be 32 or 64 bytes, also as hex of these; it has %d. Make one with `openssl rand -hex 32`." (len $cookie))) -}}
{{- end -}}
{{- range $key := splitList "," (index $secrets "encryption-keys" | default "") -}}
{{- if and (trim $key) (not (regexMatch "^[A-Za-z0-9._-]{1,32}:[A-Za-z0-9+/]{43}=$" (trim $key))) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" "clusterShare.settings.encryption-keys must be a name, a colon and the output of `openssl rand -base64 32`, such as 2026:…; separate several by commas.") -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Settings without which Cluster Share does not start. With an existing Secret, only what is known is checked. */ -}}
{{- define "cluster-share.required" -}}
{{- $share := .share -}}
{{- $all := merge dict $share.settings $share.secrets -}}
{{- $existing := .Values.clusterShare.existingSecret -}}
{{- $missing := list -}}
{{- if $existing -}}
{{- $found := lookup "v1" "Secret" .Release.Namespace $existing -}}
{{- if $found -}}
{{- range $key, $value := $found.data }}{{ $_ := set $all $key (b64dec $value) }}{{ end -}}
{{- range $key := list "encryption-keys" "oidc-issuer-cookie-hash-key" -}}
{{- if not (index $all $key) }}{{ $missing = append $missing $key }}{{ end -}}
{{- end -}}
{{- else if lookup "v1" "ServiceAccount" .Release.Namespace "default" -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "The namespace %s has no Secret %s, which clusterShare.existingSecret names." .Release.Namespace $existing)) -}}
{{- end -}}
{{- if $missing -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "The Secret %s must have the keys %s, because the chart generates none beside a Secret of your own." $existing (join " and " $missing))) -}}
{{- end -}}
{{- end -}}
{{- $names := dict "oidc-issuer-url" "tokenIssuer" "oidc-issuer-client-id" "issuerClientID" "oidc-issuer-redirect-uri" "issuerRedirectURL" -}}
{{- range $key := keys $names | sortAlpha -}}
{{- /* A value that was refused is not missing. */ -}}
{{- $refused := contains (index $names $key) (join " " $share.problems) | or (contains $key (join " " $share.problems)) -}}
{{- if not (or (index $all $key) $existing $refused) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "Set clusterShare.settings.%s (KKP: kubermatic.auth.%s)." $key (index $names $key))) -}}
{{- end -}}
{{- end -}}
{{- if not (or (index $all "admins") (index $all "project-creators") $existing) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" "Set clusterShare.settings.admins or clusterShare.settings.project-creators; otherwise no person could create a project.") -}}
{{- end -}}
{{- $local := "http://(localhost|127\\.0\\.0\\.1|\\[::1\\])" -}}
{{- range $key := list "oidc-issuer-url" "oidc-issuer-redirect-uri" -}}
{{- $url := index $all $key | default "" -}}
{{- if and $url (not (regexMatch (printf "^(https://[^/?#@:\\s]+|%s)(:[0-9]{1,5})?(/[^?#\\s]*)?$" $local) $url)) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "%s must be an address that begins with https:// (http:// only for localhost), without user, query and fragment; it is %q." $key $url)) -}}
{{- end -}}
{{- end -}}
{{- $redirect := index $all "oidc-issuer-redirect-uri" | default "" -}}
{{- if and $redirect (not (regexMatch "^https?://[^/]+/api/v1/kubeconfig$" $redirect)) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "oidc-issuer-redirect-uri must be this installation's address followed by /api/v1/kubeconfig; it is %q." $redirect)) -}}
{{- end -}}
{{- end -}}
