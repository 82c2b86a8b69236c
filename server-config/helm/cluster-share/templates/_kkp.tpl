{{- /*
Reads what KKP has, in both of its forms, into `share`: `settings`, `ca`, `domain`, `ingressClass`, `certIssuer`,
`pullSecret` and `placement`. KKP: the Kubermatic Kubernetes Platform.
*/ -}}

{{- /* The chart's values of KKP 2.12 to 2.19: kubermatic.auth, kubermatic.api, … */ -}}
{{- define "cluster-share.readChart" -}}
{{- $share := .share -}}
{{- $form := dict "share" $share "form" "kubermatic" -}}
{{- include "cluster-share.map" (dict "share" $share "from" .Values "key" "kubermatic" "into" $form "as" "kkp" "name" "kubermatic") -}}
{{- $kkp := $form.kkp -}}
{{- if omit $kkp "certIssuer" -}}
{{- $_ := set $share "kkp" true -}}
{{- range $part := list "auth" "api" "controller" "ui" -}}
{{- include "cluster-share.map" (dict "share" $share "from" $kkp "key" $part "into" $form "as" $part "name" (printf "kubermatic.%s" $part)) -}}
{{- end -}}
{{- if and (hasKey $kkp "isMaster") (not (include "cluster-share.flag" (dict "share" $share "value" $kkp.isMaster "name" "kubermatic.isMaster"))) -}}
{{- $_ := set $share "seed" true -}}
{{- end -}}
{{- $_ := set $share "domain" (include "cluster-share.text" (dict "share" $share "value" $kkp.domain "name" "kubermatic.domain")) -}}
{{- $_ := set $share "ingressClass" (include "cluster-share.text" (dict "share" $share "value" $kkp.ingressClass "name" "kubermatic.ingressClass") | default "nginx") -}}
{{- if kindIs "map" $kkp.certIssuer }}{{ $_ := set $share "certIssuer" $kkp.certIssuer }}{{ end -}}
{{- include "cluster-share.pullSecret" (dict "share" $share "value" $kkp.imagePullSecretData "name" "kubermatic.imagePullSecretData") -}}
{{- $gates := dict -}}
{{- include "cluster-share.gates" (dict "share" $share "into" $gates "value" $form.api.featureGates "name" "kubermatic.api.featureGates") -}}
{{- include "cluster-share.gates" (dict "share" $share "into" $gates "value" $form.controller.featureGates "name" "kubermatic.controller.featureGates") -}}
{{- $_ := set $form "gates" $gates -}}
{{- $_ := set $form "caBundle" $form.auth.caBundle -}}
{{- include "cluster-share.kkpSettings" $form -}}
{{- include "cluster-share.placement" (dict "share" $share "api" $form.api "name" "kubermatic.api") -}}
{{- include "cluster-share.unused" (dict "share" $share "from" $kkp "name" "kubermatic" "used" (list "auth" "api" "controller" "ui" "isMaster" "domain" "ingressClass" "certIssuer" "imagePullSecretData")) -}}
{{- include "cluster-share.unused" (dict "share" $share "from" $form.controller "name" "kubermatic.controller" "used" (list "featureGates")) -}}
{{- end -}}
{{- end -}}

{{- /* A KubermaticConfiguration as a values file, or the list that `kubectl get --output yaml` prints. */ -}}
{{- define "cluster-share.readConfiguration" -}}
{{- $share := .share -}}
{{- $object := .Values -}}
{{- if and (kindIs "slice" .Values.items) (hasSuffix "List" (toString .Values.kind)) -}}
{{- range $item := .Values.items -}}
{{- if and (kindIs "map" $item) (eq (toString $item.kind) "KubermaticConfiguration") }}{{ $object = $item }}{{ end -}}
{{- end -}}
{{- end -}}
{{- $version := toString $object.apiVersion -}}
{{- if eq (toString $object.kind) "KubermaticConfiguration" -}}
{{- if not (has $version (list "operator.kubermatic.io/v1alpha1" "kubermatic.k8c.io/v1")) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "The KubermaticConfiguration has the apiVersion %q; the chart reads operator.kubermatic.io/v1alpha1 and kubermatic.k8c.io/v1." $version)) -}}
{{- end -}}
{{- $_ := set $share "kkp" true -}}
{{- $form := dict "share" $share "form" "spec" -}}
{{- include "cluster-share.map" (dict "share" $share "from" $object "key" "spec" "into" $form "as" "spec" "name" "spec") -}}
{{- range $part := list "auth" "api" "ui" "ingress" -}}
{{- include "cluster-share.map" (dict "share" $share "from" $form.spec "key" $part "into" $form "as" $part "name" (printf "spec.%s" $part)) -}}
{{- end -}}
{{- $domain := include "cluster-share.text" (dict "share" $share "value" $form.ingress.domain "name" "spec.ingress.domain") -}}
{{- $_ := set $share "domain" ($domain | default $share.domain) -}}
{{- $_ := set $share "ingressClass" (include "cluster-share.text" (dict "share" $share "value" $form.ingress.className "name" "spec.ingress.className") | default "nginx") -}}
{{- $_ := set $share "noIngress" (include "cluster-share.flag" (dict "share" $share "value" $form.ingress.disable "name" "spec.ingress.disable")) -}}
{{- $_ := set $share "certIssuer" dict -}}
{{- if kindIs "map" $form.ingress.certificateIssuer }}{{ $_ := set $share "certIssuer" $form.ingress.certificateIssuer }}{{ end -}}
{{- include "cluster-share.pullSecret" (dict "share" $share "value" $form.spec.imagePullSecret "name" "spec.imagePullSecret") -}}
{{- $gates := dict -}}
{{- include "cluster-share.gates" (dict "share" $share "into" $gates "value" $form.spec.featureGates "name" "spec.featureGates") -}}
{{- $_ := set $form "gates" $gates -}}
{{- $_ := set $form "caBundle" ($form.auth.caBundle | default $form.spec.caBundle) -}}
{{- /* The operator's defaults. */ -}}
{{- $clientID := include "cluster-share.text" (dict "share" $share "value" $form.auth.clientID "name" "spec.auth.clientID") -}}
{{- $base := ternary (printf "https://%s" $share.domain) "" (ne $share.domain "") -}}
{{- $issuerClientID := ternary $clientID (printf "%sIssuer" ($clientID | default "kubermatic")) (eq $clientID "kubermaticIssuer") -}}
{{- $_ := set $form "defaults" (dict "tokenIssuer" (ternary (printf "%s/dex" $base) "" (ne $base "")) "clientID" "kubermatic" "issuerClientID" $issuerClientID) -}}
{{- include "cluster-share.kkpSettings" $form -}}
{{- $config := toString $form.ui.config -}}
{{- if and (eq $version "kubermatic.k8c.io/v1") (not (contains "share_kubeconfig" $config)) (index $gates "OIDCKubeCfgEndpoint") -}}
{{- $_ := set $share.settings "share-kubeconfig" "true" -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" "share-kubeconfig is true, because KKP 2.23 and newer show \"Share Cluster\" unless an admin hides it (enableShareCluster in KubermaticSettings). clusterShare.settings.share-kubeconfig: false hides it here.") -}}
{{- end -}}
{{- include "cluster-share.placement" (dict "share" $share "api" $form.api "name" "spec.api") -}}
{{- include "cluster-share.unused" (dict "share" $share "from" $form.spec "name" "spec" "used" (list "auth" "api" "ui" "ingress" "featureGates" "caBundle" "imagePullSecret")) -}}
{{- else if and .Values.spec (contains "kubermatic" $version) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "The values are a %s of KKP; the chart reads a KubermaticConfiguration." (toString $object.kind))) -}}
{{- end -}}
{{- end -}}

{{- /* What both forms have in common: auth, gates and the console's configuration. */ -}}
{{- define "cluster-share.kkpSettings" -}}
{{- $form := . -}}
{{- $share := .share -}}
{{- $settings := $share.settings -}}
{{- $defaults := .defaults | default dict -}}
{{- $names := dict "tokenIssuer" "oidc-issuer-url" "issuerClientID" "oidc-issuer-client-id" "issuerClientSecret" "oidc-issuer-client-secret" "issuerRedirectURL" "oidc-issuer-redirect-uri" "issuerCookieKey" "oidc-issuer-cookie-hash-key" "clientID" "oidc-api-client-ids" -}}
{{- range $key, $setting := $names -}}
{{- $name := printf "%s.auth.%s" $form.form $key -}}
{{- $text := include "cluster-share.text" (dict "share" $share "value" (index $form.auth $key) "name" $name) | default (index $defaults $key) -}}
{{- /* MicroProfile Config would replace an expression; only the client's secret is read as it is written. */ -}}
{{- if and (contains "${" (toString $text)) (ne $key "issuerClientSecret") -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "%s has ${ in it, which Cluster Share would replace; no such name can be used." $name)) -}}
{{- else if $text -}}
{{- $_ := set $settings $setting $text -}}
{{- end -}}
{{- end -}}
{{- $skip := printf "%s.auth.skipTokenIssuerTLSVerify" .form -}}
{{- if include "cluster-share.flag" (dict "share" $share "value" .auth.skipTokenIssuerTLSVerify "name" $skip) -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "%s is true, and Cluster Share always verifies the provider's certificate. Set it to false. If a private CA signed the certificate, give that CA's certificates in %s.auth.caBundle or clusterShare.caBundle." $skip .form)) -}}
{{- end -}}
{{- include "cluster-share.ca" (dict "share" $share "value" .caBundle "name" (ternary "spec.caBundle" (printf "%s.auth.caBundle" .form) (and (eq .form "spec") (not .auth.caBundle)))) -}}
{{- $gates := list -}}
{{- range $gate := keys .gates | sortAlpha }}{{ $gates = append $gates (printf "%s=true" $gate) }}{{ end -}}
{{- if $gates }}{{ $_ := set $settings "feature-gates" (join "," $gates) }}{{ end -}}
{{- include "cluster-share.uiConfig" (dict "share" $share "value" .ui.config "name" (printf "%s.ui.config" .form)) -}}
{{- include "cluster-share.unused" (dict "share" $share "from" .auth "name" (printf "%s.auth" .form) "used" (append (keys $names) "skipTokenIssuerTLSVerify" | concat (list "caBundle"))) -}}
{{- include "cluster-share.unused" (dict "share" $share "from" .ui "name" (printf "%s.ui" .form) "used" (list "config" "image" "resources" "replicas" "affinity" "nodeSelector" "tolerations" "dockerRepository" "dockerTag")) -}}
{{- include "cluster-share.unused" (dict "share" $share "from" .api "name" (printf "%s.api" .form) "used" (list "featureGates" "image" "resources" "replicas" "affinity" "nodeSelector" "tolerations" "dockerRepository" "dockerTag" "pprofEndpoint" "debugLog")) -}}
{{- end -}}

{{- /* The JSON that KKP's dashboard reads as config.json. */ -}}
{{- define "cluster-share.uiConfig" -}}
{{- $share := .share -}}
{{- $config := ternary dict .value (kindIs "invalid" .value) -}}
{{- if kindIs "string" $config }}{{ $config = ternary (fromJson $config) dict (ne (trim $config) "") }}{{ end -}}
{{- if or (not (kindIs "map" $config)) (hasKey (ternary $config dict (kindIs "map" $config)) "Error") -}}
{{- include "cluster-share.problem" (dict "share" $share "sentence" (printf "%s must be a text with a JSON object, such as '{\"share_kubeconfig\": true}'; it is not." .name)) -}}
{{- else -}}
{{- if hasKey $config "share_kubeconfig" -}}
{{- $shown := include "cluster-share.flag" (dict "share" $share "value" (index $config "share_kubeconfig") "name" (printf "%s: share_kubeconfig" .name)) -}}
{{- $_ := set $share.settings "share-kubeconfig" (ternary "true" "false" (eq $shown "true")) -}}
{{- end -}}
{{- $others := omit $config "share_kubeconfig" | keys | sortAlpha -}}
{{- if $others -}}
{{- include "cluster-share.note" (dict "share" $share "sentence" (printf "%s: Cluster Share does not use %s." .name (join ", " $others))) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* KKP's registry credentials: base64 of a Docker configuration, or the JSON itself. */ -}}
{{- define "cluster-share.pullSecret" -}}
{{- if kindIs "string" .value -}}
{{- $text := trim .value -}}
{{- if not (hasPrefix "{" $text) -}}
{{- $packed := regexReplaceAll "\\s" $text "" -}}
{{- $text = ternary (b64dec $packed) "" (regexMatch "^[A-Za-z0-9+/]+={0,2}$" $packed) -}}
{{- end -}}
{{- if and $text (kindIs "map" (index (fromJson $text) "auths")) -}}
{{- $_ := set .share "pullSecret" (fromJson $text | toJson) -}}
{{- else if trim .value -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" (printf "%s must be a Docker configuration ({\"auths\": …}) as JSON, or base64 of it." .name)) -}}
{{- end -}}
{{- else if .value -}}
{{- include "cluster-share.problem" (dict "share" .share "sentence" (printf "%s must be a text; it is a %s." .name (kindOf .value))) -}}
{{- end -}}
{{- end -}}

{{- /* Where KKP's API runs. Its affinities to pods name pods of KKP, so only that to nodes is taken. */ -}}
{{- define "cluster-share.placement" -}}
{{- $placement := .share.placement -}}
{{- with .api.replicas }}{{ $_ := set $placement "replicas" (int .) }}{{ end -}}
{{- if kindIs "map" .api.nodeSelector }}{{ $_ := set $placement "nodeSelector" .api.nodeSelector }}{{ end -}}
{{- if kindIs "slice" .api.tolerations }}{{ $_ := set $placement "tolerations" .api.tolerations }}{{ end -}}
{{- if kindIs "map" .api.affinity -}}
{{- $_ := set $placement "affinity" (pick .api.affinity "nodeAffinity") -}}
{{- if omit .api.affinity "nodeAffinity" -}}
{{- include "cluster-share.note" (dict "share" .share "sentence" (printf "%s.affinity: only nodeAffinity is taken, because the rest names pods of KKP." .name)) -}}
{{- end -}}
{{- end -}}
{{- range $part := list "image" "resources" "dockerRepository" -}}
{{- if index $.api $part -}}
{{- include "cluster-share.note" (dict "share" $.share "sentence" (printf "%s.%s belongs to KKP's API; use clusterShare.%s." $.name $part (ternary "resources" "image" (eq $part "resources")))) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Notes values that mean something which Cluster Share does not have. */ -}}
{{- define "cluster-share.unused" -}}
{{- $meanings := dict "kubermatic.auth.serviceAccountKey" "signs KKP's API tokens" "spec.auth.serviceAccountKey" "signs KKP's API tokens" "kubermatic.datacenters" "names KKP's datacenters; add clusters in the console" "kubermatic.kubeconfig" "gives access to seed clusters; add clusters in the console" "kubermatic.presets" "holds credentials of cloud providers" "kubermatic.exposeStrategy" "exposes control planes, which Cluster Share does not run" "spec.exposeStrategy" "exposes control planes, which Cluster Share does not run" -}}
{{- $others := list -}}
{{- range $key := keys .from | sortAlpha -}}
{{- $path := printf "%s.%s" $.name $key -}}
{{- if and (not (has $key $.used)) (index $.from $key) -}}
{{- if hasKey $meanings $path -}}
{{- include "cluster-share.note" (dict "share" $.share "sentence" (printf "%s is not used: it %s." $path (index $meanings $path))) -}}
{{- else -}}
{{- $others = append $others $path -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if $others -}}
{{- include "cluster-share.note" (dict "share" .share "sentence" (printf "Cluster Share does not use %s." (join ", " $others))) -}}
{{- end -}}
{{- end -}}
